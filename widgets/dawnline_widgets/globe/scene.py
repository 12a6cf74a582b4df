"""What the globe shows, as plain values: no Qt, no GL.

Lengths are Earth radii (6378.137 km). Satellites and their orbit are in TEME, everything on the ground in
ECEF, both with z to the north pole; the renderer turns TEME by ``gmst_rad``. Parts carry a key: an
unchanged key means unchanged content, and uploads nothing.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Keyframes:
    """Positions and velocities of all satellites at two times; between them the GPU interpolates.

    ``r0, v0, r1, v1`` are (n, 3) float32, Earth radii and Earth radii per second, TEME. A satellite that
    is nowhere (decayed, not launched) has NaN and is not drawn.
    """

    key: Hashable
    t0_s: float
    t1_s: float
    r0: F32
    v0: F32
    r1: F32
    v1: F32


@dataclass(frozen=True, eq=False)
class PointStyle:
    """How satellites look.

    ``level`` (n,) float32 is a position on the colour map, 0 to 1; NaN is unknown and drawn in its own grey.
    ``size_px`` (n,) float32 at the home distance of the camera; 0 hides.
    ``colour_map`` names a map of ``theme.colour_maps``: ``sequential``, ``diverging`` or ``limiter``.
    """

    key: Hashable
    level: F32
    size_px: F32
    colour_map: str


@dataclass(frozen=True, eq=False)
class Pins:
    """Sites on the ground: ``r_ecef`` (m, 3) float32, ``size_px`` and ``level`` (m,) float32, names."""

    key: Hashable
    r_ecef: F32
    size_px: F32
    level: F32
    colour_map: str
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Path:
    """Orbit (k, 3) in TEME and ground track (j, 3) in ECEF of what is selected, float32 Earth radii."""

    key: Hashable
    orbit_teme: F32
    track_ecef: F32


@dataclass(frozen=True, eq=False)
class Legend:
    """The legend of the channel that colours the satellites.

    For a continuous channel ``low_text`` and ``high_text`` are its ends and ``histogram`` counts the levels
    in equal bins; for a code ``entries`` are (level, label, count) and ``histogram`` is empty.
    """

    key: Hashable
    title: str
    unit: str
    colour_map: str
    low_text: str
    high_text: str
    histogram: NDArray[np.int64]
    entries: tuple[tuple[float, str, int], ...]
    unknown_count: int


@dataclass(frozen=True, eq=False)
class GlobeScene:
    """One instant of the globe.

    ``sun_ecef`` (3,) is a unit vector. ``selected_satellite`` and ``selected_pin`` are indices or None.
    ``caption`` is the one line at the foot: frame, camera, count, age of elements. ``satellite_names``
    are the names of all satellites by index, for the tag under the pointer (no copy).
    """

    t_s: float
    gmst_rad: float
    sun_ecef: F32
    keyframes: Keyframes
    style: PointStyle
    pins: Pins
    path: Path | None
    legend: Legend
    selected_satellite: int | None
    selected_pin: int | None
    selected_name: str
    caption: str
    hidden: frozenset[str] = frozenset()
    satellite_names: Sequence[str] = ()
