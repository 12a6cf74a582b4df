"""What every satellite is built of: one column of numbers for each bus, and which bus each satellite has."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.fleet import Fleet
from dawnline.sim.accelerator import Computers
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.eclipse import in_shadow
from dawnline.sim.kernels import columns as at
from dawnline.sim.phases import CLOCK_EXPONENT, LOWEST_CLOCK
from dawnline.sim.power import rated_power_w


@dataclass(frozen=True, eq=False)
class Designs:
    """The designs of n satellites.

    Attributes
    ----------
    table : (COLUMNS, k) what kernels read of k designs; rows are named in ``kernels/columns.py``.
    row_of : (n,) uint16, the design of each satellite.
    computers : (n,) accelerators.
    capacity_j : (n,) of the batteries, ageing counted.
    throttle_k, faces_m2, emissivity : (n,) of the loops, all faces counted.
    fault_rate_per_h, fault_repair_s : (n,).
    needs_beta : whether any array turns about one axis only.
    clocked : (n,) who keeps within its power by a lower clock.
    """

    n: int
    table: Floats
    row_of: NDArray[np.uint16]
    computers: Computers
    capacity_j: Floats
    throttle_k: Floats
    faces_m2: Floats
    emissivity: Floats
    fault_rate_per_h: Floats
    fault_repair_s: Floats
    needs_beta: bool
    clocked: Bools


def designs_of(fleet: Fleet) -> Designs:
    """Return the designs of a fleet's satellites, in the order of its table.

    Raises ValueError for more than 65,536 buses.
    """
    column, buses, bus_of = fleet.bus_column, fleet.buses, fleet.bus_of
    if len(buses) > np.iinfo(np.uint16).max + 1:
        raise ValueError(f"{len(buses)} buses; expected 65,536 at most")
    of_bus = Computers.of(
        [bus.accelerator for bus in buses],
        [bus.accelerators for bus in buses],
        [bus.overhead_frac for bus in buses],
    )
    table = np.zeros((at.COLUMNS, len(buses)))
    for row, bus in enumerate(buses):
        _write_power(table[:, row], bus)
        _write_heat(table[:, row], bus)
    _write_computers(table, of_bus, np.array([bus.capping == "clock" for bus in buses], np.bool_))
    return Designs(
        n=len(bus_of),
        table=table,
        row_of=bus_of.astype(np.uint16),
        computers=of_bus.take(bus_of),
        capacity_j=table[at.CAPACITY_J, bus_of],
        throttle_k=column("throttle_k"),
        faces_m2=table[at.FACES_M2, bus_of],
        emissivity=column("radiator_emissivity_frac"),
        fault_rate_per_h=column("fault_rate_per_h"),
        fault_repair_s=column("fault_repair_s"),
        needs_beta=any(bus.array_tracking == "single-axis" for bus in buses),
        clocked=table[at.CLOCKED, bus_of] > 0.0,
    )


def _write_power(design: Floats, bus: SatelliteBus) -> None:
    """Write the array, the battery and the eclipse policy."""
    capacity_j = bus.battery_j * (1.0 - bus.battery_fade_frac)
    design[at.HOUSEKEEPING_W] = bus.housekeeping_w
    design[at.RATED_ARRAY_W] = rated_power_w(
        bus.array_area_m2,
        bus.array_efficiency_frac,
        bus.array_packing_frac,
        bus.array_pointing_frac,
        bus.array_degradation_frac,
    )
    design[at.SINGLE_AXIS] = bus.array_tracking == "single-axis"
    design[at.BODY_FIXED] = bus.array_tracking == "body-fixed"
    design[at.CAPACITY_J] = capacity_j
    design[at.PER_CAPACITY] = 1.0 / capacity_j if capacity_j > 0.0 else np.nan
    design[at.RATE_W] = capacity_j * bus.max_c_rate_per_h / 3600.0
    design[at.FLOOR_J] = capacity_j * (1.0 - bus.depth_of_discharge_frac)
    design[at.CHARGE_FRAC] = bus.charge_efficiency_frac
    design[at.PER_CHARGE] = 1.0 / bus.charge_efficiency_frac
    design[at.DISCHARGE_FRAC] = bus.discharge_efficiency_frac
    design[at.PER_DISCHARGE] = 1.0 / bus.discharge_efficiency_frac
    design[at.ECLIPSE_FLOOR], design[at.HIBERNATES] = in_shadow(bus.eclipse_policy, bus.throttle_frac)


def _write_heat(design: Floats, bus: SatelliteBus) -> None:
    """Write the radiator and the loop; ``radiator_area_m2`` is of one face, which sunlight may graze."""
    faces_m2 = bus.radiator_area_m2 * bus.radiator_faces
    design[at.FACES_M2] = faces_m2
    design[at.EDGE_FRAC] = bus.radiator_area_m2 / max(faces_m2, 1e-9)
    design[at.ABSORPTIVITY] = bus.radiator_absorptivity_frac
    design[at.EMISSIVITY] = bus.radiator_emissivity_frac
    design[at.PER_HEAT_CAPACITY] = 1.0 / bus.heat_capacity_j_per_k
    design[at.TRIP_K] = bus.trip_k
    design[at.PER_RANGE] = 1.0 / (bus.trip_k - bus.throttle_k)


def _write_computers(table: Floats, computers: Computers, clocked: Bools) -> None:
    """Write the accelerators of all buses; who has none works at no clock."""
    span_w = computers.full_w - computers.idle_w
    table[at.IDLE_W] = computers.idle_w
    table[at.FULL_W] = computers.full_w
    np.divide(1.0, span_w, out=table[at.PER_SPAN], where=span_w > 0.0)
    table[at.GAMMA] = computers.gamma
    table[at.COMPUTES] = np.where(computers.count > 0.0, 1.0, np.nan)
    table[at.CLOCKED] = clocked
    table[at.EXPONENT] = np.where(clocked, 1.0 / CLOCK_EXPONENT, computers.inverse_gamma)
    table[at.LOWEST_CLOCK] = np.where(clocked, LOWEST_CLOCK, 0.0)
