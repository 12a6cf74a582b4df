"""The front door: finding the verb, exit codes, words on standard error, a reader that leaves."""

import os
import subprocess
from pathlib import Path

import pytest

from dawnline import __version__
from dawnline.cli.main import VERBS, main
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.process import command_line, dawnline


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dawnline {__version__}\n"


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert [verb.NAME for verb in VERBS if verb.NAME not in told] == []


@pytest.mark.parametrize("verb", [verb.NAME for verb in VERBS])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    assert verb in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv", [["fly"], ["validate"], ["sample", "x.dawn"], ["simulate", "x.toml"], ["info", "x", "--nope"]]
)
def test_bad_usage_is_exit_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "dawnline" in capsys.readouterr().err


def test_a_name_too_long_for_the_system_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x" * 5000]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "no such.dawn"
    assert main(["info", str(missing)]) == 2
    assert str(missing) in capsys.readouterr().err


def test_a_fault_of_ours_is_exit_1_and_says_where(
    run_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("dawnline.cli.info.run", break_down)
    assert main(["info", str(run_file)]) == 1
    told = capsys.readouterr().err
    assert "a fault of Dawnline: ZeroDivisionError: a bug" in told
    assert "DAWNLINE_DEBUG" in told
    assert "Traceback" not in told
    monkeypatch.setenv("DAWNLINE_DEBUG", "1")
    assert main(["info", str(run_file)]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(
    run_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("dawnline.cli.info.run", interrupt)
    assert main(["info", str(run_file)]) == 130
    assert capsys.readouterr().err == "dawnline: interrupted\n"


def test_a_file_without_a_verb_opens_the_window(run_file: Path) -> None:
    blind = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    for words in ([], [run_file], ["--at", "+1h"], ["open", run_file]):
        done = dawnline(*words, env=blind | {"QT_QPA_PLATFORM": "xcb"})
        assert done.returncode == 2
        assert "has no screen" in done.stderr
        assert "dawnline snapshot" in done.stderr  # what to do instead
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
def test_a_reader_that_leaves_is_no_error(run_file: Path) -> None:
    # Unread, and longer than nothing: the write meets a pipe without a reader.
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            command_line("info", run_file),
            stdout=pipe, stderr=subprocess.PIPE, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_names_that_the_terminal_cannot_write_are_spelled_out(scenario: Path) -> None:
    fancy = scenario.with_name("fancy.toml")
    fancy.write_text(scenario.read_text(encoding="utf-8").replace("Small:", "Größe 軌道:"), encoding="utf-8")
    done = dawnline("validate", fancy, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert r"Gr\xf6\xdfe \u8ecc\u9053:" in done.stdout
