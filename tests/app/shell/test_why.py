"""Why, in the window: the chain of what is selected, and each line leads to where and when it began."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dawnline.fleet.entity import EntityRef
from dawnline.present.inspector import inspector_scene
from dawnline.shell.furnish import Furnishing
from dawnline.shell.inspector_place import InspectorPlace
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_widgets.theme.parts import TextLabel
from dawnline_widgets.theme.steps import StepList


def test_a_line_leads_to_where_and_when_it_began(desk: Furnishing, qtbot: QtBot) -> None:
    recording = desk.session.recording
    assert recording is not None
    last = recording.frame_count - 1
    codes = recording.values("satellite", "limiter", last)
    held = int(np.flatnonzero(codes == LIMITERS.index("eclipse"))[0])
    fleet = EntityRef("fleet", int(recording.header.fleet.satellites.parent[held]))
    for ref in (EntityRef("satellite", held), fleet):
        desk.invoker.run("timeline.end")
        desk.invoker.run("select.entity", recording.header.fleet.entity_id(ref))
        desk.settle()
        inspector = desk.window.findChild(InspectorPlace)
        assert inspector is not None
        expected = inspector_scene(recording, recording.end_s, ref).why_lines[0]
        assert expected.t_s < recording.end_s
        line = inspector.findChild(StepList).findChildren(TextLabel)[0]
        qtbot.mouseClick(line.parentWidget(), Qt.MouseButton.LeftButton)
        selected = desk.session.selection
        assert selected is not None
        assert recording.header.fleet.entity_id(selected) == expected.entity
        assert desk.session.t_s == expected.t_s
