"""Cells of satellites: which region each is nearest to, and how far cells are from regions.

Latencies come as the trees of shortest paths have them: (sources, nodes), satellites first.
"""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@compiled
def nearest_source(latency_s: Floats, n: int) -> tuple[Indices, Indices]:
    """Return for nodes 0 to n the row of the nearest source (-1: none reaches it), and how many reach it.

    Of equally near ones the first.
    """
    nearest, reached_by = np.full(n, -1, np.int64), np.zeros(n, np.int64)
    least_s = np.full(n, math.inf)
    for k in range(len(latency_s)):
        row = latency_s[k]
        for v in range(n):
            reached_by[v] += row[v] < math.inf
            if row[v] < least_s[v]:
                least_s[v] = row[v]
                nearest[v] = k
    return nearest, reached_by


@compiled
def mean_by_cell(latency_s: Floats, cell_of: Indices, weight: Floats, cells: int) -> Floats:
    """Return the mean latency (sources, cells) of nodes, weighted; inf where one that weighs is not reached.

    Parameters
    ----------
    cell_of : (n,) the cell of nodes 0 to n, -1 for those in none.
    weight : (n,) and never negative.
    """
    total = np.zeros(cells)
    for v in range(len(cell_of)):
        if cell_of[v] >= 0:
            total[cell_of[v]] += weight[v]
    mean_s = np.zeros((len(latency_s), cells))
    for k in range(len(latency_s)):
        row, own = latency_s[k], mean_s[k]
        for v in range(len(cell_of)):
            if cell_of[v] >= 0 and weight[v] > 0.0:
                own[cell_of[v]] += weight[v] * row[v]
        for cell in range(cells):
            own[cell] = own[cell] / total[cell] if total[cell] > 0.0 else math.inf
    return mean_s


@compiled
def mean_reached(latency_s: Floats, weight: Floats) -> Floats:
    """Return the mean latency (sources,) to the nodes that weigh (n,) and are reached; 0 where none is."""
    mean_s = np.zeros(len(latency_s))
    for k in range(len(latency_s)):
        row, total, heavy = latency_s[k], 0.0, 0.0
        for v in range(len(weight)):
            if weight[v] > 0.0 and row[v] < math.inf:
                total += weight[v] * row[v]
                heavy += weight[v]
        if heavy > 0.0:
            mean_s[k] = total / heavy
    return mean_s
