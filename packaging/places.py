"""Where things are: the tree, what is built on the way, what comes out; how other programs are called."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
ASSETS = ROOT / "assets" / "dawnline_assets"
WORK = ROOT / "build" / "package"
OUT = ROOT / "dist"
BUNDLE = WORK / "dist" / "dawnline"  # the folder of two programs that every installer carries
APP = WORK / "dist" / "Dawnline.app"  # the same, as macOS wants it

LINUX, WINDOWS, MACOS = sys.platform == "linux", sys.platform == "win32", sys.platform == "darwin"
EXE = ".exe" if WINDOWS else ""


class PackagingError(Exception):
    """An installer cannot be made or does not work; the text says why."""


def version() -> str:
    """Return the version of the program."""
    text = (ROOT / "app" / "dawnline" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if not found:
        raise PackagingError("app/dawnline/__init__.py says no __version__")
    return found[1]


def call(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    timeout_s: float = 900.0,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run a program and return what it said; raise PackagingError with all of it where it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, timeout=timeout_s, check=False, text=True, encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip
    except FileNotFoundError:
        raise PackagingError(f"there is no program {words[0]} here") from None
    except subprocess.TimeoutExpired as late:
        said: object = late.stdout
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said or ""
        raise PackagingError(f"not done after {timeout_s:.0f} s: {shlex.join(words)}\n{text}") from None
    if done.returncode:
        raise PackagingError(f"status {done.returncode} of {shlex.join(words)}\n{done.stdout}")
    return done.stdout


def fresh(folder: Path) -> Path:
    """Return an empty folder; whatever was in it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def say(text: str) -> None:
    """Tell a person what happens."""
    print(text, flush=True)
