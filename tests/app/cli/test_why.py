"""``dawnline why``: lines, JSON, and what is wrong in words."""

import json
from pathlib import Path

import pytest

from dawnline.cli.main import main


def ask(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main(["why", *map(str, words)]) == 0
    return capsys.readouterr().out


def test_lines_are_first_cause_first_with_times(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, run_file, "--entity", "us-east-1", "--at", "+5m").splitlines()
    assert lines[0] == "site:aws/us-east-1 at 2026-05-30T00:05:00Z"
    assert lines[1].startswith("2026-05-30T00:")
    assert "  -> us-east-1: " in lines[2]


def test_json_says_the_same(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, run_file, "--entity", "us-east-1", "--at", "+5m").splitlines()
    told = json.loads(ask(capsys, run_file, "--entity", "us-east-1", "--at", "+5m", "--json"))
    assert (told["entity"], told["at"]) == ("site:aws/us-east-1", "2026-05-30T00:05:00Z")
    assert told["first_cause"] == told["chain"][0]["kind"]
    for line, cause in zip(lines[1:], told["chain"], strict=False):
        assert line.endswith(cause["text"])
        assert set(cause) == {
            "kind", "entity", "text", "channel", "value", "unit", "t", "limit", "since", "until", "follows"
        }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--entity", "nobody", "--at", "+5m"), "no entity answers to 'nobody'"),
        (("--entity", "nobody", "--at", "+5m"), "dawnline info FILE --names KIND"),
        (("--entity", "us-east-1", "--at", "soon"), "time"),
        (("--entity", "us-east-1", "--at", "+50h"), "time"),
        (("--entity", "us-east-1"), "--at"),
    ],
)
def test_wrong_input_is_said_with_exit_2(
    run_file: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    assert main(["why", str(run_file), *words]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err


def test_a_scenario_is_simulated_first(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, scenario, "--entity", "us-east-1", "--at", "+2m").startswith("site:aws/us-east-1 at")
