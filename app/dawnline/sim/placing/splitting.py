"""Splits requests in whole numbers: nothing is lost and nothing made, whatever the shares.

Shares are laid end to end on a line as long as there are requests, and requests stand on it one apart, the
first at a place drawn by chance (systematic sampling): so each share gets its part rounded up or down, and
few requests do not fall to the same ones every time. Tokens go with the requests, in proportion.
"""

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.placing.compiled import Kernels
from dawnline.sim.placing.pools import Pools
from dawnline.sim.tally import Tally


def split_regions(tally: Tally, plan: Floats, luck: Floats) -> Tally:
    """Return the requests (r * p) that regions send to pools; pool of region k at ``k * p``.

    Parameters
    ----------
    tally : (r,) requests of regions. Those of a region whose plan is nothing go nowhere: raises ValueError.
    plan : (r, p) in what proportion.
    luck : (r,) uniform draws in [0, 1).
    """
    regions, pools = plan.shape
    along = np.cumsum(plan, axis=1)
    total = along[:, -1:] if pools else np.zeros((regions, 1))
    if (tally.requests[total[:, 0] <= 0.0] > 0).any():
        raise ValueError("requests of a region whose plan is nothing; expected none")
    # The last share ends at exactly one, so that the last edge is all there is.
    ends = np.divide(along, total, out=np.zeros_like(along), where=total > 0.0)
    region = np.repeat(np.arange(regions), pools)
    return _cut(tally, region, ends.ravel(), luck)


def split_machines(tally: Tally, pools: Pools, weight: Floats, luck: Floats) -> Tally:
    """Return the requests (m,) that machines get from their pools.

    A pool whose machines weigh nothing splits evenly over all of them; one without machines must have no
    requests: raises ValueError.

    Parameters
    ----------
    tally : (p,) requests of pools.
    weight : (m,) in what proportion; never negative.
    luck : (p,) uniform draws in [0, 1).
    """
    order, start = pools.order, pools.start
    if (tally.requests[np.diff(start) == 0] > 0).any():
        raise ValueError("requests of a pool without machines; expected none")
    return Tally(*Kernels().splitting.split_pools(*_columns(tally), order, start, weight, luck))


def total_at_pools(at_pools: Tally, pools: int) -> Tally:
    """Return the sums over regions (p,) of what regions send to pools (r * p)."""
    return Tally(*(column.reshape(-1, pools).sum(axis=0) for column in _columns(at_pools)))


def _cut(tally: Tally, row: Indices, ends: Floats, luck: Floats) -> Tally:
    """Cut each row's requests at the ends of its shares.

    Parameters
    ----------
    tally, luck : of the rows.
    row, ends : (k,) in order, whose share it is, and where it ends; the last of a row at exactly 1.
    """
    requests = tally.requests
    # Luck of nearly one rounds up to one more than there are.
    edge = np.minimum(np.floor(requests[row] * ends + luck[row]).astype(np.int64), requests[row])
    first = np.ones(len(row), np.bool_)
    first[1:] = row[1:] != row[:-1]
    upto = np.divide(edge, requests[row], out=np.zeros(len(row)), where=requests[row] > 0)
    prompt, output = (
        _between(np.floor(tokens[row] * upto).astype(np.int64), first)
        for tokens in (tally.prompt_tokens, tally.output_tokens)
    )
    return Tally(_between(edge, first), prompt, output)


def _between(edge: Indices, first: Bools) -> Indices:
    """Return what lies between each edge and the one before it, from nothing on in each row."""
    before = np.zeros_like(edge)
    before[1:] = edge[:-1]
    before[first] = 0
    return edge - before


def _columns(tally: Tally) -> tuple[Indices, Indices, Indices]:
    return tally.requests, tally.prompt_tokens, tally.output_tokens
