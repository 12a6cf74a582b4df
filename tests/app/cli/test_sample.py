"""``dawnline sample``: what it prints is what the recording holds."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dawnline.cli.main import main
from dawnline.fleet.entity import EntityRef
from dawnline.recording.recording import Recording
from dawnline_testing.small_run import write_small_run

SITE = "site:aws/us-east-1"


def ask(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert main(["sample", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main(["sample", *map(str, words)]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    return out.err


def kept(run_file: Path, name: str, key: str) -> tuple[EntityRef, np.ndarray]:
    with Recording.open(run_file) as recording:
        ref = recording.find_entity(name)
        return ref, np.array(recording.series(ref.kind, key, ref.index)[1])


def test_a_whole_series_is_the_recordings(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, values = kept(run_file, SITE, "load_w")
    told = ask(capsys, run_file, "--entity", "us-east-1", "--channel", "load_w")
    assert {key: told[key] for key in ("entity", "channel", "unit")} == {
        "entity": SITE, "channel": "load_w", "unit": "w"
    }  # fmt: skip
    assert [row["value"] for row in told["samples"]] == [float(value) for value in values]
    assert told["samples"][0]["t"] == "2026-05-30T00:00:00Z"
    assert told["samples"][-1]["t"] == "2026-05-30T00:10:00Z"


@pytest.mark.parametrize(
    ("at", "frame"),
    [("+0s", 0), ("+90s", 1), ("+2m", 2), ("2026-05-30T00:09:59.999Z", 9), ("2026-05-30T02:10:00+02:00", 10)],
)
def test_at_is_the_last_frame_by_then(
    at: str, frame: int, run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, values = kept(run_file, SITE, "load_w")
    told = ask(capsys, run_file, "--entity", SITE, "--channel", "load_w", "--at", at)
    assert [row["value"] for row in told["samples"]] == [float(values[frame])]


def test_from_and_to_bound_the_series(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (run_file, "--entity", SITE, "--channel", "load_w")
    spans = {
        ("--from", "+3m"): (3, 11), ("--to", "+3m"): (0, 4), ("--from", "+3m", "--to", "+3m"): (3, 4),
        ("--from", "+150s", "--to", "+270s"): (3, 5),
    }  # fmt: skip
    for span, (first, end) in spans.items():
        times = [row["t"] for row in ask(capsys, *words, *span)["samples"]]
        assert times == [f"2026-05-30T00:{minute:02}:00Z" for minute in range(first, end)], span


def test_codes_are_words_and_gaps_are_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write_small_run(tmp_path / "r.dawn", frames=20)
    told = ask(capsys, run, "--entity", "SAT-0", "--channel", "limiter")
    assert [row["value"] for row in told["samples"]] == ["none"] * 7 + ["eclipse"] * 7 + ["heat"] * 6
    told = ask(capsys, run, "--entity", "SAT-0", "--channel", "soc_frac")
    assert told["samples"][0]["value"] is None  # the small run has no battery there
    assert 0.0 < told["samples"][1]["value"] < 1.0


def test_csv_holds_the_same_numbers(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, values = kept(run_file, SITE, "load_w")
    capsys.readouterr()
    assert main(["sample", str(run_file), "--entity", SITE, "--channel", "load_w"]) == 0
    rows = [row for row in csv.reader(io.StringIO(capsys.readouterr().out)) if not row[0].startswith("#")]
    assert len(rows) == 12  # a head and 11 frames
    assert [np.float32(row[-1]) for row in rows[1:]] == list(values)


def test_a_scenario_is_simulated_up_to_the_time(
    scenario: Path, run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, values = kept(run_file, SITE, "load_w")
    told = ask(capsys, scenario, "--entity", SITE, "--channel", "load_w", "--at", "+150s")
    assert [row["value"] for row in told["samples"]] == [float(values[2])]
    told = ask(capsys, scenario, "--entity", SITE, "--channel", "load_w", "--to", "+2m")
    assert [row["value"] for row in told["samples"]] == [float(value) for value in values[:3]]


def test_an_ambiguous_name_is_refused_with_candidates(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twins = write_small_run(tmp_path / "r.dawn", frames=3)
    said = refusal(capsys, twins, "--entity", "east", "--channel", "load_w")
    assert "site:p0/east" in said
    assert "site:p1/east" in said
    said = refusal(capsys, run_file, "--entity", "SHELL-P00S0", "--channel", "load_w")
    assert "satellite:shell/SHELL-P00S0" in said


def test_a_catalogue_number_names_a_satellite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write_small_run(tmp_path / "r.dawn", satellites=8, frames=3)
    told = ask(capsys, run, "--entity", "#44002", "--channel", "requests", "--at", "+0s")
    assert told["entity"] == "satellite:f/SAT-2"
    assert told["samples"][0]["value"] == 2 * 1_000_003
    assert "#5" in refusal(capsys, run, "--entity", "#5", "--channel", "requests")


def test_what_cannot_be_is_said(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (run_file, "--entity", SITE, "--channel", "load_w")
    said = {
        refusal(capsys, *words, "--at", "+11m"): "2026-05-30T00:10:00Z",
        refusal(capsys, *words, "--at", "2026-05-29T23:59:59Z"): "outside the run",
        refusal(capsys, *words, "--at", "yesterday"): "+6h30m",
        refusal(capsys, *words, "--at", "+"): "+6h30m",
        refusal(capsys, *words, "--at", ""): "+6h30m",
        refusal(capsys, *words, "--at", "2026-05-30T00:05:00"): "zone",
        refusal(capsys, *words, "--from", "+5m", "--to", "+2m"): "swap",
        refusal(capsys, *words, "--at", "+5m", "--to", "+2m"): "one of the two",
        refusal(capsys, *words, "--from", "+11m"): "outside the run",
        refusal(capsys, run_file, "--entity", SITE, "--channel", "soc_frac"): "gpu_util_frac, load_w",
        refusal(capsys, run_file, "--entity", "fleet:shell", "--channel", "load_w"): "of a fleet",
        refusal(capsys, run_file, "--entity", "region:nowhere", "--channel", "demand"): "region:nowhere",
    }
    for words_said, expected in said.items():
        assert expected in words_said


def test_regions_and_workloads_have_channels_too(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ref, values = kept(run_file, "workload:assistants", "demand")
    assert ref.kind == "workload"
    told = ask(capsys, run_file, "--entity", "assistants", "--channel", "demand", "--at", "+1m")
    assert told["samples"][0]["value"] == float(values[1])


def test_a_run_without_a_frame_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write_small_run(tmp_path / "r.dawn", frames=0, finish=False, frame_count=5, duration_s=240.0)
    assert "no frame" in refusal(capsys, run, "--entity", "SAT-0", "--channel", "requests")
