"""``dawnline --self-test``: passes where all is well, fails where something is not, and leaves no trace."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from dawnline.cli import kernel_check
from dawnline.cli.main import main
from dawnline.cli.self_test import LEAST_COLOURS, colour_count, folders_in, tell
from dawnline_testing.process import dawnline

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about drivers and screens of Linux")


def test_all_is_well_on_this_screen(tmp_path: Path) -> None:
    home, shot = tmp_path / "home", tmp_path / "window.png"
    home.mkdir()
    done = dawnline("--self-test", "--shot", shot, env={**os.environ, **only_in(home)})
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = [line.split(maxsplit=1)[0] for line in done.stdout.splitlines()]
    assert verdicts == ["ok"] * 7 + ["self-test"]
    assert "10 frames of 10," in done.stdout
    picture = QImage(str(shot))
    assert (picture.width(), picture.height()) == (1280, 800)
    assert colour_count(picture) > LEAST_COLOURS
    assert list(home.rglob("*")) == []


@linux_only
def test_without_a_screen_and_a_driver_it_fails_and_the_rest_is_told(tmp_path: Path) -> None:
    blind = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = dawnline("--self-test", env={**blind, "LIBGL_DRIVERS_PATH": str(tmp_path)})
    assert done.returncode == 1
    assert "FAIL OpenGL" in done.stdout
    assert "FAIL globe" in done.stdout
    assert "ok   simulation" in done.stdout
    assert done.stdout.endswith("self-test failed: OpenGL, globe\n")


def test_a_check_that_fails_is_told_and_the_others_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise RuntimeError("no")

    assert tell({"one": broken, "two": lambda: "good"}) == ["one"]
    assert capsys.readouterr().out == "FAIL one         RuntimeError: no\nok   two         good\n"


def test_kernels_that_are_not_kept_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "empty"))
    monkeypatch.setattr(kernel_check, "_warm_in_a_process", lambda: 0.1)
    with pytest.raises(RuntimeError, match="has kept none"):
        kernel_check.kept_and_loaded(tmp_path)


def test_kernels_that_are_compiled_again_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    written = iter((1, 2))

    def warm() -> float:
        (tmp_path / "x.nbc").touch()
        os.utime(tmp_path / "x.nbc", (0, next(written)))
        return 0.1

    monkeypatch.setattr(kernel_check, "_warm_in_a_process", warm)
    with pytest.raises(RuntimeError, match="again"):
        kernel_check.kept_and_loaded(tmp_path)


def test_a_persons_own_kernels_are_told_of_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the self-test compiles goes into folders of its own, also when it has looked at the person's."""
    for name, folder in only_in(tmp_path).items():
        monkeypatch.setenv(name, folder)
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    look = "import os; from dawnline.cli.kernel_check import persons_own; print(persons_own())"
    done = subprocess.run(
        [sys.executable, "-c", f"{look}; print(os.environ.get('NUMBA_CACHE_DIR'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    where, named = done.stdout.splitlines()
    assert where == f"{tmp_path / 'dawnline' / 'kernels'}, cold: the first start compiles them"
    assert named == "None"


def test_warming_tells_what_it_compiled_and_where_and_notes_it() -> None:
    """With the kernels of this machine's tests, which are there or come to be."""
    done = dawnline("--self-test", "--warm")
    assert (done.returncode, done.stderr) == (0, "")
    folder = os.environ["NUMBA_CACHE_DIR"]
    told = re.fullmatch(
        rf"kernels: (\d+) compiled, (\d+) loaded in [\d.]+ s, kept in {re.escape(folder)}\n", done.stdout
    )
    assert told
    assert int(told[1]) + int(told[2]) > 20
    assert len(list(Path(folder).glob("warm-*"))) == 1


def test_a_blank_picture_has_one_colour() -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    assert colour_count(image) == 1
    image.setPixelColor(20, 10, QColor("white"))
    assert colour_count(image) == 2


def test_the_folders_of_a_person_come_back(tmp_path: Path) -> None:
    before = dict(os.environ)
    with folders_in(tmp_path):
        assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(tmp_path)
        assert Path.home() == tmp_path / "."
    assert dict(os.environ) == before


@pytest.mark.parametrize("shot", ["x.jpg", "no/x.png"])
def test_a_bad_name_of_a_picture_is_said_first(
    shot: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--self-test", "--shot", str(tmp_path / shot)]) == 2
    assert ".png" in capsys.readouterr().err


def only_in(home: Path) -> dict[str, str]:
    """Return the variables that make ``home`` the folder of a person's files."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return dict.fromkeys(names, str(home))
