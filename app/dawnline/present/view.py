"""What a person chose to look at."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind

# Layers that a new window does not show: they answer questions that somebody must first ask.
OFF_AT_FIRST = frozenset(
    {
        "gateways", "links", "footprints", "eclipse", "terminator", "radiation", "demand", "latency", "grid",
    }
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Marked:
    """Satellites marked as a group: ``indices`` (k,) int64, ascending; equal only if the same object."""

    indices: NDArray[np.int64]


NOBODY = Marked(np.zeros(0, np.int64))
MOST_WAYS = 4  # of one route
# Where an answer may come from: a site, a satellite that computes, or whichever is faster.
Answer = Literal["either", "site", "orbit"]


@dataclass(frozen=True)
class RouteChoice:
    """Two places whose way is shown, and which of their ways: 0 is the fastest; of fewer it goes round."""

    source: EntityRef
    target: EntityRef
    alternative: int = 0


@dataclass(frozen=True)
class View:
    """What the views show of a recording.

    ``channel`` colours the satellites on the globe; ``table_kind`` is what the table lists. ``hidden`` names
    the layers of the globe that are off, ``hidden_fleets`` the fleets. ``colour_range`` are the stored values
    at the ends of the colour map (None: the channel's own); ``shown_range`` are those that a satellite must
    have to be shown, both ends included (None: any), for a code twice the code. ``colour_map`` colours what
    is continuous. ``marked`` are satellites marked as a group, and ``marked_only`` says that the table lists
    no others. ``inertial`` says that the camera of the globe stands among the stars. ``route`` is whose way
    is shown; ``answer`` is where the latency field lets answers come from.
    """

    channel: str = "gpu_util_frac"
    table_kind: Kind = "satellite"
    hidden: frozenset[str] = OFF_AT_FIRST
    hidden_fleets: frozenset[str] = frozenset()
    colour_range: tuple[float, float] | None = None
    shown_range: tuple[float, float] | None = None
    colour_map: str = "sequential"
    marked: Marked = NOBODY
    marked_only: bool = False
    inertial: bool = False
    route: RouteChoice | None = None
    answer: Answer = "either"
