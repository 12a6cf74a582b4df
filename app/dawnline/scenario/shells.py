"""Shells: planes of equally spaced satellites on circular orbits (Walker 1984)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.element_rows import XPDOTP
from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets, KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.planes import Planes

Floats = NDArray[np.float64]
# Of generated element sets, as Hypatia has it: SGP4 divides by what is zero in a circle.
ECCENTRICITY = 1e-7


@dataclass(frozen=True)
class Sgp4Orbit:
    """What SGP4 needs to know of a shell: mean motion (Kozai's, as in element sets) and epoch."""

    mean_motion_rev_per_day: float
    epoch: Epoch


@dataclass(frozen=True, eq=False)
class Shell:
    """One shell of circular orbits of the same height and inclination.

    Attributes
    ----------
    name : prefix of its satellites' names, may be empty.
    altitude_m : height above the equatorial radius.
    raan_rad : (planes,) right ascension of each plane's ascending node.
    per_plane : satellites in each plane.
    phasing : Walker's F, or ``half`` (odd planes shifted by half a spacing, as Hypatia does).
    is_symmetric : whether every satellite sees the same shell around it (planes evenly over 360 degrees).
    sgp4 : how SGP4 flies it; None for the J2 kernel.
    """

    name: str
    altitude_m: float
    inclination_rad: float
    raan_rad: Floats
    per_plane: int
    phasing: int | Literal["half"]
    is_symmetric: bool
    sgp4: Sgp4Orbit | None = None

    @property
    def planes(self) -> int:
        """Return the number of planes."""
        return len(self.raan_rad)

    @property
    def satellites(self) -> int:
        """Return the number of satellites."""
        return self.planes * self.per_plane

    def latitude_argument_rad(self, plane: int | NDArray[np.int64], slot: int | NDArray[np.int64]) -> Floats:
        """Return the angle from the ascending node at the epoch, radians."""
        spacing = 2.0 * np.pi / self.per_plane
        if self.phasing == "half":
            shift = np.where(np.asarray(plane) % 2 == 1, 0.5 * spacing, 0.0)
        else:
            shift = 2.0 * np.pi * self.phasing * np.asarray(plane) / self.satellites
        return np.asarray((spacing * np.asarray(slot) + shift) % (2.0 * np.pi), np.float64)


def walker_raan_rad(planes: int, first_rad: float, spread_rad: float) -> Floats:
    """Return the nodes of planes spread evenly over an angle: 2 pi for a delta, pi for a star."""
    return np.asarray(first_rad + spread_rad * np.arange(planes) / planes, np.float64)


def plane_names(shell: Shell) -> list[str]:
    """Return a name for each plane: ``550-07``, or ``P07`` where the shell has none."""
    digits = len(str(shell.planes - 1))
    prefix = f"{shell.name}-" if shell.name else "P"
    return [f"{prefix}{plane:0{digits}d}" for plane in range(shell.planes)]


def shell_names(shell: Shell) -> list[str]:
    """Return a name for each satellite, plane by plane: ``550-P07S12``."""
    plane_digits, slot_digits = len(str(shell.planes - 1)), len(str(shell.per_plane - 1))
    prefix = f"{shell.name}-" if shell.name else ""
    slots = [f"S{slot:0{slot_digits}d}" for slot in range(shell.per_plane)]
    heads = [f"{prefix}P{plane:0{plane_digits}d}" for plane in range(shell.planes)]
    return [head + slot for head in heads for slot in slots]


def shell_planes(shells: tuple[Shell, ...]) -> Planes:
    """Return the planes of shells, counted over all of them."""
    counts = [shell.planes for shell in shells]
    per_plane = np.repeat([shell.per_plane for shell in shells], counts)
    return Planes(
        plane_of=np.repeat(np.arange(sum(counts), dtype=np.int32), per_plane),
        slot_of=np.concatenate(
            [np.tile(np.arange(shell.per_plane, dtype=np.int32), shell.planes) for shell in shells]
        ),
        shell_of_plane=np.repeat(np.arange(len(shells), dtype=np.int32), counts),
        names=tuple(name for shell in shells for name in plane_names(shell)),
    )


def shell_elements(shells: tuple[Shell, ...]) -> KeplerElements:
    """Return the orbits of shells at their epoch, plane by plane."""
    parts = [_columns(shell) for shell in shells]
    a_m, i_rad, raan_rad, anomaly_rad = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    zero = np.zeros(len(a_m))
    names = tuple(name for shell in shells for name in shell_names(shell))
    return KeplerElements(names, a_m, zero, i_rad, raan_rad, zero, anomaly_rad)


def shell_element_sets(shells: tuple[Shell, ...]) -> ElementSets:
    """Return shells that SGP4 flies as element sets, plane by plane; numbered from 0, as they stand.

    The recipe of Hypatia (Kassing et al., IMC 2020): eccentricity 1e-7, no drag, perigee at the node.
    """
    orbits = [(shell, shell.sgp4) for shell in shells if shell.sgp4 is not None]
    parts = [_columns(shell) for shell, _ in orbits]
    _, i_rad, raan_rad, anomaly_rad = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    sizes = [shell.satellites for shell, _ in orbits]
    columns = {key: np.zeros(len(i_rad)) for key in SGP4_COLUMNS}
    columns |= {
        "jdsatepoch": np.repeat([sgp4.epoch.jd for _, sgp4 in orbits], sizes),
        "jdsatepochF": np.repeat([sgp4.epoch.fraction for _, sgp4 in orbits], sizes),
        "ecco": np.full(len(i_rad), ECCENTRICITY),
        "inclo": i_rad,
        "mo": anomaly_rad,
        "no_kozai": np.repeat([sgp4.mean_motion_rev_per_day / XPDOTP for _, sgp4 in orbits], sizes),
        "nodeo": raan_rad,
    }
    names = tuple(name for shell, _ in orbits for name in shell_names(shell))
    return ElementSets(names, np.arange(len(names), dtype=np.int64), columns)


def _columns(shell: Shell) -> tuple[Floats, Floats, Floats, Floats]:
    plane = np.repeat(np.arange(shell.planes), shell.per_plane)
    slot = np.tile(np.arange(shell.per_plane), shell.planes)
    return (
        np.full(shell.satellites, EARTH_RADIUS_M + shell.altitude_m),
        np.full(shell.satellites, shell.inclination_rad),
        shell.raan_rad[plane] % (2.0 * np.pi),
        shell.latitude_argument_rad(plane, slot),
    )
