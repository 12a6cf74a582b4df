"""Shortest paths: from many sources at once, over space and fibre, in float64.

Sources go in batches: a node has one time for each source of its batch, side by side, and takes for all of
them at once what its neighbours offer (Bellman, 1958). Nodes are walked plane by plane, forwards, backwards
along and across (the four sweeps of Zhao, 2005, Mathematics of Computation 74, 603): in the order in which a
signal runs over a grid, so that most are asked a few times only. Whom nothing new reached is passed over, and
it ends when nobody has anything new: times are exact whatever the order, which tells only how soon they are.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled, compiled_parallel, prange

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]


# As many links as a satellite of a +Grid has.
NEAR = 4
# Sources of a batch: two lines of a processor's cache.
LANES = 16


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
def to_near(tails: Ints, heads: Ints, weights: Floats, n: int) -> tuple[Ints, Floats, Marks]:
    """Return the first four links into each node as (n, 4) tails and weights, and which links are not there.

    Where a node has fewer, it is its own neighbour, infinitely far.
    """
    near, near_s = np.empty((n, NEAR), np.int32), np.full((n, NEAR), np.inf)
    count = np.zeros(n, np.int32)
    left = np.zeros(len(tails), np.bool_)
    for node in range(n):
        near[node] = node
    for k in range(len(tails)):
        head = heads[k]
        if count[head] < NEAR:
            near[head, count[head]], near_s[head, count[head]] = tails[k], weights[k]
            count[head] += 1
        else:
            left[k] = True
    return near, near_s, left


class Rows(NamedTuple):
    """What paths are found in. Nodes that pass signals on are satellites, then gateways; times in seconds.

    Every link goes both ways, though it may take longer one way. No time is zero.

    Attributes
    ----------
    near, near_s : (transit, 4) the first links into each such node, its own hop included.
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


@compiled_parallel
def all_paths(sources: Ints, order: Ints, rows: Rows) -> tuple[Floats, Ints]:
    """Return (k, n) one-way times from k sources to all nodes, and (k, n) the node before (or -1).

    ``order`` (k,) tells in which order they go into batches: neighbours are done sooner together.
    """
    times, before = _results(len(sources), rows)
    for batch in prange((len(sources) + LANES - 1) // LANES):
        _batch(sources, order[batch * LANES : (batch + 1) * LANES], rows, times, before)
    return times, before


@compiled
def few_paths(sources: Ints, order: Ints, rows: Rows) -> tuple[Floats, Ints]:
    """Return the same as :func:`all_paths`, from this thread alone: waking others takes longer than a few."""
    times, before = _results(len(sources), rows)
    for batch in range((len(sources) + LANES - 1) // LANES):
        _batch(sources, order[batch * LANES : (batch + 1) * LANES], rows, times, before)
    return times, before


# Room is made here and not by numpy, which asks the system for huge pages and waits while it makes them.
@compiled
def _results(k: int, rows: Rows) -> tuple[Floats, Ints]:
    n = rows.satellites + len(rows.fibre_s)
    return np.empty((k, n)), np.empty((k, n), np.int32)


@compiled
def _batch(sources: Ints, which: Ints, rows: Rows, times: Floats, before: Ints) -> None:
    """Write the rows of some sources, at most as many as there are lanes."""
    transit = len(rows.near)
    time, fresh = np.full((transit, LANES), np.inf), np.zeros(transit, np.bool_)
    for lane in range(len(which)):
        _set_out(sources[which[lane]], lane, rows, time, fresh)
    while _sweep(rows, time, fresh):
        pass
    _write(rows, time, which, times, before)
    for lane in range(len(which)):
        row = which[lane]
        _first_steps(sources[row], rows, time[:, lane], before[row])
        _to_terminals(sources[row], rows, times[row], before[row])


@compiled
def _set_out(source: int, lane: int, rows: Rows, time: Floats, fresh: Marks) -> None:
    """Give those whom a source reaches first their times."""
    satellites, transit = rows.satellites, len(rows.near)
    if source < transit:
        time[source, lane] = 0.0
        _wake_near(source, rows.near, fresh)
        _wake_more(source, rows, fresh)
        return
    for k in range(rows.user_start[source - transit], rows.user_start[source - transit + 1]):
        to = rows.user_sats[k]
        time[to, lane] = min(time[to, lane], rows.users_up[k] + rows.hop_s)
        _wake_near(to, rows.near, fresh)
        _wake_more(to, rows, fresh)
    for to in range(satellites, transit):
        by_fibre_s = rows.fibre_s[source - satellites, to - satellites] + rows.hop_s
        if by_fibre_s < time[to, lane]:
            time[to, lane] = by_fibre_s
            _wake_near(to, rows.near, fresh)
            _wake_more(to, rows, fresh)


@compiled
def _wake_near(node: int, near: Ints, fresh: Marks) -> None:
    """Mark the first neighbours of a node: it has something new for them."""
    for k in range(NEAR):
        fresh[near[node, k]] = True


@compiled
def _wake_more(node: int, rows: Rows, fresh: Marks) -> None:
    """Mark its other neighbours, of a gateway all gateways too."""
    for k in range(rows.start[node], rows.start[node + 1]):
        fresh[rows.tails[k]] = True
    if node >= rows.satellites:
        fresh[rows.satellites :] = True


@compiled
def _sweep(rows: Rows, time: Floats, fresh: Marks) -> bool:
    """Walk over all nodes four times; return whether anybody had anything new."""
    # Whole rows are not handed over for each node: that would take longer than what is done there.
    walk, turns, near, near_s, start, satellites = (
        rows.walk, rows.turns, rows.near, rows.near_s, rows.start, rows.satellites,
    )  # fmt: skip
    planes = len(turns) - 1
    news = False
    for direction in range(4):
        for step in range(planes):
            plane = step if direction < 2 else planes - 1 - step
            low, high = turns[plane], turns[plane + 1]
            for k in range(high - low):
                node = walk[low + k] if direction % 2 == 0 else walk[high - 1 - k]
                if not fresh[node]:
                    continue
                fresh[node] = False
                more = node >= satellites or start[node + 1] > start[node]
                heard = _take_near(node, near, near_s, time)
                if more:
                    heard |= _take_more(node, rows, time)
                if heard:
                    news = True
                    _wake_near(node, near, fresh)
                    if more:
                        _wake_more(node, rows, fresh)
    return news


# Written so that the compiler does a line of lanes at once: no branch, each value read and written once.
@compiled
def _take_near(node: int, near: Ints, near_s: Floats, time: Floats) -> bool:
    """Take for every source of the batch the best that its first neighbours offer; say whether it is new."""
    a, b, c, d = near[node, 0], near[node, 1], near[node, 2], near[node, 3]
    a_s, b_s, c_s, d_s = near_s[node, 0], near_s[node, 1], near_s[node, 2], near_s[node, 3]
    news = False
    for lane in range(LANES):
        one, two = time[a, lane] + a_s, time[b, lane] + b_s
        three, four = time[c, lane] + c_s, time[d, lane] + d_s
        one = one if one < two else two
        three = three if three < four else four
        one = one if one < three else three
        mine = time[node, lane]
        news |= one < mine
        time[node, lane] = one if one < mine else mine
    return news


@compiled
def _take_more(node: int, rows: Rows, time: Floats) -> bool:
    """Take what its other neighbours offer; return whether any of it is new."""
    news = False
    for k in range(rows.start[node], rows.start[node + 1]):
        news |= _take(node, rows.tails[k], rows.weights[k], time)
    if node >= rows.satellites:
        for other in range(rows.satellites, len(rows.near)):
            if other != node:
                by_fibre_s = rows.fibre_s[other - rows.satellites, node - rows.satellites]
                news |= _take(node, other, by_fibre_s + rows.hop_s, time)
    return news


@compiled
def _take(node: int, other: int, link_s: float, time: Floats) -> bool:
    """Take what one neighbour offers; return whether any of it is new."""
    news = False
    for lane in range(LANES):
        offered, mine = time[other, lane] + link_s, time[node, lane]
        news |= offered < mine
        time[node, lane] = offered if offered < mine else mine
    return news


@compiled
def _write(rows: Rows, time: Floats, which: Ints, times: Floats, before: Ints) -> None:
    """Write the times of a batch as rows, less each own hop, and whom each node has its time from.

    Some nodes at a time, so that what is written to a row lies side by side.
    """
    near, near_s, start, satellites = rows.near, rows.near_s, rows.start, rows.satellites
    transit, hop_s = len(time), rows.hop_s
    found = np.empty((LANES, LANES), np.int32)
    for low in range(0, transit, LANES):
        high = min(low + LANES, transit)
        for node in range(low, high):
            _trace_near(node, near, near_s, time, found[node - low])
            if node >= satellites or start[node + 1] > start[node]:
                _trace_more(node, rows, time, found[node - low])
        for lane in range(len(which)):
            row = which[lane]
            for node in range(low, high):
                times[row, node] = time[node, lane] - hop_s
                before[row, node] = found[node - low, lane]


@compiled
def _trace_more(node: int, rows: Rows, time: Floats, found: Ints) -> None:
    for k in range(rows.start[node], rows.start[node + 1]):
        _trace_one(node, rows.tails[k], rows.weights[k], time, found)
    if node >= rows.satellites:
        for other in range(rows.satellites, len(rows.near)):
            if other != node:
                by_fibre_s = rows.fibre_s[other - rows.satellites, node - rows.satellites]
                _trace_one(node, other, by_fibre_s + rows.hop_s, time, found)


@compiled
def _trace_near(node: int, near: Ints, near_s: Floats, time: Floats, found: Ints) -> None:
    """Write for each source of the batch which first neighbour a node has its time from; -1 if from none."""
    a, b, c, d = near[node, 0], near[node, 1], near[node, 2], near[node, 3]
    a_s, b_s, c_s, d_s = near_s[node, 0], near_s[node, 1], near_s[node, 2], near_s[node, 3]
    none = np.int32(-1)
    for lane in range(LANES):
        mine = time[node, lane]
        who = d if time[d, lane] + d_s == mine else none
        who = c if time[c, lane] + c_s == mine else who
        who = b if time[b, lane] + b_s == mine else who
        who = a if time[a, lane] + a_s == mine else who
        found[lane] = who if mine < np.inf else none


@compiled
def _trace_one(node: int, other: int, link_s: float, time: Floats, found: Ints) -> None:
    who = np.int32(other)
    for lane in range(LANES):
        mine = time[node, lane]
        is_it = (time[other, lane] + link_s == mine) & (mine < np.inf)
        found[lane] = who if is_it else found[lane]


@compiled
def _first_steps(source: int, rows: Rows, time: Floats, before: Ints) -> None:
    """Write who has its time straight from the source."""
    satellites, transit = rows.satellites, len(rows.near)
    if source < transit:
        before[source] = -1
        return
    for k in range(rows.user_start[source - transit], rows.user_start[source - transit + 1]):
        to = rows.user_sats[k]
        if time[to] == rows.users_up[k] + rows.hop_s:
            before[to] = source
    for to in range(satellites, transit):
        by_fibre_s = rows.fibre_s[source - satellites, to - satellites]
        if by_fibre_s < np.inf and time[to] == by_fibre_s + rows.hop_s:
            before[to] = source


@compiled
def _to_terminals(source: int, rows: Rows, time: Floats, before: Ints) -> None:
    """Write the times to the source itself and to the terminals, from satellites, gateways and source."""
    before[len(rows.near) :] = -1
    time[len(rows.near) :] = np.inf
    time[source] = 0.0
    user_start, user_sats, users_down = rows.user_start, rows.user_sats, rows.users_down
    fibre_s, satellites, transit, hop_s = rows.fibre_s, rows.satellites, len(rows.near), rows.hop_s
    for u in range(len(user_start) - 1):
        terminal, g = transit + u, transit + u - satellites
        if terminal == source:
            continue
        best, came = np.inf, -1
        if source >= satellites and fibre_s[source - satellites, g] < np.inf:
            best, came = fibre_s[source - satellites, g], source
        for gateway in range(transit - satellites):
            t = time[satellites + gateway] + hop_s + fibre_s[gateway, g]
            if t < best:
                best, came = t, satellites + gateway
        for k in range(user_start[u], user_start[u + 1]):
            t = time[user_sats[k]] + hop_s + users_down[k]
            if t < best:
                best, came = t, user_sats[k]
        time[terminal], before[terminal] = best, came
