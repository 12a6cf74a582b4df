"""How large a point this context draws: some drivers stop at a few pixels, and pins are points."""

import numpy as np
from vispy.gloo import gl

ENOUGH_PX = 16.0  # pins and rings come out whole
_ALIASED_POINT_SIZE_RANGE = 0x846D  # OpenGL registry


def point_words() -> str:
    """Say how large the largest point is where that is too small for pins and rings; else nothing."""
    largest_px = float(np.max(gl.glGetParameter(_ALIASED_POINT_SIZE_RANGE)))
    return words_of(largest_px)


def words_of(largest_px: float) -> str:
    """Say it of a size."""
    return "" if largest_px >= ENOUGH_PX else f" (draws points up to {largest_px:g} px: marks are cut)"
