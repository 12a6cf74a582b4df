"""Carbon: kilograms of CO2 equivalent for an accelerator-hour, in orbit beside the ground."""

from collections.abc import Sequence

from dawnline.fleet.assumption import Assumption
from dawnline.scenario.costs.assumptions import EVERY
from dawnline.scenario.costs.estimate import Estimate, estimate
from dawnline.scenario.costs.money import HOURS_PER_YEAR, Values, orbit_hours, orbit_years


def ground_kg_per_hour(v: Values) -> float:
    """Return the carbon of an accelerator-hour on the ground: electricity, building, machines."""
    power_kw = v["node_kw"] * v["pue"]
    built = power_kw * v["facility_kg_per_kw"] / v["facility_life_years"]
    machine = v["accelerator_kg"] * (1.0 / v["accelerator_life_years"] + v["failures_per_year"])
    used = power_kw * v["grid_kg_per_kwh"] * v["ground_availability"] * HOURS_PER_YEAR
    return (used + built + machine) / (HOURS_PER_YEAR * v["ground_availability"])


def orbit_kg_per_hour(v: Values) -> float:
    """Return the carbon of an accelerator-hour in orbit: launch, satellite, machines; sunlight has none."""
    mass_kg = v["mass_kg_per_kw"] * v["node_kw"] * v["orbit_overhead"]
    built = mass_kg * (v["launch_kg_per_kg"] + v["satellite_kg_per_kg"]) / v["satellite_life_years"]
    return (built + v["accelerator_kg"] / orbit_years(v)) / orbit_hours(v)


def ground_carbon(assumptions: Sequence[Assumption] = EVERY) -> Estimate:
    """Return the kilograms of an accelerator-hour on the ground as a range."""
    return estimate(ground_kg_per_hour, assumptions)


def orbit_carbon(assumptions: Sequence[Assumption] = EVERY) -> Estimate:
    """Return the kilograms of an accelerator-hour in orbit as a range."""
    return estimate(orbit_kg_per_hour, assumptions)
