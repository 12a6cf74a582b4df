"""Dollars: an accelerator-hour, a kilowatt-year, a million tokens, in orbit beside the ground.

$/kW-a = (kg/kW x $/kg + satellite $/kW) / life + operations; $/accelerator-h = that times kW over the hours
of a year that compute, and the accelerator written off over them. No interest. The price of launch alone is
that of arXiv 2511.19468.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dawnline.fleet.assumption import Assumption
from dawnline.scenario.costs.assumptions import GROUND, MACHINE, ORBIT
from dawnline.scenario.costs.estimate import Estimate, estimate

HOURS_PER_YEAR = 8766.0
Values = Mapping[str, float]


def launched_usd_per_kw_year(
    mass_kg: float, power_kw: float, launch_usd_per_kg: float, life_years: float
) -> float:
    """Return the price of launch alone for a kilowatt-year (Suncatcher's launched-power price)."""
    return mass_kg / power_kw * launch_usd_per_kg / life_years


def orbit_usd_per_kw_year(v: Values) -> float:
    """Return what a kilowatt in orbit costs in a year, accelerators apart."""
    built = v["launch_usd_per_kg"] * v["mass_kg_per_kw"] + v["satellite_usd_per_kw"]
    return built / v["satellite_life_years"] + v["orbit_ops_usd_per_kw_year"]


def ground_usd_per_kw_year(v: Values) -> float:
    """Return what a kilowatt of facility power costs in a year, electricity at all hours included."""
    built = v["facility_usd_per_kw"] / v["facility_life_years"]
    return built + v["ground_ops_usd_per_kw_year"] + v["energy_usd_per_kwh"] * HOURS_PER_YEAR


def orbit_hours(v: Values) -> float:
    """Return the hours of a year in which an accelerator in orbit computes."""
    return HOURS_PER_YEAR * v["orbit_availability"] * v["sunlit_policy_frac"]


def orbit_years(v: Values) -> float:
    """Return the mean years that an accelerator works which nobody repairs: (1 - exp(-f L)) / f.

    L is its life or the satellite's, whichever ends first.
    """
    life, rate = min(v["accelerator_life_years"], v["satellite_life_years"]), v["failures_per_year"]
    return float(-np.expm1(-rate * life) / rate) if rate > 0.0 else life


def orbit_usd_per_hour(v: Values) -> float:
    """Return what an accelerator-hour costs in orbit."""
    power = orbit_usd_per_kw_year(v) * v["node_kw"] * v["orbit_overhead"]
    return (power + v["accelerator_usd"] / orbit_years(v)) / orbit_hours(v)


def ground_usd_per_hour(v: Values) -> float:
    """Return what an accelerator-hour costs on the ground, where the failed are replaced."""
    power = ground_usd_per_kw_year(v) * v["node_kw"] * v["pue"]
    machine = v["accelerator_usd"] * (1.0 / v["accelerator_life_years"] + v["failures_per_year"])
    return (power + machine) / (HOURS_PER_YEAR * v["ground_availability"])


def crossing_usd_per_kg(v: Values) -> float:
    """Return the launch price at which orbit costs what the ground does; negative: not even free launch."""
    free = orbit_usd_per_hour({**v, "launch_usd_per_kg": 0.0})
    slope = orbit_usd_per_hour({**v, "launch_usd_per_kg": 1.0}) - free
    return (ground_usd_per_hour(v) - free) / slope


def usd_per_million_tokens(usd_per_hour: float, tokens_per_s: float) -> float:
    """Return the price of a million tokens of an accelerator that makes so many a second.

    Raises ValueError unless it makes some.
    """
    if not tokens_per_s > 0.0:
        raise ValueError(f"{tokens_per_s} tokens a second; expected more than none")
    return usd_per_hour / (tokens_per_s * 3600.0) * 1e6


def orbit_cost(assumptions: Sequence[Assumption] = (*MACHINE, *ORBIT)) -> Estimate:
    """Return the dollars of an accelerator-hour in orbit as a range."""
    return estimate(orbit_usd_per_hour, assumptions)


def ground_cost(assumptions: Sequence[Assumption] = (*MACHINE, *GROUND)) -> Estimate:
    """Return the dollars of an accelerator-hour on the ground as a range."""
    return estimate(ground_usd_per_hour, assumptions)


def crossing(assumptions: Sequence[Assumption] = (*MACHINE, *ORBIT, *GROUND)) -> Estimate:
    """Return the launch price where both cost the same, as a range; both sides share their machine."""
    rest = [item for item in assumptions if item.key != "launch_usd_per_kg"]
    return estimate(crossing_usd_per_kg, rest)
