"""One side of the duel, as a process that draws when it is told to.

It says ``ready`` and who draws, then answers each line that it hears: ``draw N`` with the seconds that each
of the next N frames took, ``picture FILE`` with the bytes of the first frame, which it saved as an array.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.points.cloud import Cloud


class Side(Protocol):
    """Draws frames of a cloud."""

    renderer: str  # what draws, in the driver's words

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame, row 0 at the top."""


def serve(make: Callable[[Cloud], Side], cloud: Path) -> None:
    """Draw as told on standard input, until it ends."""
    side = make(Cloud.load(cloud))
    side.draw(0)
    _say({"ready": side.renderer})
    frame = 0
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        if verb == "draw":
            took_s = []
            for _ in range(int(rest)):
                frame += 1
                start_s = perf_counter()
                side.draw(frame)
                took_s.append(perf_counter() - start_s)
            _say({"seconds": took_s})
        elif verb == "picture":
            side.draw(0)
            picture = side.picture()
            np.save(rest, picture)
            _say({"bytes": picture.nbytes})


def _say(answer: dict[str, object]) -> None:
    print(json.dumps(answer), flush=True)
