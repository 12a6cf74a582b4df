"""The satellites' side of a step: what each may do, then what the work given to it does to it.

The flows of a frame acted over the step that ends in it: caps follow from the battery and the loop as the
frame before left them, and from Sun, shadow and events at the frame's own time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.sim import accelerator, battery, eclipse, heat, limiter, power
from dawnline.sim.arrays import Bools, Codes, Floats
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.designs import Designs
from dawnline.sim.surroundings import Surroundings
from dawnline.telemetry.catalogue import STATES

FLYING, STALE, DECAYED = (STATES.index(name) for name in ("flying", "stale", "decayed"))
# A loop is here before anything is known of its heat, or where derating begins if that is lower.
START_K = 293.15


@dataclass(frozen=True, eq=False)
class Offer:
    """What satellites may do in a step, each (n,): watts, limits and the busy share they come to."""

    around: Surroundings
    array_w: Floats
    allowed_w: Floats
    busy_limit: Floats
    caps_w: dict[int, Floats]
    out_of_service: Bools


@dataclass(frozen=True, eq=False)
class Flows:
    """What satellites did in a step, each (n,); ``heat_w`` went into their loops."""

    busy_frac: Floats
    heat_w: Floats
    load_w: Floats
    limiter: Codes
    balance: EnergyBalance
    energy_j: Floats
    loop_k: Floats


class Satellites:
    """The satellites of a run: their batteries' energy, their loops' temperature, and who has decayed."""

    def __init__(self, designs: Designs) -> None:
        self.designs = designs
        self.energy_j = designs.pack.capacity_j.copy()
        self.loop_k = np.minimum(START_K, designs.radiators.throttle_k)
        # An SGP4 error has no way back: who decayed stays so.
        self.decayed = np.zeros(designs.n, np.bool_)

    def offer(self, around: Surroundings, faulted: Bools, array_share: Floats, horizon_s: float) -> Offer:
        """Return what every satellite may do for ``horizon_s``, as surroundings, faults and events are."""
        designs, full_w = self.designs, self.designs.computers.full_w
        np.logical_or(self.decayed, ~around.flying, out=self.decayed)
        cosine = power.array_cosine(designs.trackers, around.zenith_cosine, around.beta_sine)
        sun = around.sun_w_m2 / power.SOLAR_CONSTANT_W_M2
        array_w = designs.rated_array_w * sun * around.sunlit_frac * cosine * array_share
        array_w[self.decayed] = 0.0

        spare_w = array_w - designs.housekeeping_w
        dark = around.sunlit_frac < 1.0
        pack = designs.pack
        deliverable_w = battery.discharge_limit_w(pack, self.energy_j, pack.floor_j, horizon_s)
        recharge_w = battery.recharge_w(pack, self.energy_j)
        supply_w = spare_w + np.where(dark, deliverable_w, -recharge_w)
        recharge_takes_w = np.maximum(0.0, recharge_w - np.maximum(0.0, spare_w - full_w))
        loops = designs.radiators
        caps_w = {
            limiter.HEAT: full_w * heat.derating_frac(self.loop_k, loops.throttle_k, loops.trip_k),
            limiter.BATTERY: np.where(dark, supply_w, full_w - recharge_takes_w),
            limiter.ECLIPSE: full_w
            * eclipse.allowed_frac(designs.policies, around.sunlit_frac, designs.throttle_frac),
            limiter.POWER_CAP: np.where(dark, np.inf, spare_w),
        }
        allowed_w = np.minimum(np.minimum(supply_w, caps_w[limiter.HEAT]), caps_w[limiter.ECLIPSE])
        np.clip(allowed_w, 0.0, full_w, out=allowed_w)
        out_of_service = faulted | self.decayed
        allowed_w[out_of_service] = 0.0
        busy_limit = accelerator.busy_within(designs.computers, allowed_w)
        return Offer(around, array_w, allowed_w, busy_limit, caps_w, out_of_service)

    def work(self, offer: Offer, busy_frac: Floats, dt_s: float) -> Flows:
        """Return what a step of ``dt_s`` at busy shares (n,) does; nothing is kept until `keep`."""
        designs, loops, around = self.designs, self.designs.radiators, offer.around
        computing_w = np.minimum(accelerator.power_w(designs.computers, busy_frac), offer.allowed_w)
        wanted_w = computing_w + designs.housekeeping_w
        wanted_w[self.decayed] = 0.0
        energy_j, balance = battery.settle(designs.pack, self.energy_j, offer.array_w, wanted_w, dt_s)
        absorbed = heat.absorbed_w_m2(
            loops.absorptivity,
            loops.emissivity,
            solar_w_m2=around.sunlit_frac
            * (around.sun_w_m2 * heat.SUN_INCIDENCE)
            * (loops.face_m2 / np.maximum(loops.faces_m2, 1e-9)),
            earth_view=around.earth_view,
            day_side=np.maximum(0.0, around.zenith_cosine),
            sun_w_m2=around.sun_w_m2,
        )
        heat_w = balance.out_j / dt_s + loops.faces_m2 * absorbed
        loop_k = heat.radiate(self.loop_k, heat_w, loops.emission_w_k4, loops.capacity_j_k, dt_s)
        np.copyto(loop_k, self.loop_k, where=self.decayed)
        codes = limiter.limiter_codes(
            offer.caps_w,
            full_w=designs.computers.full_w,
            allowed_w=offer.allowed_w,
            busy_frac=busy_frac,
            allowed_busy_frac=offer.busy_limit,
            faulted=offer.out_of_service,
        )
        return Flows(busy_frac, heat_w, balance.load_j / dt_s, codes, balance, energy_j, loop_k)

    def warm_up(self, flows: Flows) -> None:
        """Begin with loops in balance with their heat, within what they are kept to: no run starts cold."""
        loops = self.designs.radiators
        balance_k = heat.equilibrium_k(flows.heat_w, loops.faces_m2, loops.emissivity)
        started_k = np.clip(balance_k, heat.COLDEST_LOOP_K, np.maximum(loops.throttle_k, heat.COLDEST_LOOP_K))
        np.copyto(self.loop_k, started_k, where=~self.decayed)

    def keep(self, flows: Flows) -> None:
        """Let a step have happened."""
        self.energy_j = flows.energy_j
        self.loop_k = flows.loop_k

    def channels(self, offer: Offer, flows: Flows) -> dict[str, NDArray[np.float32] | NDArray[np.uint8]]:
        """Return the values of a frame: float32, and NaN where there is nothing to measure."""
        count, capacity_j = self.designs.computers.count, self.designs.pack.capacity_j
        return {
            "gpu_util_frac": np.where(count > 0.0, flows.busy_frac, np.nan).astype(np.float32),
            "load_w": flows.load_w.astype(np.float32),
            "array_w": offer.array_w.astype(np.float32),
            "soc_frac": np.divide(
                self.energy_j, capacity_j, out=np.full(self.designs.n, np.nan), where=capacity_j > 0.0
            ).astype(np.float32),
            "radiator_k": self.loop_k.astype(np.float32),
            "sunlit_frac": offer.around.sunlit_frac.astype(np.float32),
            "limiter": flows.limiter,
            "state": self.state_codes(offer.around),
        }

    def state_codes(self, around: Surroundings) -> Codes:
        """Return who flies, whose elements are stale and who has decayed (n,), as indices of STATES."""
        codes = np.full(self.designs.n, FLYING, np.uint8)
        codes[around.stale] = STALE
        codes[self.decayed] = DECAYED
        return codes
