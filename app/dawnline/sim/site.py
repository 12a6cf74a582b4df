"""The ground's side of a step: facilities with a power contract, a PUE, and perhaps power of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.ground import Site
from dawnline.sim import accelerator, limiter
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Codes, Floats
from dawnline.sim.own_power import Dispatch, OwnPower, Supply
from dawnline.sim.phases import CLOCK_EXPONENT, LOWEST_CLOCK


@dataclass(frozen=True, eq=False)
class SiteOffer:
    """What sites may do in a step, each (n,): who is ``absent`` is not there, and not faulted either.

    ``clock`` is that of the accelerators over the full one: 1 unless the site keeps within its power by it.
    """

    cap_w: Floats
    allowed_w: Floats
    busy_limit: Floats
    clock: Floats
    faulted: Bools
    absent: Bools
    supply: Supply


@dataclass(frozen=True, eq=False)
class SiteFlows:
    """What sites did in a step, each (n,): the facilities' power, and who carried it."""

    busy_frac: Floats
    load_w: Floats
    power: Dispatch


class Sites:
    """The data centres of a run: columns by index, and the state of what makes or keeps power there."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.n = len(sites)
        self.computers = Computers.of(
            [site.accelerator for site in sites],
            [site.accelerators for site in sites],
            [site.overhead_frac for site in sites],
        )
        self.contract_w = _column([site.power_cap_w for site in sites])
        self.pue = _column([site.pue for site in sites])
        self.fault_rate_per_h = _column([site.fault_rate_per_h for site in sites])
        self.fault_repair_s = _column([site.fault_repair_s for site in sites])
        self.own = OwnPower([site.on_site for site in sites])
        self.clocked = np.array([site.capping == "clock" for site in sites], np.bool_)
        ramps = [np.inf if site.ramp_frac_per_min is None else site.ramp_frac_per_min for site in sites]
        self._ramp_w_s = np.where(np.isinf(_column(ramps)), np.inf, self.contract_w) * _column(ramps) / 60.0
        # Before the first frame a load may have been anything: no run starts with a ramp.
        self._last_load_w = np.full(self.n, np.inf)

    def offer(
        self, faulted: Bools, contract_share: Floats, dt_s: float, absent: Bools | None = None
    ) -> SiteOffer:
        """Return what every site may do for ``dt_s`` while events leave it a share of its contract (n,)."""
        absent = np.zeros(self.n, np.bool_) if absent is None else absent
        off = faulted | absent
        supply = self.own.supply(self.contract_w * contract_share, off, dt_s)
        reached_w = self._last_load_w + self._ramp_w_s * dt_s
        # What is left is facility power: PUE of it is cooling and conversion.
        cap_w = np.minimum(supply.total_w, reached_w) / self.pue
        allowed_w = np.clip(cap_w, 0.0, self.computers.full_w)
        busy_limit = accelerator.busy_within(self.computers, allowed_w)
        clock = np.ones(self.n)
        if self.clocked.any():
            clock = np.where(self.clocked, self._clock_within(allowed_w), 1.0)
            has_some = self.computers.count > 0.0
            busy_limit = np.where(self.clocked, ((clock > 0.0) & has_some).astype(np.float64), busy_limit)
        return SiteOffer(cap_w, allowed_w, busy_limit, clock, faulted & ~absent, absent, supply)

    def load_w(self, offer: SiteOffer, busy_frac: Floats, draw_frac: Floats | None = None) -> Floats:
        """Return the facilities' power at busy shares (n,), in W.

        ``draw_frac`` (n,) is what the mix of work draws above idling, over what full load does.
        """
        computing_w = accelerator.power_w(self.computers, busy_frac)
        if draw_frac is not None or self.clocked.any():
            scale = offer.clock**CLOCK_EXPONENT * (1.0 if draw_frac is None else draw_frac)
            computing_w = self.computers.idle_w + (computing_w - self.computers.idle_w) * scale
        return np.asarray(self.pue * np.minimum(computing_w, offer.allowed_w))

    def work(
        self, offer: SiteOffer, busy_frac: Floats, dt_s: float, draw_frac: Floats | None = None
    ) -> SiteFlows:
        """Return what a step of ``dt_s`` at busy shares (n,) draws; nothing is kept until `keep`."""
        load_w = self.load_w(offer, busy_frac, draw_frac)
        return SiteFlows(busy_frac, load_w, self.own.settle(offer.supply, load_w, dt_s))

    def keep(self, flows: SiteFlows, *, moves_energy: bool = True) -> None:
        """Let a step have happened; the start of a run moves no energy, but says where ramps begin."""
        self._last_load_w = flows.load_w
        self.own.keep(flows.power, moves_energy=moves_energy)

    def limiter_codes(self, offer: SiteOffer, busy_frac: Floats) -> Codes:
        """Return what holds each site back now (n,)."""
        codes = limiter.limiter_codes(
            {limiter.POWER_CAP: offer.cap_w},
            full_w=self.computers.full_w,
            allowed_w=offer.allowed_w,
            busy_frac=busy_frac,
            allowed_busy_frac=offer.busy_limit,
            faulted=offer.faulted,
        )
        codes[offer.absent] = limiter.NONE
        return codes

    def channels(
        self, offer: SiteOffer, flows: SiteFlows
    ) -> dict[str, NDArray[np.float32] | NDArray[np.uint8]]:
        """Return all values of sites that a frame can hold: float32, NaN where there is nothing to measure.

        Asked after `keep`, so that batteries are as the frame finds them; clocks, grid, gas and batteries are
        in a frame only where its catalogue has them.
        """
        nothing = np.full(self.n, np.nan)
        share = np.divide(flows.load_w, self.contract_w, out=nothing, where=self.contract_w > 0.0)
        works = (self.computers.count > 0.0) & ~offer.absent
        return {
            "gpu_util_frac": np.where(works, flows.busy_frac, np.nan).astype(np.float32),
            "load_w": flows.load_w.astype(np.float32),
            "cap_frac": share.astype(np.float32),
            "limiter": self.limiter_codes(offer, flows.busy_frac),
            "clock_frac": np.where(works, offer.clock, np.nan).astype(np.float32),
            "grid_w": flows.power.grid_w.astype(np.float32),
            "gas_w": flows.power.gas_w.astype(np.float32),
            "battery_frac": self.own.battery_frac.astype(np.float32),
        }

    def ledger(self, flows: SiteFlows, dt_s: float) -> dict[str, float]:
        """Return the joules of a step: energy + battery_stored + battery_loss = grid + gas."""
        totals = {"energy_j": float(flows.load_w.sum()) * dt_s}
        if self.own.are_any:
            moves = 1.0 if dt_s > 0.0 else 0.0
            totals["grid_j"] = float(flows.power.grid_w.sum()) * dt_s
            totals["gas_j"] = float(flows.power.gas_w.sum()) * dt_s
            totals["battery_stored_j"] = float(flows.power.stored_j.sum()) * moves
            totals["battery_loss_j"] = float(flows.power.loss_j.sum()) * moves
        return totals

    def state(self) -> dict[str, Floats]:
        """Return copies of what the next step depends on."""
        return {
            "site_gas_w": self.own.gas_w.copy(),
            "site_battery_j": self.own.battery_j.copy(),
            "site_load_w": self._last_load_w.copy(),
        }

    def restore(self, state: Mapping[str, NDArray[np.generic]]) -> None:
        """Continue from a state of the same sites."""
        self.own.gas_w = state["site_gas_w"].astype(np.float64)
        self.own.battery_j = state["site_battery_j"].astype(np.float64)
        self._last_load_w = state["site_load_w"].astype(np.float64)

    def _clock_within(self, allowed_w: Floats) -> Floats:
        """Return the highest clock whose power at full load is allowed; zero where it is too low to work."""
        idle_w, span_w = self.computers.idle_w, self.computers.full_w - self.computers.idle_w
        ratio = np.divide(allowed_w - idle_w, span_w, out=np.zeros(self.n), where=span_w > 0.0)
        clock = np.clip(ratio, 0.0, 1.0) ** (1.0 / CLOCK_EXPONENT)
        return np.where(clock < LOWEST_CLOCK, 0.0, clock)


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float64)
