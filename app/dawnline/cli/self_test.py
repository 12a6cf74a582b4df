"""``dawnline --self-test``: whether this installation works, told by doing a little of everything.

It runs in folders of its own, so that a person's settings and runs are neither read nor changed.
"""

import argparse
import faulthandler
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dawnline.cli.kernel_check import kept_and_loaded, persons_own, warm_here

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

NAME = "self-test"
PATIENCE_S = 480  # a hang ends as a failure, with a traceback of where it was
FRAMES = 10  # nine minutes of one-minute steps, and the start
# A lit Earth among stars has some ten thousand colours at this size; labels on an empty frame below 300.
PICTURE_SIZE = (800, 500)
LEAST_COLOURS = 2_000


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="check this installation (also --self-test)")
    parser.add_argument("--shot", type=Path, metavar="FILE.png", help="keep the picture of the window")
    parser.add_argument("--warm", action="store_true", help="only compile the kernels ahead, and keep them")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do every check, also after one has failed, and tell of each; return 1 if one failed."""
    from dawnline.cli.complaint import UserError

    shot: Path | None = arguments.shot
    if shot is not None and not (shot.suffix.lower() == ".png" and shot.absolute().parent.is_dir()):
        raise UserError(f"{shot}: give a file that ends in .png, in a folder that exists")
    shot = shot.absolute() if shot else None
    if arguments.warm:
        print(f"kernels: {warm_here().words}", flush=True)
        return 0
    own = persons_own()
    if sys.stderr is not None:
        faulthandler.dump_traceback_later(PATIENCE_S, exit=True)
    try:
        with tempfile.TemporaryDirectory(prefix="dawnline-self-test-") as name, folders_in(Path(name)):
            path = Path(name) / "run.dawn"
            failed = tell(
                {
                    "versions": versions,
                    "kernels": lambda: kernels(path.parent, own),
                    "simulation": lambda: simulation(path),
                    "run file": lambda: round_trip(path),
                    "OpenGL": opengl,
                    "globe": lambda: picture(path, "globe", None),
                    "window": lambda: picture(path, "window", shot),
                }
            )
    finally:
        faulthandler.cancel_dump_traceback_later()
    print(f"self-test failed: {', '.join(failed)}" if failed else "self-test passed", flush=True)
    return 1 if failed else 0


def tell(checks: dict[str, Callable[[], str]]) -> list[str]:
    """Run the checks in turn, print a line for each, and return the names of those that failed."""
    failed = []
    for name, check in checks.items():
        try:
            words, verdict = check(), "ok"
        except Exception as error:
            words, verdict = f"{type(error).__name__}: {error}", "FAIL"
            failed.append(name)
            if os.environ.get("DAWNLINE_DEBUG"):
                traceback.print_exc()
        print(f"{verdict:5}{name:11} {words}", flush=True)
    return failed


@contextmanager
def folders_in(home: Path) -> Iterator[None]:
    """Lead everything that asks where a person's files are into ``home``, here and in child processes."""
    names = {
        "HOME": ".", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state", "APPDATA": "roaming", "LOCALAPPDATA": "local",
        # platformdirs asks Windows itself unless it is told otherwise.
        "WIN_PD_OVERRIDE_APPDATA": "roaming", "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
    }  # fmt: skip
    before = dict(os.environ)
    key = Path.home() / ".Xauthority"
    if key.is_file():
        os.environ.setdefault("XAUTHORITY", str(key))  # the screen stays reachable
    for name, folder in names.items():
        (home / folder).mkdir(exist_ok=True)
        os.environ[name] = str(home / folder)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def versions() -> str:
    """Return what runs here: the program, Python, and every library it stands on."""
    import platform
    import sqlite3
    from importlib.metadata import version

    import dawnline

    names = ("numpy", "numcodecs", "pydantic", "pyqtgraph", "PySide6-Essentials", "sgp4", "vispy")
    return ", ".join(
        [
            f"dawnline {dawnline.__version__}"
            + (" installed" if getattr(sys, "frozen", False) else " from source"),
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in names),
            f"SQLite {sqlite3.sqlite_version}",
            platform.platform(),
        ]
    )


def simulation(path: Path) -> str:
    """Simulate ten frames of the welcome scenario into ``path``, in a process started as the window does."""
    from dawnline.recording.recording import Recording

    took_s = _simulate(path, frames=FRAMES)
    with Recording.open(path) as recording:
        frames, count = recording.frame_count, len(recording.header.fleet.tables["satellite"])
    if frames != FRAMES:
        raise RuntimeError(f"{frames} frames were simulated, not {FRAMES}")
    return f"{frames} frames of {count:,} satellites in {took_s:.1f} s"


def _simulate(path: Path, *, frames: int) -> float:
    """Simulate so many frames, one a minute; return the seconds that took, raise RuntimeError if it fails."""
    from dawnline.scenario.library import bundled_scenario
    from dawnline.shell.own_program import own_command

    words = ["simulate", str(bundled_scenario("welcome")), "-o", str(path), "--duration", f"{frames - 1}m"]
    program, arguments = own_command(words)
    began_s = time.monotonic()
    done = subprocess.run(  # noqa: S603  our own program, a list of words, no shell
        [program, *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S / 2, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"it ended with status {done.returncode}: {done.stderr.strip()[-500:]}")
    return time.monotonic() - began_s


def round_trip(path: Path) -> str:
    """Write every frame of a run into a second file and compare what is read of both."""
    from dawnline.recording.recording import Recording
    from dawnline.recording.writer import RunWriter

    copy = path.with_name("copy.dawn")
    with Recording.open(path) as recording:
        with RunWriter(copy, recording.header) as writer:
            for index in range(recording.frame_count):
                writer.append(recording.at(index * recording.header.step_s))
        digests = recording.digests()
    with Recording.open(copy) as again:
        gaps = again.verify()
        if gaps:
            raise RuntimeError(f"the copy has gaps: {gaps[0]}")
        if again.digests() != digests:
            raise RuntimeError(f"the copy reads {again.digests()}, the run {digests}")
    return f"read, written and read again: frames {digests['frames'][:16]}"


def kernels(home: Path, persons_own: str) -> str:
    """See that compiled kernels are kept and loaded by the next process; tell of the person's own ones.

    ``home``, or ``NUMBA_CACHE_DIR``, is the folder that they are kept in here.
    """
    return f"{kept_and_loaded(home)}; a person's own: {persons_own}"


def opengl() -> str:
    """Return version and renderer of the OpenGL that draws: the screen's, or EGL's where there is none."""
    if _choose_platform() == "offscreen":
        from dawnline_widgets.globe.draw.egl import driver_words

        return ", ".join(driver_words()) + " (EGL, no screen)"
    from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

    from dawnline.shell.main import make_application
    from dawnline_widgets.globe.draw.gl_canvas import gl_words

    make_application()
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        raise RuntimeError(f"Qt's platform {QGuiApplication.platformName()} gives no OpenGL context")
    try:
        return ", ".join(gl_words()) + f" ({QGuiApplication.platformName()})"
    finally:
        context.doneCurrent()
        surface.destroy()


def picture(path: Path, view: Literal["globe", "window"], shot: Path | None) -> str:
    """Draw the end of a run, save it if asked to, and see that there is something in it."""
    from dawnline.recording.recording import Recording
    from dawnline.shell.main import make_application
    from dawnline.shell.snapshot import Snapshot, draw_snapshot

    _choose_platform()
    make_application()  # on this machine's own platform, where a snapshot would take Qt's offscreen one
    size = PICTURE_SIZE if view == "globe" else (1280, 800)
    with Recording.open(path) as recording:
        image = draw_snapshot(
            recording,
            Snapshot(recording.end_s, size, view, "gpu_util_frac", selection=None, made_for_it=True),
        )
    if shot is not None and not image.save(str(shot)):
        raise RuntimeError(f"{shot} cannot be written")
    colours = colour_count(image)
    if colours < LEAST_COLOURS:
        raise RuntimeError(f"the picture is blank or nearly so: {colours} colours, expected {LEAST_COLOURS}")
    return f"{image.width()}x{image.height()} pixels, {colours:,} colours" + (f", {shot}" if shot else "")


def colour_count(image: "QImage") -> int:
    """Return how many colours there are in the middle half of a picture."""
    import numpy as np
    from PySide6.QtGui import QImage

    width, height = image.width(), image.height()
    middle = image.copy(width // 4, height // 4, max(width // 2, 1), max(height // 2, 1))
    rgb = middle.convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.frombuffer(rgb.constBits(), np.uint32)))


def _choose_platform() -> str:
    """Let Qt draw without a screen where there is none; return the platform that is asked for."""
    from dawnline.shell.screen import missing_screen

    if missing_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return os.environ.get("QT_QPA_PLATFORM", "")
