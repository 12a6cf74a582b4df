"""The assumptions under costs, each as a range with its source. All are editable defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dawnline.fleet.assumption import Assumption, Range
from dawnline.fleet.provenance import Confidence


def _row(
    key: str, title: str, unit: str, span: tuple[float, float, float], source: str, confidence: Confidence
) -> Assumption:
    return Assumption(key, title, unit, Range(*span), source, "2026", confidence)


_MDAO = "spacedc-mdao parameter set"
_OWN = "editable default"

MACHINE = (
    _row("accelerator_usd", "Accelerator with its share of the server", "$", (20e3, 27e3, 40e3),
         _OWN + "; with the facility near $29B a GW (Epoch, through nextbigfuture 2025-11)", "assumed"),
    _row("node_kw", "Power of an accelerator with its share of the server", "kW", (1.0, 1.1, 1.28),
         "8 x H100 rated 10.2 kW, training at 76 % of it (arXiv 2506.14551)", "measured"),
    _row("accelerator_life_years", "Life of an accelerator", "a", (4.0, 5.0, 6.0), _OWN, "assumed"),
    _row("failures_per_year", "Failures of an accelerator", "1/a", (0.01, 0.05, 0.09),
         "McCalip's sliders: 1 to 9 % a year", "assumed"),
)  # fmt: skip

ORBIT = (
    _row("launch_usd_per_kg", "Launch", "$/kg", (1500.0, 3000.0, 6000.0), _MDAO, "assumed"),
    _row("mass_kg_per_kw", "Satellite mass for a kW of computing", "kg/kW", (10.0, 22.2, 27.4),
         "100 kW/t of the filing of 2026-01-30; McCalip 22.2 kg/kW; flown 36.5 W/kg", "announced"),
    _row("satellite_usd_per_kw", "Satellite without accelerators", "$/kW", (3e3, 8e3, 20e3), _OWN, "assumed"),
    _row("satellite_life_years", "Life of a satellite", "a", (4.0, 5.0, 7.0), _MDAO, "assumed"),
    _row("orbit_ops_usd_per_kw_year", "Operations in orbit", "$/kW/a", (50.0, 100.0, 300.0), _OWN, "assumed"),
    _row("orbit_overhead", "Pumps, conversion, avionics over computing power", "", (1.10, 1.12, 1.15),
         _OWN, "assumed"),
    _row("orbit_availability", "Share of the time not faulted, in orbit", "", (0.90, 0.96, 0.99), _OWN,
         "assumed"),
    _row("sunlit_policy_frac", "Share of the time that power allows computing", "", (0.64, 0.96, 1.0),
         "0.64 in inclined orbits, 0.96 in a dawn-dusk orbit at 650 km, 1 with batteries for it", "measured"),
)  # fmt: skip

GROUND = (
    _row("facility_usd_per_kw", "Data centre without servers", "$/kW", (7e3, 9e3, 13e3),
         _OWN + "; with servers near $29B a GW (Epoch, through nextbigfuture 2025-11)", "assumed"),
    _row("facility_life_years", "Life of a data centre", "a", (10.0, 15.0, 20.0), _OWN, "assumed"),
    _row("energy_usd_per_kwh", "Electricity", "$/kWh", (0.035, 0.06, 0.12), _OWN + ", USA", "assumed"),
    _row("pue", "PUE", "", (1.08, 1.15, 1.55),
         "Meta 1.08, AWS 1.15 in their reports, world average 1.55", "measured"),
    _row("ground_availability", "Share of the time not faulted, on the ground", "", (0.98, 0.99, 0.999),
         _OWN, "assumed"),
    _row("ground_ops_usd_per_kw_year", "Operations on the ground", "$/kW/a", (50.0, 100.0, 200.0), _OWN,
         "assumed"),
)  # fmt: skip

CARBON = (
    _row("grid_kg_per_kwh", "Carbon of the grid", "kg/kWh", (0.05, 0.37, 0.7),
         "USA 2023, Our World in Data and Ember through codecarbon 3.3.2; France to India", "measured"),
    _row("accelerator_kg", "Making an accelerator with its share of the server", "kg", (150.0, 300.0, 600.0),
         _OWN + "; 164 kg for one of an HGX H100 board, recalled from its maker's footprint", "assumed"),
    _row("facility_kg_per_kw", "Building a data centre", "kg/kW", (300.0, 800.0, 2000.0), _OWN, "assumed"),
    _row("launch_kg_per_kg", "Burning and making propellant for a kg in orbit", "kg/kg", (15.0, 30.0, 60.0),
         _OWN + "; soot and water high up are not counted", "assumed"),
    _row("satellite_kg_per_kg", "Making a kg of satellite", "kg/kg", (10.0, 25.0, 60.0), _OWN, "assumed"),
)  # fmt: skip

EVERY = (*MACHINE, *ORBIT, *GROUND, *CARBON)
# Launch in the middle of the 2030s: $200 a kg is the threshold of arXiv 2511.19468.
FUTURE_LAUNCH = _row("launch_usd_per_kg", "Launch", "$/kg", (100.0, 200.0, 500.0), _MDAO, "assumed")


def changed(assumptions: Iterable[Assumption], values: Mapping[str, Range]) -> tuple[Assumption, ...]:
    """Return assumptions with the ranges of a person's own for some keys.

    Raises KeyError, with the known keys, for a key that there is not.
    """
    rows = tuple(assumptions)
    unknown = sorted(set(values) - {item.key for item in rows})
    if unknown:
        raise KeyError(f"no assumption {unknown[0]!r}; known: {', '.join(item.key for item in rows)}")
    return tuple(
        replace(item, range=values[item.key], source="own value", confidence="assumed")
        if item.key in values
        else item
        for item in rows
    )
