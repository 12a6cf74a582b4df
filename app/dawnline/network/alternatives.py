"""Other ways between two places: each shares no laser, gateway link or fibre with those before it.

They are found one after the other by the shortest path over what is left (greedy, so a pair of disjoint paths
that no shortest path belongs to may be missed). Users' links may be shared: a user has few of them.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from dawnline.network.links import Links, LinkState
from dawnline.network.reason import Reason
from dawnline.network.routes import find_routes


def alternatives(state: LinkState, source: int, target: int, most: int) -> list[tuple[int, ...]]:
    """Return up to ``most`` paths, the shortest first; none if there is no way."""
    left = replace(
        state, lasers=_copy(state.lasers), gateways=_copy(state.gateways), fibre_m=state.fibre_m.copy()
    )
    paths: list[tuple[int, ...]] = []
    while len(paths) < most:
        path = find_routes(left, (source,)).path(source, target)
        if not path or path in paths:
            break
        paths.append(path)
        if not _use_up(left, path):
            break
    return paths


def _copy(links: Links) -> Links:
    return replace(links, reason=links.reason.copy())


def _use_up(state: LinkState, path: tuple[int, ...]) -> bool:
    """Take what a path uses out of a state; return whether anything was."""
    n, used = state.nodes.satellites, False
    for a, b in pairwise(path):
        if min(a, b) >= n:
            state.fibre_m[a - n, b - n] = state.fibre_m[b - n, a - n] = np.inf
            used = True
            continue
        for links in (state.lasers, state.gateways):
            row = links.row_of(a, b)
            if row >= 0:
                links.reason[row] = Reason.FAILED_LINK
                used = True
    return used
