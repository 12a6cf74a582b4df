"""The names under which the operating system knows the program, asked in a process that starts it."""

import json
import subprocess
import sys

from dawnline import __version__
from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.tree import ROOT

CHILD = """
import json
from PySide6.QtGui import QGuiApplication
from dawnline.shell.main import make_application
app = make_application()
print(json.dumps({
    "name": app.applicationName(), "shown": app.applicationDisplayName(), "version": app.applicationVersion(),
    "desktop": app.desktopFileName(), "rounding": QGuiApplication.highDpiScaleFactorRoundingPolicy().name,
    "ratio": app.primaryScreen().devicePixelRatio(),
}))
"""


def test_the_system_is_told_names_and_scaling() -> None:
    import os

    done = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=PATIENCE_S, check=True,
        env={**os.environ, "QT_SCALE_FACTOR": "1.25"},
    )  # fmt: skip
    assert json.loads(done.stdout) == {
        "name": "Dawnline",
        "shown": "Dawnline",
        "version": __version__,
        "desktop": "dawnline",
        "rounding": "PassThrough",
        "ratio": 1.25,
    }


def test_the_menu_entry_of_linux_has_that_name() -> None:
    entry = (ROOT / "packaging" / "linux" / "dawnline.desktop").read_text(encoding="utf-8")
    assert "\nStartupWMClass=dawnline\n" in entry


def test_windows_is_given_an_id_from_source_and_none_where_the_program_has_its_own(monkeypatch) -> None:
    import ctypes
    from types import SimpleNamespace

    from dawnline.shell import system_names

    given: list[str] = []
    shell = SimpleNamespace(shell32=SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=given.append))
    monkeypatch.setattr(ctypes, "windll", shell, raising=False)
    system_names._name_for_taskbar()
    assert given == [f"Dawnline.Dawnline.Desk.{__version__}"]
    assert " " not in given[0]
    assert len(given[0]) <= 128, "Windows takes no more"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    system_names._name_for_taskbar()
    assert len(given) == 1
