"""``dawnline validate``: good is 0, wrong is 2 with a line per problem."""

from pathlib import Path

import pytest

from dawnline.cli.main import main


def test_a_good_scenario_is_summed_up(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(scenario)]) == 0
    told = capsys.readouterr().out
    assert "good" in told
    assert "164 satellites" in told
    assert "29 sites" in told
    assert "11 frames" in told


def test_every_problem_is_told_with_its_line(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = scenario.read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(
        text.replace("planes = 12", "planes = -3").replace('step = "60s"', 'stepp = "60s"'), encoding="utf-8"
    )
    assert main(["validate", str(bad)]) == 2
    lines = capsys.readouterr().err.splitlines()
    told = {
        key: number
        for number, words in enumerate(bad.read_text(encoding="utf-8").splitlines(), 1)
        for key in ("stepp", "planes = -3")
        if key in words
    }
    for key, number in told.items():
        name = key.split()[0]
        told_of = [line for line in lines if f"{bad}:{number}:" in line and name in line]
        assert [line for line in told_of if "expected" in line], lines
    assert len(lines) == len(told) == 2


def test_a_run_is_no_scenario(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(run_file)]) == 2
    assert str(run_file) in capsys.readouterr().err
