"""Satellite bus: the design that a fleet's satellites share."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.accelerator import Accelerator, Capping
from dawnline.fleet.ground import FREE, Tariff
from dawnline.fleet.provenance import Provenance

Tracking = Literal["sun-tracking", "single-axis", "body-fixed"]
EclipsePolicy = Literal["ride-through", "throttle", "hibernate"]


@dataclass(frozen=True)
class SatelliteBus:
    """One satellite design in SI units.

    ``overhead_frac`` is what pumps, conversion and node electronics add to each watt of accelerator power
    (0.12 means 12 % more); ``housekeeping_w`` is drawn always: avionics, heaters, communication payload.
    ``throttle_frac`` is the share of full accelerator load that policy ``throttle`` allows in eclipse.
    ``depth_of_discharge_frac`` is the share of the battery that may be used: the floor of the state of
    charge is one minus it. Temperatures are of the radiator loop: load is derated linearly from
    ``throttle_k`` to nothing at ``trip_k``. ``upsets_per_h`` is the mean rate of radiation upsets where the
    belt is as at 550 km outside of the South Atlantic Anomaly, each of which takes ``upset_repair_s``;
    ``battery_fade_frac`` is the share of the battery's energy that ageing has taken away.
    """

    name: str
    accelerator: Accelerator
    accelerators: int
    array_area_m2: float
    array_efficiency_frac: float
    array_packing_frac: float
    array_pointing_frac: float
    array_degradation_frac: float
    array_tracking: Tracking
    battery_j: float
    charge_efficiency_frac: float
    discharge_efficiency_frac: float
    max_c_rate_per_h: float
    depth_of_discharge_frac: float
    radiator_area_m2: float
    radiator_faces: int
    radiator_absorptivity_frac: float
    radiator_emissivity_frac: float
    heat_capacity_j_per_k: float
    throttle_k: float
    trip_k: float
    housekeeping_w: float
    overhead_frac: float
    eclipse_policy: EclipsePolicy
    throttle_frac: float
    fault_rate_per_h: float
    fault_repair_s: float
    provenance: tuple[Provenance, ...] = ()
    capping: Capping = "park"
    upsets_per_h: float = 0.0
    upset_repair_s: float = 600.0
    battery_fade_frac: float = 0.0
    tariff: Tariff = FREE
