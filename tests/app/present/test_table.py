"""The fleet table."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.status import CAUTION, NORMAL, OFF, STANDBY, WORDS, status_of
from dawnline.present.table import table_scene
from dawnline.telemetry.catalogue import LIMITERS, STATES


def column(scene, title):
    return next(column for column in scene.columns if column.title == title)


def test_rows_are_the_satellites_with_their_values(make_run) -> None:
    scene = table_scene(make_run(), 30 * 60.0, "satellite", EntityRef("satellite", 2))
    titles = [column.title for column in scene.columns]
    assert titles == ["Name", "GPU util", "Power", "Battery", "Radiator", "Limiter", "Fleet"]
    assert list(column(scene, "Name").values) == [f"S{i}" for i in range(6)]
    assert set(column(scene, "Fleet").values) == {"Small"}
    util = column(scene, "GPU util")
    assert (util.unit, util.bar, util.low, util.high) == ("%", True, 0.0, 100.0)
    np.testing.assert_allclose(util.values, [30.0, *[100.0] * 5], rtol=2**-12)
    limiter = column(scene, "Limiter")
    assert [limiter.codes[code] for code in limiter.values] == ["eclipse", *["none"] * 5]
    assert list(scene.status) == [STANDBY, *[NORMAL] * 5]
    assert scene.selected == 2


def test_a_selected_site_is_no_row_of_the_satellites(make_run) -> None:
    run = make_run()
    assert table_scene(run, 0.0, "satellite", EntityRef("site", 0)).selected is None
    sites = table_scene(run, 0.0, "site", EntityRef("site", 0))
    assert sites.selected == 0
    assert [column.title for column in sites.columns][1:5] == ["GPU util", "Power", "Of cap", "Limiter"]


def test_values_change_their_key_by_frame_and_rows_do_not(make_run) -> None:
    run, cache = make_run(), SceneCache()
    first, same, later = (table_scene(run, t_s, "satellite", None, cache) for t_s in (60.0, 119.9, 120.0))
    assert first.key == same.key == later.key
    assert first.values_key == same.values_key != later.values_key
    assert column(first, "Name").values is column(later, "Name").values


def test_other_kinds_list_their_channels(make_run) -> None:
    scene = table_scene(make_run(), 0.0, "workload", None)
    assert [column.title for column in scene.columns] == [
        "Name", "Demand", "Served in orbit", "Served on the ground", "Unserved",
    ]  # fmt: skip


def test_without_frames_everything_is_a_dash(make_run) -> None:
    scene = table_scene(make_run(frames=0), 0.0, "satellite", None)
    assert np.isnan(column(scene, "Power").values).all()
    assert list(scene.status) == [OFF] * 6


def test_status_follows_limiter_and_state() -> None:
    codes = np.arange(len(LIMITERS), dtype=np.uint8)
    words = [WORDS[status] for status in status_of(codes)]
    assert dict(zip(LIMITERS, words, strict=True)) == {
        "none": "normal", "no_work": "standby", "eclipse": "standby", "battery": "caution",
        "power_cap": "caution", "heat": "serious", "fault": "critical",
    }  # fmt: skip
    none = np.zeros(5, np.uint8)
    assert list(status_of(none, np.arange(5, dtype=np.uint8))) == [NORMAL, CAUTION, OFF, OFF, OFF]
    assert STATES == ("flying", "stale", "decayed", "waiting", "gone")
    assert status_of(np.array([255], np.uint8))[0] == OFF
