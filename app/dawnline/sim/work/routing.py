"""Sends requests to machines in whole numbers, as a placement says: region by region, then by machine."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.placing.pools import Pools
from dawnline.sim.placing.splitting import split_machines, split_regions, total_at_pools
from dawnline.sim.reach import Reach
from dawnline.sim.tally import Tally
from dawnline.sim.work.caps import Capped


@dataclass(frozen=True, eq=False)
class Ways:
    """Where requests can go: o pools in orbit, then every site of its own (o + s columns).

    Attributes
    ----------
    pools : of the placement.
    orbit_pools, satellites : how many pools are in orbit, and how many machines.
    rtt_s : (r, o + s) there and back; inf where there is no way.
    """

    pools: Pools
    orbit_pools: int
    satellites: int
    rtt_s: Floats

    @classmethod
    def of(cls, pools: Pools, reach: Reach | None, satellites: int) -> "Ways":
        """Return the ways of a moment; ``reach`` is what regions reach, None without a network."""
        orbit, sites = int(pools.is_orbit.sum()), len(pools.pool_of) - satellites
        if reach is None:
            return cls(pools, orbit, satellites, np.zeros((len(pools.rtt_s), orbit + sites)))
        rtt_s = np.concatenate((pools.rtt_s[:, :orbit], 2.0 * reach.to_sites), axis=1)
        return cls(pools, orbit, satellites, rtt_s)

    def providers(self) -> Indices:
        """Return whose each column is (o + s,): a row of the fleet table; -1 where a pool has several."""
        of_pool = self.pools.provider
        return np.concatenate((of_pool[: self.orbit_pools], of_pool[self.pools.pool_of[self.satellites :]]))

    def columns(self, plan: Floats, weight: Floats) -> Floats:
        """Return a plan (r, p) by column (r, o + s): a pool of several sites goes to them by weight (m,)."""
        pool = self.pools.pool_of[self.satellites :]
        own = weight[self.satellites :]
        total = np.bincount(pool, own, len(self.pools))[pool]
        part = np.divide(own, total, out=np.zeros(len(own)), where=total > 0.0)
        plan = np.concatenate((plan[:, : self.orbit_pools], plan[:, pool] * part), axis=1)
        return np.where(np.isfinite(self.rtt_s), plan, 0.0)


@dataclass(frozen=True, eq=False)
class Sent:
    """Where the requests of a step went.

    Attributes
    ----------
    at_machines : (m,) what comes in at each machine.
    to_orbit : (r,) requests sent to satellites; ``to_sites`` (r, s) those sent to each site.
    unreached : (r,) what came from regions that reach nobody who could serve it.
    refused : (r,) what no provider may take; ``refused_moved`` (1,) of what was moved.
    rtt_s : (m,) mean round trip to those who sent; zero where nobody did.
    rtt_mean_s : of all requests; NaN without any.
    """

    at_machines: Tally
    to_orbit: Indices
    to_sites: Indices
    unreached: Tally
    refused: Tally
    refused_moved: Tally
    rtt_s: Floats
    rtt_mean_s: float


def send(ways: Ways, capped: Capped, tally: Tally, moved: Tally, weight: Floats, luck: Floats) -> Sent:
    """Send requests of regions, and those that were moved from one machine to another.

    Parameters
    ----------
    capped : its plan (r, o + s) says in what proportion the requests of each region go where; nothing: they
        reach nobody.
    tally : (r,) what the regions ask.
    moved : (1,) what was taken out of queues; it goes where all regions together send theirs.
    weight : (m,) of each machine within its pool.
    luck : (r + 1 + p + r + 1,) uniform numbers, for what whole numbers leave over: of regions, moved, pools,
        and refused ones of regions and moved.
    """
    pools, o, r, plan = ways.pools, ways.orbit_pools, len(tally), capped.plan
    nowhere = ~(plan.sum(axis=1) > 0.0)
    unreached = tally.where(nowhere)
    refused = _drawn(tally.minus(unreached), capped.refuse_frac, luck[-r - 1 : -1])
    refused_moved = _drawn(moved, np.array([capped.refuse_moved_frac]), luck[-1:])
    moved = moved.minus(refused_moved)
    sent = split_regions(tally.minus(unreached).minus(refused), plan, luck[:r])
    at_columns = total_at_pools(sent, plan.shape[1])
    if moved.requests.any():
        at_columns = at_columns.plus(split_regions(moved, plan.sum(axis=0)[None, :], luck[r : r + 1]))
    at_pools = Tally.nothing(len(pools)).with_at(slice(0, o), at_columns.take(np.arange(o)))
    n = ways.satellites
    at_machines = split_machines(at_pools, pools, weight, luck[r + 1 : -r - 1])
    sites = at_columns.take(np.arange(o, plan.shape[1]))
    requests = sent.requests.reshape(plan.shape)
    trips = np.where(requests > 0, requests * np.where(np.isfinite(ways.rtt_s), ways.rtt_s, 0.0), 0.0)
    total = requests.sum(axis=0)
    rtt_s = np.divide(trips.sum(axis=0), total, out=np.zeros(len(total)), where=total > 0)
    pool = pools.pool_of[:n]
    satellites_rtt_s = np.where(pool >= 0, rtt_s[pool] if o else 0.0, 0.0)
    whole = int(total.sum())
    return Sent(
        at_machines=at_machines.with_at(slice(n, None), sites),
        to_orbit=requests[:, :o].sum(axis=1),
        to_sites=requests[:, o:],
        unreached=unreached,
        refused=refused,
        refused_moved=refused_moved,
        rtt_s=np.concatenate((satellites_rtt_s, rtt_s[o:])),
        rtt_mean_s=float(trips.sum()) / whole if whole else np.nan,
    )


def _drawn(tally: Tally, frac: Floats, luck: Floats) -> Tally:
    """Return a share (n,) of requests in whole numbers, rounded up or down by luck."""
    if not frac.any():
        return Tally.nothing(len(tally))
    return tally.part(np.where(frac > 0.0, np.floor(tally.requests * frac + luck), 0.0).astype(np.int64))
