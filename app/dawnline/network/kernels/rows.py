"""The graph that paths are found in: links by the node they lead to."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled
from dawnline.network.kernels.lanes import NEAR
from dawnline.orbits.constants import LIGHT_M_S

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

UP = 0
# A third of a millimetre: places that stand on each other are still one after the other on a path.
LEAST_S = 1e-12


@compiled
def to_rows(tails: Ints, heads: Ints, weights: Floats, n: int) -> tuple[Ints, Ints, Floats, Ints]:
    """Return directed links by tail: (n + 1,) starts of rows, then heads, weights and places in the input."""
    m = len(tails)
    start = np.zeros(n + 1, np.int32)
    for k in range(m):
        start[tails[k] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    at = start[:n].copy()
    out_heads, out_weights, came = np.empty(m, np.int32), np.empty(m), np.empty(m, np.int32)
    for k in range(m):
        p = at[tails[k]]
        at[tails[k]] += 1
        out_heads[p], out_weights[p], came[p] = heads[k], weights[k], k
    return start, out_heads, out_weights, came


@compiled
def to_near(
    ends: Ints, length_m: Floats, reason: Codes, queue_s: Floats, hop_s: float, n: int
) -> tuple[Ints, Floats, Floats, Ints, Ints, Floats]:
    """Return the links that are up: the first four of each of n nodes, and tails, heads, times of others.

    Links are (m, 2) ends, lengths, and reasons why they are not up; ``queue_s`` (m, 2) is what waiting adds
    forth and back, (0, 2) if nothing. The first four are (n, 4) neighbours and the seconds from them and to
    them, hops included; where a node has fewer, it is its own neighbour, infinitely far.
    """
    near, near_s = np.empty((n, NEAR), np.int32), np.full((n, NEAR), np.inf)
    back_s = near_s if len(queue_s) == 0 else near_s.copy()
    count = np.zeros(n, np.uint8)
    # Times of links that found no room, each as its row and way: most nodes have room for all.
    left = np.empty(0, np.int64)
    lefts = 0
    for node in range(n):
        for k in range(NEAR):
            near[node, k] = node
    for way in range(2):
        for k in range(len(ends)):
            if reason[k] != UP:
                continue
            head, at = ends[k, 1 - way], count[ends[k, 1 - way]]
            if at < NEAR:
                near[head, at] = ends[k, way]
                near_s[head, at] = _link_s(length_m[k], queue_s, k, way) + hop_s
                if len(queue_s):
                    back_s[head, at] = _link_s(length_m[k], queue_s, k, 1 - way) + hop_s
                count[head] += 1
            else:
                if lefts == len(left):
                    left = np.append(left, np.empty(max(lefts, 64), np.int64))
                left[lefts] = 2 * k + way
                lefts += 1
    tails, heads, more_s = np.empty(lefts, np.int32), np.empty(lefts, np.int32), np.empty(lefts)
    for p in range(lefts):
        k, way = left[p] // 2, left[p] % 2
        tails[p], heads[p] = ends[k, way], ends[k, 1 - way]
        more_s[p] = _link_s(length_m[k], queue_s, k, way) + hop_s
    return near, near_s, back_s, tails, heads, more_s


@compiled
def _link_s(length_m: float, queue_s: Floats, k: int, way: int) -> float:
    light_s = length_m / LIGHT_M_S
    return max(light_s + queue_s[k, way] if len(queue_s) else light_s, LEAST_S)


class Rows(NamedTuple):
    """What paths are found in. Nodes that pass signals on are satellites, then gateways; times in seconds.

    Every link goes both ways, though it may take longer one way. No time is zero.

    Attributes
    ----------
    near, near_s : (transit, 4) the first links into each such node, its own hop included.
    back_s : (transit, 4) the same links out of it, the other's hop included.
    start, tails, weights : rows of all its other links.
    walk, turns : (transit,) nodes plane by plane, and where in ``walk`` each plane begins, then the end.
    user_start, user_sats, users_up, users_down : rows of the terminals: satellites overhead, and the time to
        them and from them.
    fibre_s : (g, g) times by fibre between gateways and terminals; inf where there is none.
    hop_s : what a node takes to pass a signal on.
    satellites : number of them; gateways and then terminals follow.
    """

    near: Ints
    near_s: Floats
    back_s: Floats
    start: Ints
    tails: Ints
    weights: Floats
    walk: Ints
    turns: Ints
    user_start: Ints
    user_sats: Ints
    users_up: Floats
    users_down: Floats
    fibre_s: Floats
    hop_s: float
    satellites: int
