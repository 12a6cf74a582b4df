"""``dawnline snapshot``: what it refuses, in words, before it draws anything. Pictures are the shell's."""

from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline_testing.process import dawnline


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--at", "+11m"), "2026-05-30T00:10:00Z"),
        (("--at", "2026-05-29T23:59:59Z"), "outside the run"),
        (("--at", "noon"), "+6h30m"),
        (("--size", "10x10"), "64x64"),
        (("--size", "100000x100"), "8192x8192"),
        (("--size", "big"), "1280x800"),
        (("--view", "moon"), "globe"),
        (("--channel", "nope"), "gpu_util_frac"),
        (("--select", "east-1"), "us-east-1"),
    ],
)
def test_what_cannot_be_is_said(
    words: tuple[str, ...], expected: str, run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "x.png"
    assert main(["snapshot", str(run_file), "-o", str(picture), *words]) == 2
    assert expected in capsys.readouterr().err
    assert not picture.exists()


@pytest.mark.parametrize(
    ("name", "expected"), [("x.bmp", ".png"), ("x", ".png"), ("no/x.png", "make it first"), ("", ".png")]
)
def test_a_bad_name_is_said(
    name: str, expected: str, run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["snapshot", str(run_file), "-o", str(tmp_path / name)]) == 2
    assert expected in capsys.readouterr().err


def test_a_scenario_is_simulated_up_to_the_time_only(scenario: Path, tmp_path: Path) -> None:
    # Ten thousand hours: to its end it would take an hour.
    long = tmp_path / "long.toml"
    text = scenario.read_text(encoding="utf-8").replace('duration = "10m"', 'duration = "10000h"')
    long.write_text(text, encoding="utf-8")
    picture = tmp_path / "x.png"
    done = dawnline("snapshot", long, "-o", picture, "--at", "+2m", "--size", "320x240")
    assert (done.returncode, done.stderr) == (0, "")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not list(tmp_path.glob("*.dawn*"))


def test_a_place_that_cannot_be_written_is_said(run_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "x.png"
    folder.mkdir()
    done = dawnline("snapshot", run_file, "-o", folder, "--size", "64x64")
    assert done.returncode == 2
    assert (
        done.stderr == f"dawnline: {folder}: cannot be written; check the folder and the space that is left\n"
    )
