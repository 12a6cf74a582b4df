"""Shortest paths: from many sources at once, over space and fibre, in float64.

Sources go in batches: a node has one time for each source of its batch, side by side, and takes for all of
them at once what its neighbours offer (Bellman, 1958). Nodes are walked plane by plane, forwards, backwards
along each and across all and back (after the four sweeps of Zhao, 2005, Mathematics of Computation 74, 603):
in the order in which a signal runs over a grid, so that most are asked a few times only. A node wakes those
to whom its times are news and no others, and it ends when nobody is awake: times are exact whatever the
order, which tells only how soon they are.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled, compiled_parallel, prange
from dawnline.network.kernels.lanes import LANES, NEAR, hear, take, trace, turn_nodes, turn_times
from dawnline.network.kernels.rows import Rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

_CACHE_LINE = 64


@compiled_parallel
def all_paths(sources: Ints, order: Ints, rows: Rows, workers: int, times: Floats, before: Ints) -> None:
    """Write (k, n) one-way times from k sources to all nodes, and (k, n) the node before (or -1).

    ``order`` (k,) tells in which order they go into batches: neighbours are done sooner together. As
    many workers as there are threads are worth while.
    """
    for worker in prange(workers):
        _work(worker, workers, sources, order, rows, times, before)


@compiled
def few_paths(sources: Ints, order: Ints, rows: Rows, times: Floats, before: Ints) -> None:
    """Write the same as :func:`all_paths`, from this thread alone: waking others takes longer than a few."""
    _work(0, 1, sources, order, rows, times, before)


@compiled
def results(k: int, n: int) -> tuple[Floats, Ints]:
    """Return room for the results, (k, n) each, with nothing in it yet."""
    return np.empty((k, n)), np.empty((k, n), np.int32)


@compiled
def _batches(sources: Ints) -> int:
    return (len(sources) + LANES - 1) // LANES


@compiled
def _work(first: int, step: int, sources: Ints, order: Ints, rows: Rows, times: Floats, before: Ints) -> None:
    """Write the rows of every batch that is one worker's, in the same room one after the other."""
    k, batches = len(sources), _batches(sources)
    time = _lines(len(rows.near))
    for batch in range(first, batches, step):
        which = order[batch * k // batches : (batch + 1) * k // batches]
        _batch(sources, which, rows, time, times, before)


@compiled
def _lines(nodes: int) -> Floats:
    """Return room for a line of lanes a node, each where a line of the cache begins.

    There are whole blocks of nodes, so that the last one is written as the others are.
    """
    size = (nodes + LANES - 1) // LANES * LANES * LANES
    room = np.empty(size + _CACHE_LINE // 8)
    skipped = (_CACHE_LINE - np.int64(room.ctypes.data) % _CACHE_LINE) % _CACHE_LINE // 8
    return room[skipped : skipped + size].reshape(size // LANES, LANES)


@compiled
def _batch(sources: Ints, which: Ints, rows: Rows, time: Floats, times: Floats, before: Ints) -> None:
    """Write the rows of some sources, at most as many as there are lanes."""
    time[:] = np.inf
    fresh = np.zeros(len(rows.near), np.uint8)
    for lane in range(len(which)):
        _set_out(sources[which[lane]], lane, rows, time, fresh)
    while _sweep(rows, time, fresh):
        pass
    _write(rows, time, which, times, before)
    _to_terminals(sources, which, rows, time, times, before)
    for lane in range(len(which)):
        row = which[lane]
        _first_steps(sources[row], rows, time[:, lane], before[row])


@compiled
def _set_out(source: int, lane: int, rows: Rows, time: Floats, fresh: Codes) -> None:
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
def _wake_near(node: int, near: Ints, fresh: Codes) -> None:
    """Mark the first neighbours of a node: it has something new for them."""
    for k in range(NEAR):
        fresh[near[node, k]] = 1


@compiled
def _wake_more(node: int, rows: Rows, fresh: Codes) -> None:
    """Mark its other neighbours, of a gateway all gateways too."""
    for k in range(rows.start[node], rows.start[node + 1]):
        fresh[rows.tails[k]] = 1
    if node >= rows.satellites:
        fresh[rows.satellites :] = 1


@compiled
def _sweep(rows: Rows, time: Floats, fresh: Codes) -> bool:
    """Walk over all planes and back, along each forth and back; return whether anybody had anything new."""
    # Whole rows are not handed over for each node: that would take longer than what is done there.
    walk, turns, near, near_s, back_s, start, satellites = (
        rows.walk, rows.turns, rows.near, rows.near_s, rows.back_s, rows.start, rows.satellites,
    )  # fmt: skip
    planes = len(turns) - 1
    news = 0
    for turn in range(2 * planes):
        plane = turn if turn < planes else 2 * planes - 1 - turn
        low, high = turns[plane], turns[plane + 1]
        for way in range(2):
            for k in range(high - low):
                node = walk[low + k] if way == 0 else walk[high - 1 - k]
                if not fresh[node]:
                    continue
                fresh[node] = 0
                more = node >= satellites or start[node + 1] > start[node]
                heard = more and _take_more(node, rows, time)
                bits = take(time, node, near, near_s, back_s)
                for other in range(NEAR):
                    fresh[near[node, other]] |= bits >> (other + 1) & 1
                news |= bits & 1
                if more and (heard or bits & 1):
                    news = 1
                    _wake_more(node, rows, fresh)
    return news != 0


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
    transit, hop_s = len(near), rows.hop_s
    found, turned = np.empty((LANES, LANES), np.int32), np.empty((LANES, LANES), np.int32)
    time_turned = np.empty((LANES, LANES))
    for low in range(0, transit, LANES):
        high = min(low + LANES, transit)
        for node in range(low, high):
            trace(time, node, near, near_s, found, node - low)
            if node >= satellites or start[node + 1] > start[node]:
                _trace_more(node, rows, time, found[node - low])
        turn_times(time, low, time_turned)
        turn_nodes(found, 0, turned)
        for lane in range(len(which)):
            row = which[lane]
            for k in range(high - low):
                times[row, low + k] = time_turned[lane, k] - hop_s
            for k in range(high - low):
                before[row, low + k] = turned[lane, k]


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
def _to_terminals(sources: Ints, which: Ints, rows: Rows, time: Floats, times: Floats, before: Ints) -> None:
    """Write the times to the sources themselves and to terminals, from satellites, gateways and sources."""
    user_start, user_sats, users_down = rows.user_start, rows.user_sats, rows.users_down
    fibre_s, satellites, transit = rows.fibre_s, rows.satellites, len(rows.near)
    best, came = np.empty(LANES), np.empty(LANES, np.int32)
    for lane in range(len(which)):
        source = sources[which[lane]]
        if source < transit:
            time[source, lane] = rows.hop_s
            times[which[lane], source] = 0.0
    for u in range(len(user_start) - 1):
        terminal, g = transit + u, transit + u - satellites
        best[:], came[:] = np.inf, -1
        for lane in range(len(which)):
            source = sources[which[lane]]
            if source >= satellites and fibre_s[source - satellites, g] < np.inf:
                best[lane], came[lane] = fibre_s[source - satellites, g], source
        for gateway in range(satellites, transit):
            hear(time, gateway, fibre_s[gateway - satellites, g], best, came)
        for k in range(user_start[u], user_start[u + 1]):
            hear(time, user_sats[k], users_down[k], best, came)
        for lane in range(len(which)):
            row = which[lane]
            times[row, terminal], before[row, terminal] = best[lane], came[lane]
            if terminal == sources[row]:
                times[row, terminal], before[row, terminal] = 0.0, -1
