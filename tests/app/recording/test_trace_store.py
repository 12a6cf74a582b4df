"""Traces, placement and assumptions in a run file: they come back, and nonsense is refused."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.fleet.workload import GangDemand, JobDemand, RequestDemand, Workload
from dawnline.orbits.epoch import Epoch
from dawnline.recording.errors import RunFileError
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import crc_of
from dawnline.recording.writer import RunWriter
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.traces.columns import JobTrace, RateTrace, RequestTrace
from dawnline_testing.small_run import small_frame, small_header

REQUESTS = RequestTrace(
    "test",
    Epoch.from_iso("2023-11-16T18:15:46Z"),
    np.array([0.0, 0.5, 0.5, 9.0]),
    np.array([1, 2, 3, 4]),
    np.array([5, 6, 7, 8]),
    np.array([0, 1, 0, 2]),
)
RATES = RateTrace(
    "rates",
    600.0,
    np.array([0.0, 2.0]),
    np.array([0.0, 1.5]),
    np.array([0, 2], np.uint8),
    np.array([0.0, 0.4]),
    np.array([0.0, 1.2]),
)
JOBS = JobTrace("jobs", None, np.array([0.0, 5.0]), np.array([60.0, np.nan]), np.array([8.0, np.nan]))
TRACES = {"chat": REQUESTS, "edge": RATES, "night": JOBS}
COUNTED = Workload("chat", "Chat", "inference", 0.0, 0.0, 0.0, 15.0, 0.5)
WORKLOADS = (
    replace(COUNTED, requests=RequestDemand(0.0, trace="chat"), countries=("USA",)),
    replace(COUNTED, name="edge", requests=RequestDemand(0.0, trace="edge")),
    replace(COUNTED, name="night", kind="batch", jobs=JobDemand(0.0, trace="night")),
    replace(
        COUNTED,
        name="gang",
        kind="training",
        gang=GangDemand(EntityRef("site", 1), 64.0, 32.0, 7e10, 6.0, 0.5, 4e11),
    ),
)
POLICY = PlacementPolicy("provider-diversified", provider_cap_frac=0.25)
ASSUMED = (Assumption("pue", "PUE", "", Range(1.0, 1.1, 1.5), "a test", "2026", "assumed"),)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    header = small_header(4, 1)
    names = tuple(workload.name for workload in WORKLOADS)
    table = EntityTable.of("workload", tuple(f"workload:{name}" for name in names), names)
    fleet = replace(header.fleet, workloads=WORKLOADS, tables={**header.fleet.tables, "workload": table})
    path = tmp_path / "run.dawn"
    header = replace(header, fleet=fleet, traces=TRACES, policy=POLICY, assumptions=ASSUMED)
    with RunWriter(path, header) as writer:
        writer.append(small_frame(4, 0))
        writer.finish("complete")
    return path


def text_of(path: Path, name: str) -> str:
    connection = sqlite3.connect(path)
    ((text,),) = connection.execute("SELECT json FROM document WHERE name = ?", (name,)).fetchall()
    connection.close()
    return str(text)


def rewrite(path: Path, name: str, text: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        "INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (name, crc_of(text.encode()), text)
    )
    connection.close()


def rewrite_column(path: Path, name: str, values: np.ndarray) -> None:
    data = values.tobytes()
    connection = sqlite3.connect(path, isolation_level=None)
    row = (crc_of(data), data, name)
    connection.execute("UPDATE array SET crc = ?, data = ? WHERE name = ?", row)
    connection.close()


def refused(path: Path) -> str:
    with pytest.raises(RunFileError) as caught:
        Recording.open(path)
    return str(caught.value)


def test_traces_placement_and_assumptions_come_back(run: Path) -> None:
    with Recording.open(run) as recording:
        header = recording.header
    assert header.fleet.workloads == WORKLOADS
    assert header.policy == POLICY
    assert header.assumptions == ASSUMED
    assert list(header.traces) == list(TRACES)
    for name, trace in TRACES.items():
        told = header.traces[name]
        assert type(told) is type(trace)
        for key, value in vars(trace).items():
            if isinstance(value, np.ndarray):
                np.testing.assert_array_equal(getattr(told, key), value)
                assert getattr(told, key).dtype == value.dtype
            elif key != "start" or value is None:
                assert getattr(told, key) == value
    start = header.traces["chat"].start
    assert start is not None
    assert start.iso() == "2023-11-16T18:15:46Z"


def test_a_file_from_before_them_opens(tmp_path: Path) -> None:
    path = tmp_path / "run.dawn"
    with RunWriter(path, small_header(4, 1)) as writer:
        writer.append(small_frame(4, 0))
        writer.finish("complete")
    facts = json.loads(text_of(path, "run"))
    rewrite(path, "run", json.dumps({**facts, "extras": []}))
    with Recording.open(path) as recording:
        assert recording.header.policy == PlacementPolicy()
        assert recording.header.traces == {}
        assert recording.header.assumptions == ()


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("trace0.arrival_s", np.array([0.0, 0.5, 0.4, 9.0]), "not in the order"),
        ("trace0.arrival_s", np.array([0.0, 0.5, 0.6, np.inf]), "arrival_s is from"),
        ("trace0.arrival_s", np.array([0.0, 0.5, 0.6, np.nan]), "arrival_s is from"),
        ("trace0.prompt_tokens", np.array([1, 2, 3, -4]), "prompt_tokens is from -4"),
        ("trace0.output_tokens", np.array([1, 2, 3, 2**62]), "output_tokens is from"),
        ("trace0.output_tokens", np.array([1, 2, 3]), "is not 4 values"),
        ("trace1.family", np.array([0, 9]), "no known distribution"),
        ("trace1.cv", np.array([0.0, np.nan]), "cv is from"),
        ("trace2.run_s", np.array([-1.0, np.nan]), "run_s is from"),
    ],
)
def test_columns_that_make_no_sense_are_refused(
    run: Path, column: str, values: np.ndarray, said: str
) -> None:
    rewrite_column(run, column, values)
    assert said in refused(run)


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (0, {"workload": "other"}),
        (0, {"form": "jobs"}),
        (0, {"count": -1}),
        (0, {"count": 2**40}),
        (0, {"jd": 1e300}),
        (1, {"bin_s": 0.0}),
        (2, {"form": "dreams"}),
    ],
)
def test_facts_that_make_no_sense_are_refused(run: Path, number: int, change: dict[str, object]) -> None:
    facts = json.loads(text_of(run, "traces"))
    facts[number] |= change
    rewrite(run, "traces", json.dumps(facts))
    assert refused(run)


@pytest.mark.parametrize(
    ("number", "part", "change"),
    [
        (0, "requests", {"rate_per_s": "Infinity"}),
        (0, "requests", {"patience_s": -1.0}),
        (3, "gang", {"at": {"kind": "site", "index": 7}}),
        (3, "gang", {"at": {"kind": "satellite", "index": 0}}),
        (3, "gang", {"link_bps": float("nan")}),
        (2, "jobs", {"trace": "gone"}),
        (2, "requests", {"rate_per_s": 1.0}),
    ],
)
def test_workloads_that_make_no_sense_are_refused(
    run: Path, number: int, part: str, change: dict[str, object]
) -> None:
    workloads = json.loads(text_of(run, "workloads"))
    workloads[number][part] = {**(workloads[number][part] or {}), **change}
    rewrite(run, "workloads", json.dumps(workloads))
    assert refused(run)


def test_a_placement_that_is_none_is_refused(run: Path) -> None:
    rewrite(run, "policy", json.dumps([{"placement": "somewhere"}]))
    assert refused(run)
    rewrite(run, "policy", json.dumps([]))
    assert "how demand is placed" in refused(run)
