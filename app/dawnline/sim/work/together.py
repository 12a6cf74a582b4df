"""Plain demand and requests, placed together by the policy, and then worked on."""

from dataclasses import replace

import numpy as np

from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.placement import Placement
from dawnline.sim.placing.placing import Placing
from dawnline.sim.placing.pools import Pools
from dawnline.sim.work.caps import within_caps
from dawnline.sim.work.inference import Answered, Inference, Need
from dawnline.sim.work.routing import Ways
from dawnline.sim.work.setting import Setting

# Accelerators that are asked for by requests without tokens, so that a policy says where they go.
_SOMETHING = 1e-6


class Together:
    """Places what regions ask for on the machines that gangs have left over. It has no state of its own."""

    def __init__(self, placing: Placing, inference: Inference, plain: Bools) -> None:
        self._placing = placing
        self._inference = inference
        self._plain = plain

    def plain_step(self, setting: Setting, plain: Floats) -> Placement:
        """Let a step pass in which nobody counts requests; ``plain`` (w, r) accelerators are asked for."""
        full, free = setting.capacity.full_count, setting.open
        there = replace(setting.machines, room=full * free)
        pools = self._placing.pools_now(setting.reach, there)
        placement = self._placing.place(self._placing.choices(setting.now.t1_s, plain, pools, there))
        busy = self._placing.busy(placement.work(), pools, full, free, setting.sunlit)
        setting.load.add(busy)
        setting.load.hold(busy)
        return placement

    def step(self, setting: Setting, plain: Floats) -> tuple[Placement, Need, list[Answered]]:
        """Let a step pass; ``plain`` (w, r) accelerators are asked for by what is not counted in requests."""
        now, capacity, load, free = setting.now, setting.capacity, setting.load, setting.free
        room = capacity.full_count * free
        need = self._inference.ask(now, room, float(plain.sum()))
        kept = _shares(self._inference.servers.on_machines(need.total_in_hand), capacity.full_count)
        # What is in hand stays where it is: new work finds the rest.
        open_ = np.minimum(free - np.minimum(kept, free), setting.open)
        full = capacity.full_count * need.speed
        if not plain.any():
            full = full * self._inference.servers.serves
        there = replace(setting.machines, room=full * open_)
        pools = self._placing.pools_now(setting.reach, there)
        waits_s = None
        if self._placing.policy.waits:
            waits_s = self._inference.wait_s(room, capacity.full_count * kept, need)
        choices = self._placing.choices(now.t1_s, plain + need.asked, pools, there, waits_s)
        placement = self._where_served(choices, pools, self._placing.place(choices))
        busy = self._placing.busy(placement.work(), pools, full, open_, setting.sunlit)
        plain_busy = self._plain_share(placement, pools, busy) * need.speed
        plain_busy = np.minimum(plain_busy, open_)
        load.add(plain_busy)
        load.hold(plain_busy)
        placement = self._shrunk(choices, pools, placement, capacity.full_count * plain_busy)
        if not now.passes:
            self._inference.warm(load, np.minimum(np.maximum(busy - plain_busy, 0.0), open_ - plain_busy))
            return placement, need, []
        answered = self._serve(setting, choices, pools, placement, full * busy, need)
        return placement, need, answered

    def _serve(
        self,
        setting: Setting,
        choices: Choices,
        pools: Pools,
        placement: Placement,
        work: Floats,
        need: Need,
    ) -> list[Answered]:
        serves, capacity = self._inference.servers.serves, setting.capacity
        if setting.closing is not None:
            serves = serves & ~setting.closing
        full = capacity.full_count * serves
        weight = _weights(pools, work * serves, full * capacity.reached, capacity.count * serves)
        ways = Ways.of(pools, setting.reach, capacity.satellites)
        plans = [ways.columns(placement.placed[row], weight) for row in self._inference.rows]
        without = [
            (came.requests > 0) & ~(plan.sum(axis=1) > 0.0)
            for came, plan in zip(need.came, plans, strict=True)
        ]
        moves = [
            moved.requests.any() and not plan.any() for moved, plan in zip(need.moved, plans, strict=True)
        ]
        if any(some.any() for some in without) or any(moves):
            # Nobody has room for them: they queue where the policy would have them, were machines free.
            nominal = _total(pools, capacity.count * serves)
            wished = self._where_served(
                choices,
                pools,
                self._placing.place(replace(choices, room=nominal, asked=self._asked(choices, need))),
            )
            for j, row in enumerate(self._inference.rows):
                wish = ways.columns(wished.placed[row], weight)
                plans[j] = np.where((without[j] | moves[j])[:, None], wish, plans[j])
        providers = ways.providers()
        capped = [
            within_caps(plan, choices.asked[row], providers, self._placing.cap_frac)
            for row, plan in zip(self._inference.rows, plans, strict=True)
        ]
        return self._inference.serve(setting, need, ways, capped, weight)

    def _asked(self, choices: Choices, need: Need) -> Floats:
        """Return what is asked (w, r), and something at least wherever requests came."""
        asked = choices.asked.copy()
        for row, came in zip(self._inference.rows, need.came, strict=True):
            asked[row] = np.maximum(asked[row], (came.requests > 0) * _SOMETHING)
        return asked

    def _where_served(self, choices: Choices, pools: Pools, placement: Placement) -> Placement:
        """Take requests out of pools in which no machine serves any."""
        able = _total(pools, self._inference.servers.serves) > 0.0
        if able.all():
            return placement
        placed = placement.placed.copy()
        placed[np.ix_(self._inference.rows, np.arange(placed.shape[1]), ~able)] = 0.0
        return Placement.of(choices, placed)

    def _plain_share(self, placement: Placement, pools: Pools, busy: Floats) -> Floats:
        """Return the part of busy shares (m,) that is not of requests."""
        work, total = placement.work(self._plain), placement.work()
        part = np.divide(work, total, out=np.zeros(len(total)), where=total > 0.0)
        return busy * np.where(pools.pool_of >= 0, part[pools.pool_of] if len(part) else 0.0, 0.0)

    def _shrunk(self, choices: Choices, pools: Pools, placement: Placement, done: Floats) -> Placement:
        """Leave plain work undone that a mix of machines had no room for; ``done`` (m,) was done."""
        work = placement.work(self._plain)
        did = _total(pools, done)
        part = np.divide(did, work, out=np.ones(len(work)), where=work > 0.0)
        if (part > 1.0 - 1e-9).all():
            return placement
        placed = placement.placed.copy()
        placed[self._plain] *= np.minimum(part, 1.0)
        return Placement.of(choices, placed)


def _weights(pools: Pools, *ranked: Floats) -> Floats:
    """Return the first of some weights (m,) that is not nothing, pool by pool."""
    weight = np.zeros(len(pools.pool_of))
    order = pools.order
    pool = pools.pool_of[order]
    undecided = np.ones(len(pools), np.bool_)
    for some in ranked:
        own = some[order]
        heavy = np.bincount(pool, own, len(pools)) > 0.0
        decided = undecided & heavy
        if decided.any():
            weight[order] = np.where(decided[pool], own, weight[order])
        undecided &= ~heavy
        if not undecided.any():
            break
    return weight


def _total(pools: Pools, values: Floats | Bools) -> Floats:
    """Return the sums (p,) over each pool's machines."""
    return np.bincount(pools.pool_of[pools.order], values[pools.order], len(pools)).astype(np.float64)


def _shares(accelerators: Floats, full: Floats) -> Floats:
    return np.divide(accelerators, full, out=np.zeros(len(full)), where=full > 0.0)
