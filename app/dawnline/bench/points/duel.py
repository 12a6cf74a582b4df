"""Every side of the picture, each in a process of its own, drawing in turn."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from threading import Timer
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.fresh_process import environment
from dawnline.bench.result import PeerError

PACKAGE = "dawnline.bench.points"
NEAR_PX = 2  # within which a point counts as where ours is
SAME_PLACES, MOST_TIMES = (
    0.9,
    1.5,
)  # how much of a peer's picture is where ours is; how much more or less it draws


@dataclass(frozen=True)
class SideProgram:
    """How a side is started: its words behind ``python -m``, and the module that must be installed for it."""

    name: str
    words: tuple[str, ...]
    needs: str
    note: str


class SideProcess:
    """A side that was started, and answers."""

    def __init__(self, program: SideProgram, cloud: Path, folder: Path, timeout_s: float) -> None:
        if find_spec(program.needs) is None:
            raise PeerError(f"{program.needs} is not installed")
        self.name = program.name
        self._timeout_s = timeout_s
        self._said = tempfile.TemporaryFile("w+", dir=folder, errors="replace")  # noqa: SIM115  closed by end
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{PACKAGE}.{program.words[0]}", *program.words[1:], str(cloud)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            env=environment(folder),
        )
        try:
            self.renderer = str(self._answer("ready"))
        except PeerError:
            self.end()
            raise

    def seconds(self, frames: int) -> list[float]:
        """Return what each of so many frames took; one before them, for the caches, does not count."""
        took: list[float] = self._ask(f"draw {frames + 1}", "seconds")
        return took[1:]

    def picture(self, folder: Path) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the first frame of the cloud."""
        path = folder / "picture.npy"
        self._ask(f"picture {path}", "bytes")
        return np.asarray(np.load(path))

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def _ask(self, line: str, answer: str) -> Any:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it ended; its last words come with the answer
        return self._answer(answer)

    def _answer(self, key: str) -> Any:
        """Return what it says under a key, past other lines; PeerError with its last words if it ended."""
        assert self._process.stdout is not None
        watch = Timer(self._timeout_s, self._process.kill)
        watch.start()
        try:
            for line in self._process.stdout:
                if line.startswith("{") and key in (said := json.loads(line)):
                    return said[key]
        finally:
            watch.cancel()
        self._said.seek(0)
        last = (self._said.read().strip().splitlines() or ["it said nothing"])[-1]
        raise PeerError(last.partition("PeerError: ")[2] or last)


def in_turn(sides: Sequence[SideProcess], rounds: int, frames: int) -> dict[str, float]:
    """Return the median seconds of a frame of each side by name; each round goes the other way round."""
    took: dict[str, list[float]] = {side.name: [] for side in sides}
    for number in range(rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            took[side.name] += side.seconds(frames)
    return {name: median(times) for name, times in took.items()}


def same_picture(ours: NDArray[np.uint8], theirs: NDArray[np.uint8]) -> str:
    """Return how many pixels of points a peer drew beside ours; PeerError if it is another picture."""
    if ours.shape != theirs.shape:
        raise PeerError(f"a picture of another size, {theirs.shape}")
    mine, their = ours[..., 0] > 127, theirs[..., 0] > 127
    many, few = max(int(mine.sum()), 1), int(their.sum())
    if not 1 / MOST_TIMES <= few / many <= MOST_TIMES:
        raise PeerError(f"it did not draw the picture: {few:,} pixels of points, ours {many:,}")
    at_place = int((their & _about(mine)).sum()) / few
    if at_place < SAME_PLACES:
        raise PeerError(f"it drew another picture: {at_place:.0%} of its pixels are where ours are")
    return f"{few:,} pixels of points, ours {many:,}"


def _about(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels at most ``NEAR_PX`` from those of a mask, across or down."""
    wide = mask.copy()
    for axis in (0, 1):
        once = wide.copy()
        for step in range(1, NEAR_PX + 1):
            wide |= np.roll(once, step, axis) | np.roll(once, -step, axis)
    return wide
