"""What the network's widgets show, as plain values: a matrix, a route hop by hop, reasons of links. No Qt."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# What a hop may be; anything else is drawn as a plain dot.
HOP_KINDS = ("region", "site", "gateway", "satellite")


@dataclass(frozen=True, eq=False)
class MatrixScene:
    """A value for each pair of a row and a column. ``key`` changes when anything but ``selected`` does.

    ``value`` is (r, c) float32 in shown units, NaN where there is no way. ``low`` and ``high`` are the ends
    of the colours, ``colour_map`` a name of ``theme.colour_maps``. ``selected`` is (row, column) or None.
    ``empty`` is said where there are no rows or no columns.
    """

    key: Hashable
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    value: NDArray[np.float32]
    unit: str
    low: float
    high: float
    colour_map: str
    selected: tuple[int, int] | None
    empty: str


@dataclass(frozen=True)
class Hop:
    """One place on a route. ``kind`` is one of ``HOP_KINDS``; ``id`` is what choosing it says.

    ``leg_km``, ``leg_ms`` and ``queue_ms`` are of the way from the hop before (of the first hop they are not
    shown), ``total_ms`` is the time since the start, NaN where it is unknown. ``note`` is a few words.
    """

    name: str
    kind: str
    leg_km: float
    leg_ms: float
    queue_ms: float
    total_ms: float
    note: str
    id: str


@dataclass(frozen=True)
class Alternative:
    """Another way: what it is called, its round trip (NaN: none now), how many hops, a few words."""

    title: str
    rtt_ms: float
    hops: int
    note: str


@dataclass(frozen=True)
class RouteScene:
    """A route from its first hop to its last; ``chosen`` indexes ``alternatives``, -1 for none of them.

    ``empty`` is said where there are no hops.
    """

    key: Hashable
    title: str
    headline: str
    subline: str
    hops: tuple[Hop, ...]
    alternatives: tuple[Alternative, ...]
    chosen: int
    empty: str


@dataclass(frozen=True)
class Reason:
    """A link that could be: to whom, whether it is up, and why it is or is not.

    ``kind`` is laser, gateway, user or fibre. ``value`` and ``limit`` are texts with units, such as
    ``5,410 km`` and ``limit 5,016 km``; ``since`` is a time in words; each may be empty. ``status`` indexes
    ``theme.tokens.STATUSES``; None is normal for a link that is up and off for one that is not.
    """

    name: str
    id: str
    kind: str
    is_up: bool
    reason: str
    value: str
    limit: str
    since: str
    status: int | None = None


@dataclass(frozen=True)
class ReasonsScene:
    """Why links are up or not. ``summary`` counts rows by ``Reason.reason``, in the order of the chips.

    ``empty`` is said where there are no rows.
    """

    key: Hashable
    title: str
    summary: tuple[tuple[str, int], ...]
    rows: tuple[Reason, ...]
    empty: str
