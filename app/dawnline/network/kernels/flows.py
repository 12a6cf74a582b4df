"""Adds up what trees of paths carry, link by link."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class LinkRows(NamedTuple):
    """Rows of links between nodes that pass signals on (``start``, ``heads``), and rows of the terminals."""

    start: Ints
    heads: Ints
    user_start: Ints
    user_sats: Ints


@compiled
def tree_flows(
    sources: Ints, before: Ints, group_of: Ints, weight: Floats, amounts: Floats, rows: LinkRows
) -> tuple[Floats, Floats]:
    """Return what k trees carry on each entry of the rows of links, and of the rows of terminals.

    A path that comes to node v from node u is added to the entry (v, u).

    Parameters
    ----------
    sources, before : (k,) and (k, n), the trees as `all_paths` writes them.
    group_of : (n,) the group of each node, -1 for those in none, to which nothing goes.
    weight : (n,) in what proportion a source's amounts go to the nodes of a group that it reaches.
    amounts : (k, g) what each source sends to each group.
    """
    links, users = np.zeros(len(rows.heads)), np.zeros(len(rows.user_sats))
    n = before.shape[1]
    flow, waiting, ready = np.empty(n), np.empty(n, np.int32), np.empty(n + 1, np.int32)
    for k in range(len(sources)):
        if amounts[k].max() > 0.0:
            _ask(before[k], group_of, weight, amounts[k], flow, waiting)
            _gather(before[k], flow, waiting, ready)
            _add_links(before[k], flow, rows, links)
            _add_users(sources[k], before[k], flow, rows, users)
    return links, users


@compiled
def _ask(before: Ints, group_of: Ints, weight: Floats, amounts: Floats, flow: Floats, waiting: Ints) -> None:
    """Write what goes to each node, and how many are reached through it."""
    waiting[:] = 0
    total = np.zeros(len(amounts))
    # Neighbours in the table are of one group mostly: its sum is at hand until another's turn comes.
    here, weighs = -1, 0.0
    for v in range(len(before)):
        if before[v] >= 0:
            waiting[before[v]] += 1
            if group_of[v] >= 0:
                if group_of[v] != here:
                    if here >= 0:
                        total[here] = weighs
                    here = group_of[v]
                    weighs = total[here]
                weighs += weight[v]
    if here >= 0:
        total[here] = weighs
    each = np.zeros(len(amounts))
    for group in range(len(amounts)):
        if total[group] > 0.0:
            each[group] = amounts[group] / total[group]
    for v in range(len(before)):
        flow[v] = weight[v] * each[group_of[v]] if group_of[v] >= 0 else 0.0


@compiled
def _gather(before: Ints, flow: Floats, waiting: Ints, ready: Ints) -> None:
    """Add to each node's flow that of all who are reached through it, leaves first.

    ``ready`` (n + 1,) lists who waits for nobody. Nodes are always written at its end, which moves on where
    they belong there: nothing is guessed, and so nothing guessed wrongly.
    """
    end = 0
    for v in range(len(before)):
        ready[end] = v
        end += waiting[v] == 0
    at = 0
    while at < end:
        v = ready[at]
        at += 1
        u = before[v]
        if u >= 0:
            flow[u] += flow[v]
            waiting[u] -= 1
            ready[end] = u
            end += waiting[u] == 0


@compiled
def _add_links(before: Ints, flow: Floats, rows: LinkRows, links: Floats) -> None:
    """Add each node's flow to its link to the node before it; all of its few links are looked at."""
    start, heads = rows.start, rows.heads
    for v in range(len(start) - 1):
        u, own = before[v], flow[v]
        for p in range(start[v], start[v + 1]):
            links[p] += own if heads[p] == u else 0.0


@compiled
def _add_users(source: int, before: Ints, flow: Floats, rows: LinkRows, users: Floats) -> None:
    """Add what begins or ends at terminals to their rows."""
    user_start, user_sats = rows.user_start, rows.user_sats
    terminals = len(user_start) - 1
    transit = len(before) - terminals
    for row in range(terminals):
        terminal = transit + row
        for p in range(user_start[row], user_start[row + 1]):
            if source == terminal:
                if before[user_sats[p]] == terminal:
                    users[p] += flow[user_sats[p]]
            elif before[terminal] == user_sats[p]:
                users[p] += flow[terminal]
