"""What the tests see of the machine: a home of their own, a virtual screen, OpenGL drawn in software."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from dawnline_testing.tree import ROOT

_KEPT = ROOT / ".pytest_cache"

# Variables that would lead a test to the person's own files, or to another screen or renderer than CI's.
_FOREIGN = (
    "WAYLAND_DISPLAY",
    "QT_QPA_PLATFORMTHEME",
    "QT_STYLE_OVERRIDE",
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_FONT_DPI",
    "PYOPENGL_PLATFORM",
)


def isolate() -> Path:
    """Give this process, and those it starts, an empty home and a software renderer; return the home."""
    home = Path(tempfile.mkdtemp(prefix="dawnline-tests-"))
    # A screen that is there already stays reachable (`--no-xvfb`): its key lies in the home being left.
    key = Path.home() / ".Xauthority"
    if key.is_file():
        os.environ.setdefault("XAUTHORITY", str(key))
    for name in _FOREIGN:
        os.environ.pop(name, None)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    # Compiled kernels are kept between sessions: they take half a minute, and are a function of their source.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(_KEPT / "kernels"))
    # So are compiled modules, as a person's Python keeps them: a program that a test starts would else spend
    # a second of its time on compiling what a hundred others have compiled.
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(_KEPT / "modules"))
    for name, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[name] = str(folder)
    if sys.platform == "linux":
        # Qt's offscreen platform draws no OpenGL widget, and a graphics card draws other pixels than CI.
        os.environ.update(QT_QPA_PLATFORM="xcb", LIBGL_ALWAYS_SOFTWARE="1")
    return home


def missing_screen() -> str | None:
    """Say what to do where no test window could open, or None where one can."""
    if sys.platform != "linux" or shutil.which("Xvfb") or os.environ.get("DISPLAY"):
        return None
    return (
        "the tests open real windows and there is neither Xvfb nor a screen: "
        "run ./dev test, which installs Xvfb, or install it (Debian: apt-get install xvfb xauth)"
    )


def remove(home: Path) -> None:
    """Remove the home folder of a finished session."""
    shutil.rmtree(home, ignore_errors=True)
