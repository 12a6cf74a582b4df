"""``dawnline info``: what is in a scenario or a run, for people and for machines."""

import contextlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from dawnline import __version__
from dawnline.cli.main import main
from dawnline.recording.recording import Recording
from dawnline_testing.small_run import write_small_run


def told(path: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> Any:
    capsys.readouterr()
    assert main(["info", str(path), "--json", *words]) == status
    return json.loads(capsys.readouterr().out)


def test_a_run(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    description = told(run_file, capsys)
    with Recording.open(run_file) as recording:
        channels = [f"{channel.kind}.{channel.key}" for channel in recording.header.catalogue.channels]
        digests = recording.digests()
    assert all(re.fullmatch("[0-9a-f]{64}", description["digest"][name]) for name in ("frames", "run"))
    assert "satellite.gpu_util_frac" in channels
    assert description == {
        "file": str(run_file),
        "kind": "run",
        "title": "Small: one shell, one dusk plane, two places",
        "state": "complete",
        "satellites": 164,
        "sites": 29,
        "frames": 11,
        "frames_planned": 11,
        "step_s": 60.0,
        "start": "2026-05-30T00:00:00Z",
        "end": "2026-05-30T00:10:00Z",
        "seed": 7,
        "version": __version__,
        "channels": channels,
        "elements_age_days": None,
        "digest": digests,
        "warnings": [],
    }


def test_a_scenario_tells_what_its_run_will_tell(
    scenario: Path, run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned, ran = told(scenario, capsys), told(run_file, capsys)
    shared = ["title", "satellites", "sites", "frames", "step_s", "start", "end", "seed", "channels"]
    assert {key: planned[key] for key in shared} == {key: ran[key] for key in shared}
    assert planned["kind"] == "scenario"
    assert "digest" not in planned


def test_elements_have_an_age(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The first half of this fleet has elements from 0.1 of the day at whose quarter the run starts.
    run = write_small_run(tmp_path / "r.dawn", satellites=7, frames=3)
    assert told(run, capsys)["elements_age_days"] == {"median": 0.15, "max": 0.15}


def test_for_people_the_same_is_a_line_each(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    description = told(run_file, capsys)
    assert main(["info", str(run_file)]) == 0
    lines = capsys.readouterr().out
    for key in description:
        assert re.search(rf"^{key}", lines, re.MULTILINE), key
    assert re.search(r"^digest.frames +" + description["digest"]["frames"] + "$", lines, re.MULTILINE)


def test_a_seed_is_a_name_not_a_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write_small_run(tmp_path / "r.dawn", frames=3, seed=20260530)
    assert main(["info", str(run)]) == 0
    assert re.search(r"^seed +20260530$", capsys.readouterr().out, re.MULTILINE)


def test_verify_finds_nothing_in_a_sound_run(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(run_file, capsys, "--verify")["gaps"] == []


def test_verify_lists_the_gaps_of_a_damaged_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write_small_run(tmp_path / "r.dawn")
    with contextlib.closing(sqlite3.connect(run)) as connection, connection:
        connection.execute("UPDATE tile SET crc = crc + 1 WHERE id = (SELECT min(id) FROM tile)")
    status = main(["info", str(run), "--json", "--verify"])
    out = capsys.readouterr()
    assert status == 2
    gaps = json.loads(out.out)["gaps"]
    assert len(gaps) == 1
    assert "soc_frac" in gaps[0]


def test_element_sets_are_neither(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.tle"
    path.write_text("ISS\n", encoding="ascii")
    assert main(["info", str(path)]) == 2
    assert "neither a scenario" in capsys.readouterr().err


def test_names_are_what_why_takes(run_file: Path, scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("workload", "site", "region", "fleet", "satellite"):
        names = told(run_file, capsys, "--names", kind)
        assert names == told(scenario, capsys, "--names", kind)
        assert main(["why", str(run_file), "--entity", next(iter(names)), "--at", "+5m"]) == 0
    assert main(["info", str(run_file), "--names", "workload"]) == 0
    lines = capsys.readouterr().out.splitlines()
    workloads = told(run_file, capsys, "--names", "workload")
    assert [line.split(maxsplit=1) for line in lines[-len(workloads) :]] == [
        list(one) for one in workloads.items()
    ]


def test_a_kind_that_is_not_there_is_said_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_small_run(tmp_path / "small.dawn", 4, 1)
    assert main(["info", str(path), "--names", "gateway"]) == 2
    complaint = capsys.readouterr().err
    assert "there is no gateway in it" in complaint
    assert "satellite" in complaint
