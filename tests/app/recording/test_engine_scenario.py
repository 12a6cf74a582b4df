"""Everything that a scenario file says of the engine is in the header of its run, and comes back equal."""

from dataclasses import fields
from pathlib import Path

import numpy as np

from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.telemetry.catalogue import catalogue_of
from dawnline_testing.engine_file import ENGINE_EXTRA, TRACE, engine_scenario


def test_a_run_knows_all_of_its_scenario(tmp_path: Path) -> None:
    (tmp_path / "trace.csv").write_text(TRACE)
    scenario = engine_scenario(tmp_path, extra=ENGINE_EXTRA)
    header = RunHeader.of_scenario(scenario, "0.0.test", catalogue_of(scenario.fleet))
    path = tmp_path / "run.dawn"
    with RunWriter(path, header) as writer:
        writer.finish("complete")
    (tmp_path / "trace.csv").unlink()
    with Recording.open(path) as recording:
        read = recording.header
    assert len(scenario.events) > 3
    for name in ("events", "policy", "assumptions", "document", "catalogue", "seed", "duration_s"):
        assert getattr(read, name) == getattr(header, name), name
    assert read.assumptions
    assert list(read.traces) == ["replayed"]
    assert read.traces["replayed"].arrival_s.tolist() == [0.0]
    ours, theirs = scenario.fleet, read.fleet
    for field in fields(ours):
        told, was = getattr(theirs, field.name), getattr(ours, field.name)
        if isinstance(was, np.ndarray):
            np.testing.assert_array_equal(told, was)
        elif field.name != "tables":
            assert told == was, field.name
    assert set(ours.tables) == set(theirs.tables)
    for kind, table in ours.tables.items():
        np.testing.assert_array_equal(theirs.tables[kind].from_s, table.from_s)
        np.testing.assert_array_equal(theirs.tables[kind].until_s, table.until_s)
        assert theirs.tables[kind].ids == table.ids
