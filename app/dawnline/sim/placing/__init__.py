"""Placing: which machines serve whom. A policy ranks pools, `fill` fills them, requests are split over them.

A step::

    placing = Placing.of(fleet, policy)                              # once
    pools = placing.pools_now(reach, machines)                       # None: there is no network
    placement = placing.place(placing.choices(t_s, asked, pools, machines, wait_s))
    busy = placing.busy(placement.work(plain), pools, count, limit, lit)
    at_pools = split_regions(tally, placement.placed[w], luck)       # region by region, (r * p)
    at_machines = split_machines(total_at_pools(at_pools, len(pools)), pools, weight, luck)
"""
