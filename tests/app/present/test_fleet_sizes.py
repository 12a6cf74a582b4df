"""How many each fleet holds: right, and counted once for a run."""

from pathlib import Path

from dawnline.present.cache import SceneCache
from dawnline.present.fleet_sizes import satellites_by_fleet, sites_by_fleet
from dawnline.present.layers import layers_scene
from dawnline.present.overview import overview_scene
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_testing.small_run import write_small_run


def test_fleets_are_counted_once_for_a_run(tmp_path: Path) -> None:
    cache = SceneCache()
    with (
        Recording.open(write_small_run(tmp_path / "few.dawn", 7)) as few,
        Recording.open(write_small_run(tmp_path / "many.dawn", 520)) as many,
    ):
        for recording in (few, many, few):
            fleet = recording.header.fleet
            for counted, kind in ((satellites_by_fleet, "satellite"), (sites_by_fleet, "site")):
                counts, parents = counted(recording, cache), fleet.tables[kind].parent
                assert counts.tolist() == [
                    int((parents == index).sum()) for index in range(len(fleet.groups))
                ]
                assert counted(recording, cache) is counts
        assert satellites_by_fleet(few, cache).sum() == 7


def test_panel_and_overview_tell_the_same_count(tmp_path: Path) -> None:
    cache = SceneCache()
    with Recording.open(write_small_run(tmp_path / "r.dawn", 7)) as recording:
        rows = layers_scene(recording, View(), cache, expanded=True, fleets_open=True).rows
        told = dict(overview_scene(recording, 0.0, cache).facts)
        fleets = [row for row in rows if row.is_fleet]
        assert sum(row.count for row in fleets) == 7
        for row in fleets:
            assert told[row.title].startswith(f"{row.count} satellite")
