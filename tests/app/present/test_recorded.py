"""A run that never recorded what today's views show: they say unknown, and none of them fails."""

from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.globe import globe_scene
from dawnline.present.headline import headline
from dawnline.present.inspector import inspector_scene
from dawnline.present.keyframes import make_keyframes
from dawnline.present.numbers import DASH
from dawnline.present.recorded import channel_of, is_recorded, values_of
from dawnline.present.table import table_scene
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_testing.small_run import write_small_run


@pytest.fixture
def strange(tmp_path: Path):
    """Yield a run with other channels, and with a limiter of other codes."""
    path = tmp_path / "strange.dawn"
    write_small_run(path, satellites=6, frames=3)
    with Recording.open(path) as recording:
        yield recording


def test_what_is_not_there_or_means_something_else_is_unknown(strange) -> None:
    assert not is_recorded(strange, "satellite", "gpu_util_frac")
    assert not is_recorded(strange, "satellite", "limiter")  # its second code is our third
    assert is_recorded(strange, "satellite", "soc_frac")
    assert np.isnan(values_of(strange, "satellite", "gpu_util_frac", 0)).all()
    assert (values_of(strange, "satellite", "limiter", 0) == 255).all()
    assert channel_of(strange, "satellite", "gpu_util_frac").name == "GPU utilisation"
    assert channel_of(strange, "satellite", "nonsense").name == "nonsense"


def test_every_view_shows_it(strange) -> None:
    keyframes = make_keyframes(strange.header.ephemeris, 0.0, 60.0)
    scene = globe_scene(strange, 60.0, View(), EntityRef("satellite", 1), keyframes)
    assert np.isnan(scene.style.level).all()
    assert len(table_scene(strange, 60.0, "satellite", None).columns) >= 2
    assert dict(headline(strange, 60.0))["GPU util"] == DASH
    for ref in (None, EntityRef("satellite", 1), EntityRef("site", 0)):
        shown = inspector_scene(strange, 60.0, ref)
        assert any("nknown" in line for line in shown.why), ref
