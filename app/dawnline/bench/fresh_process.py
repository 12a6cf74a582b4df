"""Programs started afresh, as a person starts them: modules compiled, no runs kept from before."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from dawnline.bench.result import PeerError


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a program as installed: Python keeps the modules that it compiles.

    Where that is turned off, both sides would spend their time on compiling. Caches go to ``folder``.
    """
    words = dict(os.environ)
    if words.pop("PYTHONDONTWRITEBYTECODE", ""):
        words["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    words["XDG_CACHE_HOME"] = words["LOCALAPPDATA"] = str(folder / "cache")
    return words


def seconds_until(program: Sequence[str], lines: Sequence[str], folder: Path) -> dict[str, float]:
    """Start Python on ``program`` and return when it first says each line; then end it."""
    start_s = perf_counter()
    process = subprocess.Popen(
        [sys.executable, *program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(folder),
    )
    heard: dict[str, float] = {}
    try:
        for line in process.stdout or ():
            heard.setdefault(line.strip(), perf_counter() - start_s)
            if all(word in heard for word in lines):
                break
    finally:
        process.kill()
        said = process.communicate()[1]
    missing = [word for word in lines if word not in heard]
    if missing:
        raise PeerError(f"the program ended before it said {', '.join(missing)}: {_last_line(said)}")
    return heard


def told_by(program: Sequence[str], folder: Path, timeout_s: float) -> dict[str, list[float]]:
    """Start Python on ``program`` and return the JSON of its last line."""
    try:
        done = subprocess.run(
            [sys.executable, *program],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout_s,
            env=environment(folder),
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"it took longer than {timeout_s:.0f} s") from error
    if done.returncode != 0 or not done.stdout.strip():
        raise PeerError(f"status {done.returncode}: {_last_line(done.stderr)}")
    told: dict[str, list[float]] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]
