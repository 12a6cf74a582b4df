"""The ground's side of a step: facilities with a power contract and a PUE."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.ground import Site
from dawnline.sim import accelerator, limiter
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Codes, Floats


@dataclass(frozen=True, eq=False)
class SiteOffer:
    """What sites may do in a step, each (n,)."""

    cap_w: Floats
    allowed_w: Floats
    busy_limit: Floats
    faulted: Bools


class Sites:
    """The data centres of a run: columns by index; they have no state but their faults."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.n = len(sites)
        self.computers = Computers.of(
            [site.accelerator for site in sites],
            [site.accelerators for site in sites],
            [site.overhead_frac for site in sites],
        )
        self.contract_w = np.array([site.power_cap_w for site in sites], np.float64)
        self.pue = np.array([site.pue for site in sites], np.float64)
        self.fault_rate_per_h = np.array([site.fault_rate_per_h for site in sites], np.float64)
        self.fault_repair_s = np.array([site.fault_repair_s for site in sites], np.float64)

    def offer(self, faulted: Bools, contract_share: Floats) -> SiteOffer:
        """Return what every site may do while events leave it a share of its contract (n,)."""
        # The share of the contract that is left is facility power: PUE of it is cooling and conversion.
        cap_w = self.contract_w * contract_share / self.pue
        allowed_w = np.clip(cap_w, 0.0, self.computers.full_w)
        allowed_w[faulted] = 0.0
        return SiteOffer(cap_w, allowed_w, accelerator.busy_within(self.computers, allowed_w), faulted)

    def load_w(self, offer: SiteOffer, busy_frac: Floats) -> Floats:
        """Return the facilities' power at busy shares (n,), in W."""
        return self.pue * np.minimum(accelerator.power_w(self.computers, busy_frac), offer.allowed_w)

    def limiter_codes(self, offer: SiteOffer, busy_frac: Floats) -> Codes:
        """Return what holds each site back now (n,)."""
        return limiter.limiter_codes(
            {limiter.POWER_CAP: offer.cap_w},
            full_w=self.computers.full_w,
            allowed_w=offer.allowed_w,
            busy_frac=busy_frac,
            allowed_busy_frac=offer.busy_limit,
            faulted=offer.faulted,
        )

    def channels(
        self, offer: SiteOffer, busy_frac: Floats, load_w: Floats
    ) -> dict[str, NDArray[np.float32] | NDArray[np.uint8]]:
        """Return the values of a frame: float32, and NaN where there is nothing to measure."""
        nothing = np.full(self.n, np.nan)
        share = np.divide(load_w, self.contract_w, out=nothing, where=self.contract_w > 0.0)
        return {
            "gpu_util_frac": np.where(self.computers.count > 0.0, busy_frac, np.nan).astype(np.float32),
            "load_w": load_w.astype(np.float32),
            "cap_frac": share.astype(np.float32),
            "limiter": self.limiter_codes(offer, busy_frac),
        }
