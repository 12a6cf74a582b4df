"""Grids: the carbon of a kilowatt-hour by country and state, and which grid a bundled site is on."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dawnline.fleet.assumption import Assumption, Range

_SOURCES = {
    True: "EPA eGRID2023, through codecarbon 3.3.2",
    False: "Our World in Data and Ember, through codecarbon 3.3.2",
}
# The mean of a year and of a whole grid: hours and contracts differ. Assumed.
_LOWER, _HIGHER = 0.6, 1.4


@dataclass(frozen=True)
class Grid:
    """One grid: a country by its ISO code (``DEU``), or a state of the USA (``USA-TN``)."""

    code: str
    name: str
    kg_per_kwh: float
    year: int

    @property
    def assumption(self) -> Assumption:
        """Return its carbon as a range, to take the place of the assumed one."""
        mean = self.kg_per_kwh
        span = Range(mean * _LOWER, mean, mean * _HIGHER)
        source = f"{_SOURCES[self.code.startswith('USA-')]}: {self.name}; 0.6 to 1.4 of the mean"
        return Assumption(
            "grid_kg_per_kwh", "Carbon of the grid", "kg/kWh", span, source, str(self.year), "measured"
        )


@cache
def grids() -> Mapping[str, Grid]:
    """Return all grids by their codes."""
    return {
        row["grid"]: Grid(row["grid"], row["name"], float(row["g_per_kwh"]) / 1000.0, int(row["year"]))
        for row in _rows("grids.csv")
    }


@cache
def _sites() -> Mapping[tuple[str, str], str]:
    return {(row["provider"], row["site"]): row["grid"] for row in _rows("sites.csv")}


def grid_of_site(provider: str, site: str) -> Grid | None:
    """Return the grid that a bundled site is on; None for one that people wrote themselves."""
    code = _sites().get((provider, site))
    return None if code is None else grids().get(code)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("dawnline_assets") / "carbon" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
