"""How steep the ground is: slopes from a picture of heights. Needs numpy alone."""

import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
F4 = NDArray[np.float32]

# The picture's white is 6,400 m, as its known plateaus and lakes show (a test looks at six of them).
HEIGHT_STEP_M = 6400.0 / 255.0
# A slope is stored as FLAT + slope / SLOPE_STEP, rounded: 0.0635 up or down at most. Over 40 km, which is
# as fine as the heights are, two in ten thousand places of land are steeper.
FLAT = 128
SLOPE_STEP = 0.0005
_EARTH_RADIUS_M = 6_371_000.0  # mean radius, IUGG
# Weights of the rows (or columns) beside each other in a slope: Scharr's, whose error of direction is least.
_BESIDE, _MIDDLE = 3.0 / 16.0, 10.0 / 16.0


def relief_of(heights: U8) -> U8:
    """Return the slopes (h, w, 2) uint8 of heights (h, w); both of the whole Earth, row 0 in the north.

    Channel 0 tells how much the ground rises towards the east, channel 1 towards the north, in metres a
    metre; the decoded slope is ``(value - FLAT) * SLOPE_STEP``. Towards the poles the eastward slope is
    taken over as many texels as a texel at the equator is wide.
    """
    rows, columns = heights.shape
    metres = heights.astype(np.float32) * np.float32(HEIGHT_STEP_M)
    texel_m = np.pi * _EARTH_RADIUS_M / rows
    padded = np.concatenate((metres[:1], metres, metres[-1:]))
    across = padded[1:-1] * np.float32(_MIDDLE) + (padded[:-2] + padded[2:]) * np.float32(_BESIDE)
    east = _east_rise(np.asarray(across, np.float32)) / np.float32(texel_m)
    smooth = metres * np.float32(_MIDDLE)
    smooth += (np.roll(metres, 1, axis=1) + np.roll(metres, -1, axis=1)) * np.float32(_BESIDE)
    smooth = np.concatenate((smooth[:1], smooth, smooth[-1:]))
    north = (smooth[:-2] - smooth[2:]) / np.float32(2.0 * texel_m)
    relief = np.empty((rows, columns, 2), np.uint8)
    for channel, slope in enumerate((east, north)):
        relief[..., channel] = np.clip(np.rint(slope / np.float32(SLOPE_STEP)) + FLAT, 0, 255)
    return relief


def _east_rise(metres: F4) -> F4:
    """Return the rise of each row towards the east over the width of a texel at the equator."""
    rows, columns = metres.shape
    width = np.cos((np.arange(rows) + 0.5) / rows * np.pi - np.pi / 2)  # of a texel, 1 at the equator
    reach = np.clip(np.rint(1.0 / width), 1, columns // 4).astype(np.int64)
    rise = np.empty_like(metres)
    for step in np.unique(reach):
        band = np.flatnonzero(reach == step)
        part = metres[band]
        span = (2.0 * step * width[band]).astype(np.float32)[:, np.newaxis]
        rise[band] = (np.roll(part, -step, axis=1) - np.roll(part, step, axis=1)) / span
    return rise
