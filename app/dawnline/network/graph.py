"""The links of one instant as rows of weights in seconds, as the path kernel wants them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.network.compiled import Kernels
from dawnline.network.links import Links, LinkState
from dawnline.network.walk import Walk
from dawnline.orbits.constants import LIGHT_M_S

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

# A third of a millimetre: places that stand on each other are still one after the other on a path.
_LEAST_S = 1e-12


@dataclass(frozen=True, eq=False)
class Delay:
    """What queues add to links: (m, 2) seconds for each kind, from the first end and back."""

    lasers: Floats
    gateways: Floats
    users: Floats


def graph_of(kernels: Kernels, state: LinkState, delay: Delay | None = None) -> Any:
    """Return the links that are up as the kernel's ``Rows``."""
    nodes = state.nodes
    tails, heads, weights = _both_ways(
        (state.lasers, delay.lasers if delay else None), (state.gateways, delay.gateways if delay else None)
    )
    weights = np.maximum(weights, _LEAST_S) + state.rules.hop_s
    near, near_s, left = kernels.paths.to_near(tails, heads, weights, nodes.transit)
    start, tails, weights, _ = kernels.paths.to_rows(heads[left], tails[left], weights[left], nodes.transit)
    walk = state.walk or Walk.in_order(nodes.transit)
    up = state.users.is_up
    ends, light_s = state.users.ends[up], state.users.length_m[up] / LIGHT_M_S + state.rules.access_s
    queue_s = delay.users[up] if delay else np.zeros((len(ends), 2))
    user_start, user_sats, users_up, came = kernels.paths.to_rows(
        ends[:, 0] - np.int32(nodes.transit), ends[:, 1], light_s + queue_s[:, 0], nodes.total - nodes.transit
    )
    return kernels.paths.Rows(
        near,
        near_s,
        start,
        tails,
        weights,
        walk.nodes,
        walk.turns,
        user_start,
        user_sats,
        users_up,
        (light_s + queue_s[:, 1])[came],
        np.maximum(state.fibre_m * (state.rules.fibre_index / LIGHT_M_S), _LEAST_S),
        float(state.rules.hop_s),
        nodes.satellites,
    )


def _both_ways(*kinds: tuple[Links, Floats | None]) -> tuple[Ints, Ints, Floats]:
    tails, heads, weights = [], [], []
    for links, queue_s in kinds:
        up = links.is_up
        ends, light_s = links.ends[up], links.length_m[up] / LIGHT_M_S
        for way in (0, 1):
            tails.append(ends[:, way])
            heads.append(ends[:, 1 - way])
            weights.append(light_s if queue_s is None else light_s + queue_s[up, way])
    return np.concatenate(tails), np.concatenate(heads), np.concatenate(weights)
