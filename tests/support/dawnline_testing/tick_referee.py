"""What satellites do in a step, in plain numpy from the fields of their buses: judges the compiled passes.

Nothing of the program's physics is used; its numbers are written again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.bus import SatelliteBus

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LIMITERS = ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything around n satellites and in them, each (n,), before a step."""

    sunlit: Floats
    zenith_cosine: Floats
    beta_sine: Floats
    earth_view: Floats
    sun_w_m2: float
    array_share: Floats
    energy_j: Floats
    loop_k: Floats
    still: Bools
    faulted: Bools


class Referee:
    """The buses of n satellites, field by field."""

    def __init__(self, buses: Sequence[SatelliteBus]) -> None:
        self.buses = buses

    def of(self, field: str) -> Floats:
        return np.array([getattr(bus, field) for bus in self.buses], np.float64)

    def has(self, field: str, value: str) -> Bools:
        return np.array([getattr(bus, field) == value for bus in self.buses])

    @property
    def full_w(self) -> Floats:
        each = np.array([bus.accelerator.max_w for bus in self.buses])
        return each * self.of("accelerators") * (1 + self.of("overhead_frac"))

    @property
    def idle_w(self) -> Floats:
        each = np.array([bus.accelerator.idle_w for bus in self.buses])
        return each * self.of("accelerators") * (1 + self.of("overhead_frac"))

    @property
    def gamma(self) -> Floats:
        return np.array([bus.accelerator.gamma for bus in self.buses])

    @property
    def capacity_j(self) -> Floats:
        return self.of("battery_j") * (1 - self.of("battery_fade_frac"))

    @property
    def rate_w(self) -> Floats:
        return self.capacity_j * self.of("max_c_rate_per_h") / 3600

    def array_w(self, now: Moment) -> Floats:
        facing = np.select(
            [self.has("array_tracking", "single-axis"), self.has("array_tracking", "body-fixed")],
            [np.cos(np.arcsin(now.beta_sine)), np.clip(now.zenith_cosine, 0, None)],
            1.0,
        )
        cells = self.of("array_efficiency_frac") * self.of("array_packing_frac") * self.of("array_area_m2")
        given = now.sun_w_m2 * now.sunlit * facing * cells * self.of("array_pointing_frac")
        return np.where(now.still, 0.0, given * (1 - self.of("array_degradation_frac")) * now.array_share)

    def caps_w(self, now: Moment, horizon_s: float) -> dict[str, Floats]:
        """Return the caps in their order, and what the supply and all together allow."""
        full, dark, spare = self.full_w, now.sunlit < 1, self.array_w(now) - self.of("housekeeping_w")
        above_j = now.energy_j - self.capacity_j * (1 - self.of("depth_of_discharge_frac"))
        out_w = np.minimum(np.clip(above_j, 0, None) / horizon_s, self.rate_w)
        out_w = out_w * self.of("discharge_efficiency_frac")
        in_w = np.minimum((self.capacity_j - now.energy_j) / 3600, self.rate_w)
        in_w = in_w / self.of("charge_efficiency_frac")
        supply = np.where(dark, spare + out_w, spare - in_w)
        throttle, trip = self.of("throttle_k"), self.of("trip_k")
        heat = full * np.clip((trip - now.loop_k) / (trip - throttle), 0, 1)
        share = self.of("throttle_frac")
        eclipse = full * np.select(
            [self.has("eclipse_policy", "throttle"), self.has("eclipse_policy", "hibernate")],
            [share + (1 - share) * now.sunlit, now.sunlit >= 0.5],
            1.0,
        )
        wanting = np.clip(in_w - np.clip(spare - full, 0, None), 0, None)
        allowed = np.clip(np.minimum.reduce([supply, heat, eclipse]), 0, full)
        return {
            "heat": heat,
            "battery": np.where(dark, supply, full - wanting),
            "eclipse": eclipse,
            "power_cap": np.where(dark, np.inf, spare),
            "allowed": np.where(now.still | now.faulted, 0.0, allowed),
        }

    def reach(self, allowed_w: Floats) -> tuple[Floats, Floats]:
        """Return the busy share and the clock that a power allows."""
        span = self.full_w - self.idle_w
        share = np.clip((allowed_w - self.idle_w) / np.where(span > 0, span, np.inf), 0, 1)
        slowed = share ** (1 / 2.4)
        slowed[slowed < 0.25] = 0.0
        clocks = self.has("capping", "clock")
        busy = np.where(clocks, (slowed > 0).astype(float), share ** (1 / self.gamma))
        return busy, np.where(clocks, slowed, 1.0)

    def drawn_w(self, allowed_w: Floats, clock: Floats, busy: Floats, draw: Floats) -> Floats:
        """Return what computing and the rest draw, where satellites do anything."""
        dynamic = (self.full_w - self.idle_w) * busy**self.gamma * draw * clock**2.4
        return np.minimum(self.idle_w + dynamic, allowed_w) + self.of("housekeeping_w")

    def settled(self, now: Moment, array_w: Floats, load_w: Floats, dt_s: float) -> dict[str, Floats]:
        """Return the energy after, and the joules in, used and lost."""
        eta_in, eta_out = self.of("charge_efficiency_frac"), self.of("discharge_efficiency_frac")
        more, less = np.clip(array_w - load_w, 0, None), np.clip(load_w - array_w, 0, None)
        charged = np.minimum.reduce(
            [more * eta_in * dt_s, self.rate_w * dt_s, self.capacity_j - now.energy_j]
        )  # fmt: skip
        drained = np.minimum.reduce([less / eta_out * dt_s, self.rate_w * dt_s, now.energy_j])
        direct = np.minimum(array_w, load_w) * dt_s
        return {
            "energy_j": now.energy_j + charged - drained,
            "in_j": direct + charged / eta_in,
            "load_j": direct + drained * eta_out,
            "loss_j": charged * (1 / eta_in - 1) + drained * (1 - eta_out),
            "stored_j": charged - drained,
        }

    def heat_w(self, now: Moment, electric_w: Floats) -> Floats:
        alpha, epsilon = self.of("radiator_absorptivity_frac"), self.of("radiator_emissivity_frac")
        face, faces = self.of("radiator_area_m2"), self.of("radiator_faces")
        direct = alpha * 0.10 * now.sunlit * now.sun_w_m2 * face
        day = np.clip(now.zenith_cosine, 0, None)
        earth = alpha * 0.30 * now.sun_w_m2 * day + epsilon * 237.0
        return electric_w + direct + earth * now.earth_view * face * faces

    def loop_k(self, now: Moment, heat_w: Floats, dt_s: float) -> Floats:
        """Return the temperature after minutes of implicit Euler, two Newton steps each."""
        count = max(1, int(np.ceil(dt_s / 60)))
        capacity, end = self.of("heat_capacity_j_per_k"), now.loop_k
        out = self.of("radiator_area_m2") * self.of("radiator_faces") * self.of("radiator_emissivity_frac")
        loss, gain = out * 5.670374419e-8 * dt_s / count / capacity, heat_w * dt_s / count / capacity
        for _ in range(count):
            start = guess = end
            for _ in range(2):
                residual, slope = guess - start - gain + loss * guess**4, 1 + 4 * loss * guess**3
                guess = guess - residual / slope
            end = np.maximum(guess, np.minimum(start + gain, 278.15))
        return np.where(now.still, now.loop_k, end)

    def limiter(
        self, caps_w: dict[str, Floats], now: Moment, busy: Floats, busy_limit: Floats
    ) -> tuple[NDArray[np.intp], Bools]:
        """Return the codes, and where they are decided by more than rounding."""
        names = ("heat", "battery", "eclipse", "power_cap")
        caps = np.array([caps_w[name] for name in names])
        lowest, full, allowed = caps.argmin(axis=0), self.full_w, caps_w["allowed"]
        codes = np.array([LIMITERS.index(name) for name in names])[lowest]
        codes = np.where(allowed < full * 0.999, codes, LIMITERS.index("none"))
        codes = np.where(busy < busy_limit - 1e-3, LIMITERS.index("no_work"), codes)
        codes = np.where(now.still | now.faulted, LIMITERS.index("fault"), codes)
        slack = 1e-9 * (full + 1.0)
        ordered = np.sort(caps, axis=0)
        near = (ordered[1] - ordered[0] < slack) & (ordered[1] != ordered[0]) & (allowed < full * 0.9991)
        near |= (np.abs(allowed - full * 0.999) < slack) & (full > 0)
        near |= np.abs(busy - busy_limit + 1e-3) < 1e-9
        return codes, ~near
