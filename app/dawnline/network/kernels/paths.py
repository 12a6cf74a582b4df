"""Shortest paths: from many sources at once, over space and fibre, in float64.

Dijkstra with buckets of time instead of a heap (Dial, 1969; Meyer and Sanders's delta-stepping, 2003): a node
whose time improves goes back into the queue, so the times are exact whatever the width of the buckets.
Sources share nothing but what they read; each writes its own row.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled, compiled_parallel, prange

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


# As many links as a satellite of a +Grid has.
NEAR = 4


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
def to_near(tails: Ints, heads: Ints, weights: Floats, n: int) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Return the first four links of each node as (n, 4) heads and weights, and which links are not there.

    Where a node has fewer, it is its own neighbour, infinitely far.
    """
    near, near_s = np.empty((n, NEAR), np.int32), np.full((n, NEAR), np.inf)
    count = np.zeros(n, np.int32)
    left = np.zeros(len(tails), np.bool_)
    for node in range(n):
        near[node] = node
    for k in range(len(tails)):
        tail = tails[k]
        if count[tail] < NEAR:
            near[tail, count[tail]], near_s[tail, count[tail]] = heads[k], weights[k]
            count[tail] += 1
        else:
            left[k] = True
    return near, near_s, left


class Rows(NamedTuple):
    """What paths are found in. Nodes that pass signals on are satellites, then gateways; times in seconds.

    Attributes
    ----------
    near, near_s : (transit, 4) the first links of each such node; four in a row are followed a third faster.
    start, heads, weights : rows of all its other links.
    user_start, user_sats, users_up, users_down : rows of the terminals: satellites overhead, and the time to
        them and from them.
    fibre_s : (g, g) times by fibre between gateways and terminals; inf where there is none.
    hop_s : what a node takes to pass a signal on.
    satellites : number of them; gateways and then terminals follow.
    """

    near: Ints
    near_s: Floats
    start: Ints
    heads: Ints
    weights: Floats
    user_start: Ints
    user_sats: Ints
    users_up: Floats
    users_down: Floats
    fibre_s: Floats
    hop_s: float
    satellites: int


class _Queue(NamedTuple):
    """Where nodes wait: entries in a pool (``node_of``, ``next_of``), chained by bucket (``first``).

    A node whose time improves gets another entry. The old one is passed over: it lies in a later bucket than
    the node's time tells.
    """

    first: Ints
    node_of: Ints
    next_of: Ints
    width_s: float


# Sources are shared among threads in so many parts, whatever the number of threads.
_PARTS = 16


@compiled_parallel
def all_paths(sources: Ints, rows: Rows, width_s: float, buckets: int) -> tuple[Floats, Ints]:
    """Return (k, n) one-way times from k sources to all nodes, and (k, n) the node before on the way (or -1).

    The queue has ``buckets`` of ``width_s``; what is later waits in the last.
    """
    times, before = _results(len(sources), rows)
    parts = min(len(sources), _PARTS)
    for part in prange(parts):
        _paths_of_part(part, parts, sources, rows, (width_s, buckets), (times, before))
    return times, before


@compiled
def few_paths(sources: Ints, rows: Rows, width_s: float, buckets: int) -> tuple[Floats, Ints]:
    """Return the same as :func:`all_paths`, from this thread alone: waking others takes longer than a few."""
    times, before = _results(len(sources), rows)
    _paths_of_part(0, 1, sources, rows, (width_s, buckets), (times, before))
    return times, before


@compiled
def _results(k: int, rows: Rows) -> tuple[Floats, Ints]:
    n = rows.satellites + len(rows.fibre_s)
    return np.empty((k, n)), np.empty((k, n), np.int32)


@compiled
def _queue(room: int, width_s: float, buckets: int) -> _Queue:
    return _Queue(np.full(buckets, -1, np.int32), np.empty(room, np.int32), np.empty(room, np.int32), width_s)


@compiled
def _paths_of_part(
    part: int, parts: int, sources: Ints, rows: Rows, queue_of: tuple[float, int], into: tuple[Floats, Ints]
) -> None:
    """Write the rows of every ``parts``-th source; one queue serves them all."""
    transit = len(rows.start) - 1
    room = 3 * transit + 256
    queue = _queue(room, queue_of[0], queue_of[1])
    for k in range(part, len(sources), parts):
        times, before = into[0][k], into[1][k]
        while not _paths_from(sources[k], rows, queue, times, before):
            room *= 4
            queue = _queue(room, queue_of[0], queue_of[1])
        _to_terminals(sources[k], rows, times, before)


@compiled
def _paths_from(source: int, rows: Rows, queue: _Queue, time: Floats, before: Ints) -> bool:  # noqa: C901, PLR0912, PLR0915
    """Write one source's times to those who pass signals on; return False if the pool was too small.

    While it works a time holds the node's own hop. It is one long loop: a call for each link would take five
    times as long.
    """
    near, near_s, fibre_s = rows.near, rows.near_s, rows.fibre_s
    start, heads, weights = rows.start, rows.heads, rows.weights
    user_start, user_sats, users_up = rows.user_start, rows.user_sats, rows.users_up
    hop_s, satellites = rows.hop_s, rows.satellites
    first, node_of, next_of = queue.first, queue.node_of, queue.next_of
    time[:] = np.inf
    before[:] = -1
    transit, room, gateways = len(start) - 1, len(node_of), len(start) - 1 - satellites
    per_s, last, used, far = 1.0 / queue.width_s, len(first) - 1, 0, 0
    time[source] = 0.0
    if source < transit:
        node_of[0], next_of[0], first[0], used = source, -1, 0, 1
    else:
        u = source - transit
        overhead = user_start[u + 1] - user_start[u]
        if overhead + gateways > room:
            return False
        for k in range(overhead + gateways):
            if k < overhead:
                to, t = user_sats[user_start[u] + k], users_up[user_start[u] + k] + hop_s
            else:
                to = np.int32(satellites + k - overhead)
                t = fibre_s[source - satellites, k - overhead] + hop_s
            if t < time[to]:
                time[to], before[to] = t, source
                where = min(int(t * per_s), last)
                node_of[used], next_of[used], first[where], used = to, first[where], used, used + 1
                far = max(far, where)
    here = 0
    while here <= far:
        entry = first[here]
        if entry < 0:
            here += 1
            continue
        # A whole bucket at a time: what comes back into it waits for the next turn.
        first[here] = -1
        while entry >= 0:
            node = node_of[entry]
            entry = next_of[entry]
            now = time[node]
            if min(int(now * per_s), last) < here:
                continue
            # Fibre after fibre is never shorter than fibre at once: only who came from space goes on by it.
            fibres = gateways if node >= satellites and before[node] < satellites else 0
            links = start[node + 1] - start[node]
            if used + NEAR + links + fibres > room:
                return False
            for k in range(NEAR):
                to, t = near[node, k], now + near_s[node, k] + hop_s
                if t < time[to]:
                    time[to], before[to] = t, node
                    where = min(int(t * per_s), last)
                    node_of[used], next_of[used], first[where], used = to, first[where], used, used + 1
                    far = max(far, where)
            for k in range(start[node], start[node + 1]):
                to, t = heads[k], now + weights[k] + hop_s
                if t < time[to]:
                    time[to], before[to] = t, node
                    where = min(int(t * per_s), last)
                    node_of[used], next_of[used], first[where], used = to, first[where], used, used + 1
                    far = max(far, where)
            for gateway in range(fibres):
                to = np.int32(satellites + gateway)
                t = now + fibre_s[node - satellites, gateway] + hop_s
                if t < time[to]:
                    time[to], before[to] = t, node
                    where = min(int(t * per_s), last)
                    node_of[used], next_of[used], first[where], used = to, first[where], used, used + 1
                    far = max(far, where)
    return True


@compiled
def _to_terminals(source: int, rows: Rows, time: Floats, before: Ints) -> None:
    """Write the times to the terminals, from satellites, gateways and source; take off each own hop."""
    user_start, user_sats, users_down = rows.user_start, rows.user_sats, rows.users_down
    fibre_s, satellites, transit = rows.fibre_s, rows.satellites, len(rows.start) - 1
    for u in range(len(user_start) - 1):
        terminal, g = transit + u, transit + u - satellites
        if terminal == source:
            continue
        best, came = np.inf, -1
        if source >= satellites and fibre_s[source - satellites, g] < np.inf:
            best, came = fibre_s[source - satellites, g], source
        for gateway in range(transit - satellites):
            t = time[satellites + gateway] + fibre_s[gateway, g]
            if t < best:
                best, came = t, satellites + gateway
        for k in range(user_start[u], user_start[u + 1]):
            t = time[user_sats[k]] + users_down[k]
            if t < best:
                best, came = t, user_sats[k]
        time[terminal], before[terminal] = best, came
    for node in range(transit):
        if node != source:
            time[node] -= rows.hop_s
