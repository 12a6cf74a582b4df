"""What the globe shows, as plain values: no Qt, no GL.

Lengths are Earth radii (6378.137 km). Satellites and their orbit are in TEME, everything on the ground in
ECEF, both with z to the north pole; the renderer turns TEME by ``gmst_rad``. The ground is the unit sphere,
and places on it are at their geodetic latitude, as in the picture of the Earth. Parts carry a key: an
unchanged key means unchanged content, and uploads nothing.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.boxes import Boxes, boxes_of

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

    @cached_property
    def vertices(self) -> tuple[F32, F32, F32, F32]:
        """``r0, v0, r1, v1`` as the GPU takes them: who is nowhere at either time is at the Earth's centre.

        Worked out once; a thread that makes keyframes asks for it, so that drawing only copies.
        """
        parts = (self.r0, self.v0, self.r1, self.v1)
        # A sum is finite only if all its numbers are: one for all, then one a satellite.
        if all(np.isfinite(part.sum()) for part in parts):
            return parts
        total = self.r0.sum(axis=1) + self.v0.sum(axis=1) + self.r1.sum(axis=1) + self.v1.sum(axis=1)
        somewhere, nowhere = np.isfinite(total)[:, None], np.float32(0.0)
        r0, v0, r1, v1 = (np.where(somewhere, part, nowhere) for part in parts)
        return r0, v0, r1, v1

    @cached_property
    def boxes(self) -> tuple[Boxes, Boxes]:
        """Large and small boxes of neighbours, for picking; worked out as ``vertices``."""
        return boxes_of(self.r0, self.v0, self.r1, self.v1, self.t1_s - self.t0_s)


@dataclass(frozen=True, eq=False)
class PointStyle:
    """How satellites look.

    ``level`` (n,) float32 is a position on the colour map, 0 to 1; NaN is unknown and drawn in its own grey.
    ``size_px`` (n,) float32 at the home distance of the camera; 0 hides.
    ``colour_map`` names a map of ``theme.colour_maps``: such as ``sequential`` or ``limiter``.
    ``stale`` (n,) bool marks satellites whose value or place is old; None when none is.
    """

    key: Hashable
    level: F32
    size_px: F32
    colour_map: str
    stale: NDArray[np.bool_] | None = None

    @cached_property
    def vertices(self) -> F32:
        """(n, 2) float32 levels and sizes as the GPU takes them; the unknown level becomes -1.

        Worked out once; a thread that makes styles asks for it, so that drawing only copies.
        """
        out = np.empty((len(self.level), 2), np.float32)
        np.clip(self.level, 0.0, 1.0, out=out[:, 0])
        np.copyto(out[:, 0], np.float32(-1.0), where=~np.isfinite(self.level))
        out[:, 1] = np.nan_to_num(self.size_px)
        return out


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
class Links:
    """Lines between satellites: ``ends`` (k, 2) uint32 indices, ``level`` (k,) float32 on a colour map."""

    key: Hashable
    ends: NDArray[np.uint32]
    level: F32
    colour_map: str


@dataclass(frozen=True, eq=False)
class Ways:
    """Polylines from stop to stop, in one look; stops are satellites, which move, or places on the ground.

    ``satellite`` (s,) int64 are indices of satellites, -1 for a place; ``place`` (s, 3) float32 ECEF is where
    places are. ``starts`` (q,) int64 is where each polyline begins. Between two places a line follows the
    ground and is dotted (fibre), else it is straight. ``directed`` shows which way it is gone, ``dots`` marks
    its stops. ``layer`` is the layer that it belongs to, ``token`` the colour (``#RRGGBB``).
    """

    key: Hashable
    layer: str
    satellite: NDArray[np.int64]
    place: F32
    starts: NDArray[np.int64]
    token: str
    alpha: float
    width_px: float
    directed: bool = False
    dots: bool = False


@dataclass(frozen=True)
class Tag:
    """A name that stands at a place on the ground (ECEF unit vector) or at a satellite, framed."""

    text: str
    layer: str
    r_ecef: tuple[float, float, float] | None = None
    satellite: int | None = None
    strong: bool = False


@dataclass(frozen=True)
class ColourKey:
    """What the colours of a layer mean: a line each below the legend, with the ends of the colours.

    ``token`` is the colour where all is one colour; then ``low_text`` and ``high_text`` are empty.
    """

    layer: str
    title: str
    unit: str
    colour_map: str
    low_text: str
    high_text: str
    note: str = ""
    token: str = ""


@dataclass(frozen=True, eq=False)
class Curves:
    """Polylines of one layer, on the ground or above it.

    ``points`` (p, 3) float32 Earth radii, ECEF; ``starts`` (q,) int64 is where each polyline begins.
    ``layer`` is the layer that they belong to, ``token`` the colour (``#RRGGBB``), ``width_px`` logical.
    """

    key: Hashable
    layer: str
    points: F32
    starts: NDArray[np.int64]
    token: str
    alpha: float
    width_px: float
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Field:
    """A quantity over the ground: ``level`` (rows, columns) float32 from 0 to 1, NaN where there is none.

    Row 0 is at the north pole, column 0 at 180 degrees west; it is drawn with ``alpha`` times the level, or
    where ``even`` with ``alpha`` wherever there is a level.
    """

    key: Hashable
    layer: str
    level: F32
    colour_map: str
    alpha: float
    even: bool = False


@dataclass(frozen=True)
class Shape:
    """A satellite seen from near, metres: its body (along the track, across, down) and its two wings.

    ``wing_m`` is the length of one wing across the track and its width.
    """

    body_m: tuple[float, float, float]
    wing_m: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Shapes:
    """Which shape each satellite has: ``index`` (n,) uint8 into ``shapes``."""

    key: Hashable
    index: NDArray[np.uint8]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, eq=False)
class Legend:
    """The legend of the channel that colours the satellites, or the sites where there are none.

    For a continuous channel ``low_text`` and ``high_text`` are its ends and ``histogram`` counts the levels
    in equal bins; for a code ``entries`` are (level, label, count) and ``histogram`` is empty.
    ``colour_ends`` are the places on the axis, 0 to 1, where a person let the colours begin and end, with
    their ``colour_texts``; ``shown_ends`` and ``shown_texts`` those between which satellites are shown; None
    where nobody chose. ``shown_entry`` is the one entry that is shown. ``shown_count`` of ``total_count``
    satellites pass the filter, None without one. ``has_shadow`` says whether any can be in the Earth's.
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
    stale_count: int = 0
    colour_ends: tuple[float, float] | None = None
    colour_texts: tuple[str, str] = ("", "")
    shown_ends: tuple[float, float] | None = None
    shown_texts: tuple[str, str] = ("", "")
    shown_entry: int | None = None
    shown_count: int | None = None
    total_count: int = 0
    has_shadow: bool = True


@dataclass(frozen=True, eq=False)
class GlobeScene:
    """One instant of the globe.

    ``sun_ecef`` (3,) is a unit vector. ``selected_satellite`` and ``selected_pin`` are indices or None.
    ``caption`` is the one line at the foot: frame, camera, count, age of elements. ``satellite_names``
    are the names of all satellites by index, for the tag under the pointer (no copy). ``moon_ecef`` (3,) is
    the place of the Moon, Earth radii. ``teme_from_j2000`` (3, 3) turns the stars, which are of J2000, to the
    equator and equinox of the day; None takes them as they are. ``marked`` are indices of satellites that a
    person marked. ``hidden`` names the layers that are off. ``inertial`` says that the camera stands among
    the stars and the Earth turns below it. ``gateways`` are pins of their own shape, ``ways`` the routes and
    the links to the ground, ``phase`` how far what moves along them has come (in lengths from mark to mark),
    ``tags`` names at places, ``colour_keys`` what the colours of further layers mean.
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
    moon_ecef: F32 | None = None
    teme_from_j2000: F32 | None = None
    links: Links | None = None
    curves: tuple[Curves, ...] = ()
    field: Field | None = None
    shapes: Shapes | None = None
    marked: NDArray[np.int64] | None = None
    inertial: bool = False
    gateways: Pins | None = None
    selected_gateway: int | None = None
    ways: tuple[Ways, ...] = ()
    phase: float = 0.0
    tags: tuple[Tag, ...] = ()
    colour_keys: tuple[ColourKey, ...] = ()
