"""What every satellite is built of: the buses' fields as one array each, by satellite."""

from dataclasses import dataclass

import numpy as np

from dawnline.fleet.bus import EclipsePolicy, Tracking
from dawnline.fleet.fleet import Fleet
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.battery import BatteryPack
from dawnline.sim.heat import STEFAN_BOLTZMANN_W_M2_K4
from dawnline.sim.power import rated_power_w


@dataclass(frozen=True, eq=False)
class Radiators:
    """The cooling loops of n satellites, each (n,).

    ``faces_m2`` counts every face, ``face_m2`` the one that sunlight may graze; ``emission_w_k4`` is
    A eps sigma.
    """

    face_m2: Floats
    faces_m2: Floats
    absorptivity: Floats
    emissivity: Floats
    emission_w_k4: Floats
    capacity_j_k: Floats
    throttle_k: Floats
    trip_k: Floats


@dataclass(frozen=True, eq=False)
class Designs:
    """The designs of n satellites; ``trackers`` and ``policies`` say who has which, for each in use."""

    n: int
    computers: Computers
    housekeeping_w: Floats
    rated_array_w: Floats
    trackers: dict[Tracking, Bools]
    pack: BatteryPack
    radiators: Radiators
    policies: dict[EclipsePolicy, Bools]
    throttle_frac: Floats
    fault_rate_per_h: Floats
    fault_repair_s: Floats

    @property
    def needs_beta(self) -> bool:
        """Say whether any array turns about one axis only."""
        return "single-axis" in self.trackers


def designs_of(fleet: Fleet) -> Designs:
    """Return the designs of a fleet's satellites, in the order of its table."""
    column, buses, bus_of = fleet.bus_column, fleet.buses, fleet.bus_of
    area_m2, faces = column("radiator_area_m2"), column("radiator_faces")
    emissivity = column("radiator_emissivity_frac")
    of_bus = Computers.of(
        [bus.accelerator for bus in buses],
        [bus.accelerators for bus in buses],
        [bus.overhead_frac for bus in buses],
    )
    return Designs(
        n=len(bus_of),
        computers=of_bus.take(bus_of),
        housekeeping_w=column("housekeeping_w"),
        rated_array_w=rated_power_w(
            column("array_area_m2"),
            column("array_efficiency_frac"),
            column("array_packing_frac"),
            column("array_pointing_frac"),
            column("array_degradation_frac"),
        ),
        trackers={
            mode: _who(fleet, "array_tracking", mode)
            for mode in sorted({bus.array_tracking for bus in buses})
        },
        pack=BatteryPack.of(
            column("battery_j"),
            column("charge_efficiency_frac"),
            column("discharge_efficiency_frac"),
            column("depth_of_discharge_frac"),
            column("max_c_rate_per_h"),
        ),
        radiators=Radiators(
            face_m2=area_m2,
            faces_m2=area_m2 * faces,
            absorptivity=column("radiator_absorptivity_frac"),
            emissivity=emissivity,
            emission_w_k4=area_m2 * faces * emissivity * STEFAN_BOLTZMANN_W_M2_K4,
            capacity_j_k=column("heat_capacity_j_per_k"),
            throttle_k=column("throttle_k"),
            trip_k=column("trip_k"),
        ),
        policies={
            policy: _who(fleet, "eclipse_policy", policy)
            for policy in sorted({bus.eclipse_policy for bus in buses})
        },
        throttle_frac=column("throttle_frac"),
        fault_rate_per_h=column("fault_rate_per_h"),
        fault_repair_s=column("fault_repair_s"),
    )


def _who(fleet: Fleet, field: str, value: str) -> Bools:
    """Return (n,) whether a satellite's bus has a value in a field."""
    return np.array([getattr(bus, field) == value for bus in fleet.buses], np.bool_)[fleet.bus_of]
