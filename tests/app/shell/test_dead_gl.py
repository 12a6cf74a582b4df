"""Where OpenGL cannot draw the globe, the window and the command line say so in words; the rest works."""

import os
import sys
from pathlib import Path

import pytest

from dawnline_testing.process import dawnline
from dawnline_testing.story import tell

TOO_OLD = {"MESA_GL_VERSION_OVERRIDE": "1.1", "MESA_GLSL_VERSION_OVERRIDE": "110"}
NO_DRIVER = {"LIBGL_DRIVERS_PATH": "/no/such/folder"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Mesa's variables are how OpenGL is broken")


def test_the_window_lives_without_its_globe(run_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NO_DRIVER.items():
        monkeypatch.setenv(name, value)
    seen = tell(Path(__file__).with_name("dead_gl_story.py"), str(run_file))
    assert "The globe cannot be drawn" in seen["notice"]
    assert "OpenGL" in seen["notice"]
    assert seen["clock"] == "02:00:00 UTC"
    assert "Traceback" not in seen["stderr"]


def test_a_snapshot_of_the_globe_is_refused(run_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    done = dawnline("snapshot", run_file, "-o", picture, "--size", "320x240", env=os.environ | TOO_OLD)
    assert done.returncode == 2
    assert "the globe cannot be drawn here" in done.stderr
    assert "Traceback" not in done.stderr
    assert not picture.exists()
