"""What is said of an error, and the exit code it means."""

from pathlib import Path

import pytest

from dawnline.bench.table import BENCHES
from dawnline.cli.complaint import UserError, complaint_of
from dawnline.cli.main import main
from dawnline.commands.complaint import CommandError
from dawnline.recording.errors import EntityNotFound, RunFileError
from dawnline.scenario.problem import Problem, ScenarioError


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (UserError("a\nb"), ("a", "b")),
        (CommandError("no"), ("no",)),
        (RunFileError("x.dawn", "is bent", "a straight one"), ("x.dawn: is bent; expected a straight one",)),
        (EntityNotFound("x", "none", ("a", "b")), ("none; candidates: a, b",)),
        (FileNotFoundError(2, "No such file", "x.toml"), ("x.toml: No such file",)),
        (OSError("disk is gone"), ("file: disk is gone",)),
        (ScenarioError((Problem("s.toml", 3, "k", "m", "e"),)), ("s.toml:3: k: m; expected e",)),
    ],
)
def test_what_the_user_can_mend_is_exit_2(error: Exception, lines: tuple[str, ...]) -> None:
    complaint = complaint_of(error)
    assert (complaint.lines, complaint.exit_code) == (lines, 2)


def test_too_little_memory_says_what_to_do() -> None:
    complaint = complaint_of(MemoryError())
    assert complaint.exit_code == 2
    assert "fewer satellites" in complaint.lines[0]


def test_anything_else_is_ours() -> None:
    assert complaint_of(ZeroDivisionError("x")).exit_code == 1


def test_an_unknown_bench_is_refused_with_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "nope"]) == 2
    said = capsys.readouterr().err
    assert [name for name in BENCHES if name not in said] == []


def test_elements_of_a_bench_that_are_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "sgp4-keyframe", "--elements", str(tmp_path / "no.tle")]) == 2
    assert "no.tle" in capsys.readouterr().err
