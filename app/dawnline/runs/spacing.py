"""How many frames lie between two states from which a run can be resumed or branched.

A branch simulates again what lies between the last state before it and its time. A block of 60 frames of
ten thousand satellites takes about a second; its state of some 300 kB is nothing beside the megabytes of its
tiles, and to write it takes less than a frame. A state of a million satellites is 25 MB and more: those are
kept less often, so that states stay below a tenth of the file.
"""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from dawnline.recording.layout import TILE_FRAMES

STATE_BYTES = 2**23
MOST_BLOCKS = 4  # four hours at 60 s


def checkpoint_frames(state: Mapping[str, NDArray[Any]]) -> int:
    """Return the frames between two states of this size: whole blocks, which are copied as they lie."""
    size = sum(array.nbytes for array in state.values())
    return TILE_FRAMES * min(MOST_BLOCKS, 1 + size // STATE_BYTES)
