"""Makes the pools of a moment: two sides, or cells and sites."""

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.placing.compiled import Kernels
from dawnline.sim.placing.pools import Pools
from dawnline.sim.placing.whereabouts import Whereabouts
from dawnline.sim.reach import Reach

# Satellites so much farther from a region, one way, than its nearest one are a cell of their own: what is
# overhead is not to be as far as the mean of an ocean. All within sight are within 2 ms of each other.
NEAR_S = 3e-3


def sides_now(whereabouts: Whereabouts, reach: Reach | None, room: Floats) -> Pools:
    """Return orbit and ground; the ground by country where data is bound to some.

    A side is reached by regions that reach any machine of it that has accelerators. The way to orbit is the
    mean to its room, where there are requests that go it; that to the ground is another one to every site.
    """
    n, country = whereabouts.satellites, whereabouts.country
    reaches = _sides_reached(whereabouts, reach)
    orbit_s = np.zeros(whereabouts.regions)
    if reach is not None and whereabouts.has_requests:
        orbit_s = 2.0 * Kernels().cells.mean_reached(reach.routes.latency_s, room[:n])
    rtt_s = np.where(reaches, np.stack((orbit_s, np.zeros_like(orbit_s)), axis=1), np.inf)
    if not whereabouts.bound.any():
        return Pools(
            pool_of=(np.arange(len(country)) >= n).astype(np.int64),
            room=np.array([float(room[:n].sum()), float(room[n:].sum())]),
            rtt_s=rtt_s,
            is_orbit=np.array([True, False]),
            provider=np.full(2, -1),
            country=np.full(2, -1),
            reached=np.logical_or(*reaches.T),
            two_sides=True,
            networked=reach is not None,
        )
    known, number = np.unique(country[n:], return_inverse=True)
    pool_of = np.concatenate((np.zeros(n, np.int64), 1 + number))
    in_orbit = np.arange(1 + len(known)) == 0
    return Pools(
        pool_of=pool_of,
        room=np.bincount(pool_of, room, len(in_orbit)).astype(np.float64),
        rtt_s=rtt_s[:, np.where(in_orbit, 0, 1)],
        is_orbit=in_orbit,
        provider=np.full(len(in_orbit), -1),
        country=np.concatenate(([-1], known)),
        reached=np.logical_or(*reaches.T),
        networked=reach is not None,
    )


def places_now(
    whereabouts: Whereabouts, reach: Reach | None, room: Floats, apart: Bools | None = None
) -> Pools:  # fmt: skip
    """Return each site, and satellites in cells: those near a region, and those that are farther from it.

    Satellites that some regions do not reach are in cells of their own, which are only for regions that reach
    all of their room. Satellites without room are in no cell.

    Parameters
    ----------
    room : (m,) accelerators that may work now.
    apart : (n,) tells satellites apart that are not to be in one cell, such as those in sunlight.
    """
    n, regions = whereabouts.satellites, whereabouts.regions
    group = whereabouts.provider[:n] * 2
    if apart is not None:
        group += apart
    keep = room[:n] > 0.0
    latency_s = None if reach is None else reach.routes.latency_s
    if latency_s is not None and regions:
        nearest, reached_by = Kernels().cells.nearest_source(latency_s, n)
        partly = reached_by < reached_by.max(initial=0)
        group = (group * regions + nearest) * 2 + partly
        keep = keep & (nearest >= 0)
        group = group * 2 + _far(latency_s, nearest, keep)
    cell_of, cells = _numbered(group, keep)
    sites = len(room) - n
    pool_of = np.concatenate((cell_of, cells + np.arange(sites)))
    inside = pool_of >= 0
    first = np.full(cells + sites, len(room))
    np.minimum.at(first, pool_of[inside], np.flatnonzero(inside))
    rtt_s = np.zeros((regions, cells + sites))
    if reach is not None and latency_s is not None:
        rtt_s[:, :cells] = 2.0 * Kernels().cells.mean_by_cell(latency_s, cell_of, room[:n], cells)
        rtt_s[:, cells:] = 2.0 * reach.to_sites
    return Pools(
        pool_of=pool_of,
        room=np.bincount(pool_of[inside], room[inside], cells + sites).astype(np.float64),
        rtt_s=rtt_s,
        is_orbit=np.arange(cells + sites) < cells,
        provider=whereabouts.provider[first],
        country=whereabouts.country[first],
        reached=np.logical_or(*_sides_reached(whereabouts, reach).T),
        networked=reach is not None,
    )


def _far(latency_s: Floats, nearest: Indices, keep: Bools) -> Bools:
    """Say which satellites (n,) are farther from their region than `NEAR_S` beyond its nearest one."""
    own_s = latency_s[nearest, np.arange(len(nearest))]
    least_s = np.full(len(latency_s), np.inf)
    np.minimum.at(least_s, nearest[keep], own_s[keep])
    return np.asarray(keep & (own_s > least_s[nearest] + NEAR_S))


def _sides_reached(whereabouts: Whereabouts, reach: Reach | None) -> Bools:
    """Return (r, 2) who reaches orbit, and who the ground."""
    if reach is None:
        return np.ones((whereabouts.regions, 2), np.bool_)
    return np.stack(reach.sides(whereabouts.satellite_count, whereabouts.site_count), axis=1)


def _numbered(group: Indices, keep: Bools) -> tuple[Indices, int]:
    """Return numbers from zero on for the groups that are kept, in order, -1 for the rest, and how many."""
    there = np.zeros(int(group.max(initial=-1)) + 1, np.bool_)
    there[group[keep]] = True
    number = np.cumsum(there) - 1
    return np.where(keep, number[np.where(keep, group, 0)] if len(there) else -1, -1), int(there.sum())
