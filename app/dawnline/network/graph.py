"""The links of one instant as rows of weights in seconds, as the path kernel wants them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.network.compiled import Kernels
from dawnline.network.links import LinkState
from dawnline.network.walk import Walk
from dawnline.orbits.constants import LIGHT_M_S

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

_NO_QUEUES = np.empty((0, 2))


@dataclass(frozen=True, eq=False)
class Delay:
    """What queues add to links: (m, 2) seconds for each kind, from the first end and back."""

    lasers: Floats
    gateways: Floats
    users: Floats


def graph_of(kernels: Kernels, state: LinkState, delay: Delay | None = None) -> Any:
    """Return the links that are up as the kernel's ``Rows``."""
    nodes, rules, walk = state.nodes, state.rules, state.walk or Walk.in_order(state.nodes.transit)
    near, near_s, back_s, tails, heads, more_s = kernels.rows.to_near(
        *_joined(state, delay), float(rules.hop_s), nodes.transit
    )
    # Rows are of the links into a node.
    start, tails, more_s, _ = kernels.rows.to_rows(heads, tails, more_s, nodes.transit)
    up = state.users.is_up
    ends, light_s = state.users.ends[up], state.users.length_m[up] / LIGHT_M_S + rules.access_s
    to_s, from_s = (light_s + delay.users[up].T) if delay else (light_s, light_s)
    user_start, user_sats, users_up, came = kernels.rows.to_rows(
        ends[:, 0] - np.int32(nodes.transit), ends[:, 1], to_s, nodes.total - nodes.transit
    )
    fibre_s = np.maximum(state.fibre_m * (rules.fibre_index / LIGHT_M_S), kernels.rows.LEAST_S)
    return kernels.rows.Rows(
        near, near_s, back_s, start, tails, more_s, walk.nodes, walk.turns,
        user_start, user_sats, users_up, from_s[came], fibre_s, float(rules.hop_s), nodes.satellites,
    )  # fmt: skip


def _joined(state: LinkState, delay: Delay | None) -> tuple[Ints, Floats, Codes, Floats]:
    """Return ends, lengths, reasons and queues of lasers and then of gateways' links."""
    one, other = state.lasers, state.gateways
    if not len(other):
        return one.ends, one.length_m, one.reason, delay.lasers if delay else _NO_QUEUES
    return (
        np.concatenate((one.ends, other.ends)),
        np.concatenate((one.length_m, other.length_m)),
        np.concatenate((one.reason, other.reason)),
        np.concatenate((delay.lasers, delay.gateways)) if delay else _NO_QUEUES,
    )
