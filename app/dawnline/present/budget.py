"""Where the power goes: bars that follow from recorded power and the design."""

import math

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.ground import Site
from dawnline.present.evidence import Evidence
from dawnline.present.inspector_scene import BudgetRow
from dawnline.present.numbers import of_model, power

Row = tuple[str, float, str]


def satellite_budget(evidence: Evidence, bus: SatelliteBus) -> tuple[BudgetRow, ...]:
    """Return array and battery on one side, GPUs, overhead and housekeeping on the other."""
    array_w, load_w = evidence.value("array_w"), evidence.value("load_w")
    house_w = min(load_w, bus.housekeeping_w)
    gpus_w = (load_w - house_w) / (1.0 + bus.overhead_frac)
    rows: list[Row] = [("Array", array_w, "dawn")]
    if load_w > array_w:
        rows.append(("Battery out", load_w - array_w, "violet"))
    else:
        rows.append(("Left of the array", array_w - load_w, "violet"))
    if bus.accelerators:
        rows.append((of_model(bus.accelerators, bus.accelerator.name), gpus_w, "rose"))
        rows.append(("Overhead", gpus_w * bus.overhead_frac, "sky"))
    rows.append(("Housekeeping", house_w, "sky"))
    return _bars(rows)


def site_budget(evidence: Evidence, site: Site) -> tuple[BudgetRow, ...]:
    """Return GPUs, node overhead, cooling and the rest of the facility, and what the contract leaves."""
    load_w = evidence.value("load_w")
    computing_w = load_w / site.pue
    gpus_w = computing_w / (1.0 + site.overhead_frac)
    return _bars(
        [
            ("GPUs", gpus_w, "rose"),
            ("Node overhead", computing_w - gpus_w, "sky"),
            ("Cooling, losses", load_w - computing_w, "sky"),
            ("Left of the cap", max(site.power_cap_w - load_w, 0.0), "violet"),
        ]
    )


def _bars(rows: list[Row]) -> tuple[BudgetRow, ...]:
    longest_w = max((value_w for _, value_w, _ in rows if math.isfinite(value_w)), default=0.0)
    return tuple(BudgetRow(name, power(value), _share(value, longest_w), hue) for name, value, hue in rows)


def _share(value_w: float, longest_w: float) -> float:
    return min(max(value_w / longest_w, 0.0), 1.0) if longest_w > 0.0 and math.isfinite(value_w) else 0.0
