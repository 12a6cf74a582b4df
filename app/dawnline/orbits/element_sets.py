"""Orbital elements as columns: what a parser hands out, a run file keeps and a propagator takes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# What sgp4init takes, under sgp4's own names: Julian date of the epoch in two parts, drag term in inverse
# Earth radii, then radians, radians a minute and its derivatives.
SGP4_COLUMNS = (
    "jdsatepoch",
    "jdsatepochF",
    "bstar",
    "ndot",
    "nddot",
    "ecco",
    "argpo",
    "inclo",
    "mo",
    "no_kozai",
    "nodeo",
)


@dataclass(frozen=True, eq=False)
class ElementSets:
    """n general-perturbation element sets (mean elements of SGP4, WGS-72).

    Attributes
    ----------
    names : n texts as the source has them, padding removed; not always unique in real catalogues.
    catalogue_numbers : (n,) int64.
    columns : one (n,) float64 for each of ``SGP4_COLUMNS``.
    """

    names: tuple[str, ...]
    catalogue_numbers: NDArray[np.int64]
    columns: Mapping[str, NDArray[np.float64]]

    def __post_init__(self) -> None:
        n = len(self.names)
        missing = [key for key in SGP4_COLUMNS if key not in self.columns]
        wrong = [key for key, column in self.columns.items() if column.shape != (n,)]
        if missing or wrong or self.catalogue_numbers.shape != (n,):
            raise ValueError(f"{n} element sets, but columns missing {missing} or of another length {wrong}")

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, eq=False)
class KeplerElements:
    """n mean Keplerian orbits at the scenario's epoch (WGS-84); each array is (n,) float64."""

    names: tuple[str, ...]
    a_m: NDArray[np.float64]
    e: NDArray[np.float64]
    i_rad: NDArray[np.float64]
    raan_rad: NDArray[np.float64]
    argp_rad: NDArray[np.float64]
    mean_anomaly_rad: NDArray[np.float64]

    def __post_init__(self) -> None:
        n = len(self.names)
        columns = (self.a_m, self.e, self.i_rad, self.raan_rad, self.argp_rad, self.mean_anomaly_rad)
        if any(column.shape != (n,) for column in columns):
            raise ValueError(f"{n} names, but columns of shapes {[column.shape for column in columns]}")
        if not (np.all(self.a_m > 0.0) and np.all(self.e >= 0.0) and np.all(self.e < 1.0)):
            raise ValueError("orbits that are no ellipses; expected a_m > 0 and 0 <= e < 1")

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class RecordProblem:
    """One record that could not be used: its line (from 1), its name, what is wrong, what would be right."""

    line: int
    name: str
    message: str
    expected: str

    def __str__(self) -> str:
        who = f"{self.name}: " if self.name else ""
        return f"line {self.line}: {who}{self.message}; expected {self.expected}"


class ElementsError(Exception):
    """Nothing in an element file is usable; ``problem`` says why, ``problems`` lists every bad record."""

    def __init__(self, problem: RecordProblem, problems: tuple[RecordProblem, ...] = ()) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.problems = problems or (problem,)
