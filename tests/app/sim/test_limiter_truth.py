"""Every limiter that a run tells follows from what the run recorded: read as a person with the file would."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from dawnline.fleet.bus import SatelliteBus
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import biting_scenario

STEP_S = 60.0
# Recorded shares are float32, and a limiter speaks from 0.1 % of full power on.
SLACK = 2e-3


@dataclass(frozen=True)
class Reading:
    """One satellite at one frame: its bus, what the frame says, what the one before says of its state."""

    bus: SatelliteBus
    busy: float
    lit: float
    array_w: float
    soc_before: float
    loop_k_before: float

    @property
    def full_w(self) -> float:
        return self.bus.accelerators * self.bus.accelerator.max_w * (1 + self.bus.overhead_frac)

    @property
    def spare_w(self) -> float:
        return self.array_w - self.bus.housekeeping_w

    @property
    def deliverable_w(self) -> float:
        above_floor_j = (self.soc_before - (1 - self.bus.depth_of_discharge_frac)) * self.bus.battery_j
        rate_w = self.bus.battery_j * self.bus.max_c_rate_per_h / 3600.0
        return self.bus.discharge_efficiency_frac * min(max(above_floor_j, 0.0) / STEP_S, rate_w)


def battery_is_short(reading: Reading) -> bool:
    if reading.lit < 1.0:
        return reading.spare_w + reading.deliverable_w < reading.full_w * (1 + SLACK)
    return reading.soc_before < 1.0


TRUE_OF: dict[str, Callable[[Reading], bool]] = {
    "none": lambda r: r.busy > 1 - SLACK,
    "no_work": lambda r: r.busy < 1.0,
    "fault": lambda r: r.busy == 0.0,
    "heat": lambda r: r.busy < 1.0 and r.loop_k_before > r.bus.throttle_k,
    "eclipse": lambda r: r.busy < 1.0 and r.lit < 1.0 and r.bus.eclipse_policy != "ride-through",
    "power_cap": lambda r: r.busy < 1.0 and r.lit == 1.0 and r.spare_w < r.full_w,
    "battery": lambda r: r.busy < 1.0 and battery_is_short(r),
}


def reading_of(bus: SatelliteBus, index: int, before: Frame, now: Frame) -> Reading:
    told, was = now.values["satellite"], before.values["satellite"]
    return Reading(
        bus,
        float(told["gpu_util_frac"][index]),
        float(told["sunlit_frac"][index]),
        float(told["array_w"][index]),
        float(was["soc_frac"][index]),
        float(was["radiator_k"][index]),
    )


def test_every_limiter_is_true() -> None:
    scenario = biting_scenario()
    simulation, seen = Simulation(scenario), Counter[str]()
    frames = [simulation.start(), *(simulation.step(STEP_S) for _ in range(300))]
    for before, now in pairwise(frames):
        for index, bus_index in enumerate(scenario.fleet.bus_of):
            bus = scenario.fleet.buses[bus_index]
            name = LIMITERS[now.values["satellite"]["limiter"][index]]
            if bus.accelerators:
                reading = reading_of(bus, index, before, now)
                assert TRUE_OF[name](reading), f"frame {now.index}, satellite {index}: {name} of {reading}"
                seen[name] += 1
            else:
                assert name in {"none", "fault"}
    assert set(seen) == set(LIMITERS)
