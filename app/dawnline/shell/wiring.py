"""Widgets' signals to commands: state changes only through a command."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance

from dawnline.commands.satellite_spans import spans_text
from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.style import range_at
from dawnline.shell.invoker import Invoker
from dawnline.shell.session import Session
from dawnline_widgets.globe.hand.legend_drag import LegendDrag
from dawnline_widgets.timeline.transport import TransportWidget

if TYPE_CHECKING:
    from dawnline.shell.inspector_place import InspectorPlace
    from dawnline.shell.network_place import NetworkPlace

SAME_DRAG_S = 0.6  # seeks that follow this fast are one drag, and one step of undo


def wire_transport(widget: TransportWidget, invoker: Invoker) -> None:
    """Let the timeline dock play, seek, step and loop."""
    seeks = _Seeks(invoker, widget)
    widget.play_toggled.connect(lambda: invoker.run("timeline.play_pause"))
    widget.seek_requested.connect(seeks.to)
    widget.speed_requested.connect(lambda speed: invoker.run("timeline.speed", f"{speed:g}"))
    widget.step_requested.connect(lambda frames: invoker.run("timeline.step_forward", str(frames)))
    widget.follow_requested.connect(lambda: invoker.run("timeline.follow"))
    widget.jump_requested.connect(
        lambda where: invoker.run("timeline.home" if where == "start" else "timeline.end")
    )
    widget.loop_requested.connect(lambda span: _loop(invoker, span))


def wire_selection(asked: SignalInstance, session: Session, invoker: Invoker) -> None:
    """Let a view select: what it asks for goes through the commands, and nothing twice."""

    def select(ref: EntityRef | None) -> None:
        if ref == session.selection or session.recording is None:
            return
        if ref is None:
            invoker.run("select.clear")
        else:
            invoker.run("select.entity", session.recording.header.fleet.entity_id(ref))

    asked.connect(select)


def wire_region(asked: SignalInstance, invoker: Invoker) -> None:
    """Let a rectangle or a lasso on the globe mark satellites."""
    asked.connect(
        lambda found, mode: invoker.run("select.mark_region", f"{mode} {spans_text(found)}".strip())
    )


def wire_legend(hand: LegendDrag, session: Session, cache: SceneCache, invoker: Invoker) -> None:
    """Let a hand on the legend set what the colours mean and who is shown."""
    rows = {"colours": "globe.colour_range", "shown": "globe.shown_range"}

    def ask(what: str, low: float, high: float, continues: bool) -> None:
        if session.recording is None:
            return
        ends = range_at(session.recording, session.view, low, high, cache)
        if what == "shown" or ends[0] < ends[1]:
            invoker.run(rows[what], f"{ends[0]:.12g} {ends[1]:.12g}", continues=continues)

    def clear(what: str) -> None:
        view = session.view
        if (view.colour_range if what == "colours" else view.shown_range) is not None:
            invoker.run("globe.range_reset", what)

    def choose(code: int) -> None:
        if session.view.shown_range == (float(code), float(code)):
            invoker.run("globe.range_reset", "shown")
        else:
            invoker.run("globe.shown_range", f"{code} {code}")

    hand.range_asked.connect(ask)
    hand.range_cleared.connect(clear)
    hand.entry_pressed.connect(choose)


def wire_network(place: "NetworkPlace", invoker: Invoker) -> None:
    """Let the network's panel choose routes and ways, select, and seek."""
    place.route_asked.connect(lambda one, other: invoker.run("network.route", f"{one} > {other}"))
    place.entity_asked.connect(lambda name: invoker.run("select.entity", name))
    place.way_asked.connect(lambda number: invoker.run("network.alternative", str(number)))
    place.seek_asked.connect(lambda t_s: invoker.run("timeline.seek", f"{t_s:.3f}"))


def wire_inspector(place: "InspectorPlace", session: Session, invoker: Invoker) -> None:
    """Let the inspector seek, and go to where and when a cause began."""

    def go(entity: str, t_s: float) -> None:
        invoker.run("timeline.seek", f"{t_s:.3f}")
        recording, selected = session.recording, session.selection
        if recording is None or selected is None or recording.header.fleet.entity_id(selected) != entity:
            invoker.run("select.entity", entity)

    place.seek_asked.connect(lambda t_s: invoker.run("timeline.seek", f"{t_s:.3f}"))
    place.cause_asked.connect(go)


class _Seeks(QObject):
    """Tells the seeks of one drag from separate ones; its widget keeps it alive."""

    def __init__(self, invoker: Invoker, widget: TransportWidget) -> None:
        super().__init__(widget)
        self._invoker = invoker
        self._last_s = -SAME_DRAG_S

    def to(self, t_s: float) -> None:
        now_s = monotonic()
        self._invoker.run("timeline.seek", f"{t_s:.3f}", continues=now_s - self._last_s < SAME_DRAG_S)
        self._last_s = now_s


def _loop(invoker: Invoker, span: tuple[float, float] | None) -> None:
    if span is None:
        invoker.run("timeline.loop_clear")
    else:
        invoker.run("timeline.loop_range", f"{span[0]:.3f} {span[1]:.3f}")
