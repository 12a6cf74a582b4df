"""``dawnline costs``: for people in 80 columns, for machines as JSON."""

import json
from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline.scenario.costs.assumptions import EVERY


def test_a_run_without_prices_has_hours_energy_and_the_crossing(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["costs", str(run_file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["hours"] == pytest.approx(1 / 6)
    assert told["has_prices"] is False
    assert told["orbit"]["usd"] is None
    assert len(told["places"]) == 31
    assert sum(place["kwh"] for place in told["places"] if not place["in_orbit"]) == pytest.approx(
        told["ground"]["kwh"]
    )
    assert {item["key"] for item in told["assumptions"]} == {item.key for item in EVERY}
    crossing = told["by_assumptions"]["crossing_usd_per_kg"]
    assert crossing["low"] < crossing["central"] < crossing["high"]
    assert {driver["key"] for driver in crossing["drivers"]} >= {"satellite_usd_per_kw", "pue"}


def test_it_reads_in_80_columns(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["costs", str(run_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Orbit beside the ground") for line in lines)
    assert sum("GPU h" in line for line in lines) >= 3


def test_what_is_no_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.dawn").write_text("no run")
    assert main(["costs", str(tmp_path / "x.dawn")]) == 2
    assert "x.dawn" in capsys.readouterr().err
