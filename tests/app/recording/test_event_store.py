"""Events in a run file: they come back, files from before them open, and nonsense is refused."""

import json
import math
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.recording.errors import RunFileError
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import crc_of
from dawnline.recording.writer import RunWriter
from dawnline.scenario.event import Event
from dawnline_testing.small_run import small_frame, small_header

EVENTS = (
    Event("fault", EntityRef("satellite", 1), 60.0, 120.0, 0.0),
    Event("power_cap", EntityRef("site", 0), 60.0, 1e9, 0.25),
    Event("fault", EntityRef("satellite", 0), 90.0, 1.0, 0.0, EntityRef("site", 1)),
    Event("lease_end", EntityRef("site", 1), 120.0, math.inf, 0.0, notice_s=90.0),
    Event("storm", EntityRef("fleet", 0), 150.0, 60.0, 30.0, safe_mode_below_m=500e3),
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    path = tmp_path / "run.dawn"
    with RunWriter(path, replace(small_header(4, 1), events=EVENTS)) as writer:
        writer.append(small_frame(4, 0))
        writer.finish("complete")
    return path


def rewrite(path: Path, name: str, text: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    row = (name, crc_of(text.encode()), text)
    connection.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", row)
    connection.close()


def facts_of(path: Path) -> dict[str, object]:
    connection = sqlite3.connect(path)
    ((text,),) = connection.execute("SELECT json FROM document WHERE name = 'run'").fetchall()
    connection.close()
    return json.loads(text)


def test_events_come_back(run: Path) -> None:
    with Recording.open(run) as recording:
        assert recording.header.events == EVENTS
    connection = sqlite3.connect(run)
    ((text,),) = connection.execute("SELECT json FROM document WHERE name = 'events'").fetchall()
    connection.close()
    assert json.loads(text, parse_constant=pytest.fail)[3]["duration_s"] == "Infinity"


def test_a_file_from_before_events_opens(run: Path) -> None:
    facts = facts_of(run)
    del facts["extras"]
    rewrite(run, "run", json.dumps(facts))
    with Recording.open(run) as recording:
        assert recording.header.events == ()


@pytest.mark.parametrize(
    "change",
    [
        {"start_s": float("nan")},
        {"duration_s": float("nan")},
        {"duration_s": -1.0},
        {"target": {"kind": "satellite", "index": 4}},
        {"target": {"kind": "satellite", "index": -1}},
        {"target": {"kind": "gateway", "index": 0}},
        {"other": {"kind": "site", "index": 2}},
        {"kind": "earthquake"},
        {"notice_s": -1.0},
        {"safe_mode_below_m": -1.0},
        {"safe_mode_below_m": "Infinity"},
        {"notice_s": "Infinity"},
    ],
)
def test_events_that_make_no_sense_are_refused(run: Path, change: dict[str, object]) -> None:
    plain = {"kind": "fault", "target": {"kind": "site", "index": 0}, "start_s": 0.0, "duration_s": 1.0}
    rewrite(run, "events", json.dumps([{**plain, "value": 0.0, "other": None, **change}]))
    with pytest.raises(RunFileError):
        Recording.open(run)
