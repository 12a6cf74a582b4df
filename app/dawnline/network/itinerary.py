"""A path hop by hop: what each link is, how long, and how much time it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dawnline.network.links import LinkState
from dawnline.network.verdict import LinkKind
from dawnline.orbits.constants import LIGHT_M_S


@dataclass(frozen=True)
class Hop:
    """One link of a path: from node to node, its length, and the one-way time until the next can pass it on.

    ``seconds`` holds light, the access of users' radio, and what the node at its end takes to pass it on.
    """

    start: int
    end: int
    kind: LinkKind
    length_m: float
    seconds: float


def itinerary(state: LinkState, path: Sequence[int]) -> tuple[Hop, ...]:
    """Return the hops of a path; their seconds sum up to its one-way latency without queues."""
    rules, nodes = state.rules, state.nodes
    hops = []
    for position, (start, end) in enumerate(pairwise(path)):
        low, high = min(start, end), max(start, end)
        seconds = 0.0 if position == len(path) - 2 else rules.hop_s
        if low >= nodes.satellites:
            kind: LinkKind = "fibre"
            length_m = float(state.fibre_m[low - nodes.satellites, high - nodes.satellites])
            seconds += length_m * rules.fibre_index / LIGHT_M_S
        else:
            length_m = float(np.linalg.norm(state.places_m[start] - state.places_m[end]))
            kind = "laser" if high < nodes.satellites else "gateway" if high < nodes.transit else "user"
            seconds += length_m / LIGHT_M_S + (rules.access_s if kind == "user" else 0.0)
        hops.append(Hop(start, end, kind, length_m, seconds))
    return tuple(hops)
