"""Formations: satellites that circle a point of an orbit together, near enough for links of terabits.

In the frame that moves with that point, Hill's equations (Clohessy and Wiltshire 1960) leave who has its
period on ``x = -A cos(nt + phi)``, ``y = 2 A sin(nt + phi)``: x up, y ahead. A square lattice in (x, y / 2)
turns as one, and neighbours of a spacing d are d to 2 d apart, twice each a revolution. Each satellite is an
ellipse about the Earth with ``e = A / a`` and the mean argument of latitude of the point.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.j2 import raan_for_ltan_rad, sso_inclination_rad
from dawnline.orbits.planes import Planes
from dawnline.scenario.schema_fleet import ClusterFleet

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Formation:
    """A square lattice of ``side`` times ``side`` satellites in the plane of a Sun-synchronous orbit.

    ``radius_m`` is how far from the middle the outermost come, ahead of it and behind it.
    """

    altitude_m: float
    inclination_rad: float
    raan_rad: float
    side: int
    radius_m: float

    @classmethod
    def of(cls, section: ClusterFleet, epoch: Epoch) -> "Formation":
        """Return the formation of a fleet. Raises ValueError where there is no such orbit."""
        altitude_m = section.altitude_km * 1e3
        raan_rad = float(raan_for_ltan_rad(epoch, section.ltan_h))
        inclination_rad = sso_inclination_rad(altitude_m)
        return cls(altitude_m, inclination_rad, raan_rad, section.side, section.radius_km * 1e3)

    @property
    def spacing_m(self) -> float:
        """Return how near neighbours come; twice that is how far apart they get."""
        return float(self.radius_m / (np.sqrt(2.0) * (self.side - 1)))

    @property
    def described(self) -> Mapping[str, Any]:
        """Return what the document says of it."""
        names = ("altitude_m", "inclination_rad", "raan_rad", "side", "radius_m")
        return {"formation": {name: getattr(self, name) for name in names}}

    def elements(self) -> KeplerElements:
        """Return the orbits at the epoch, when the middle is at the ascending node: row by row, x first."""
        n, a_m = self.side**2, EARTH_RADIUS_M + self.altitude_m
        at = (np.arange(self.side) - (self.side - 1) / 2.0) * self.spacing_m
        up, ahead = (part.ravel() for part in np.meshgrid(at, at, indexing="ij"))
        anomaly_rad = np.arctan2(ahead, -up)
        digits = len(str(self.side - 1))
        return KeplerElements(
            names=tuple(
                f"R{i:0{digits}d}C{j:0{digits}d}" for i in range(self.side) for j in range(self.side)
            ),
            a_m=np.full(n, a_m),
            e=np.hypot(up, ahead) / a_m,
            i_rad=np.full(n, self.inclination_rad),
            raan_rad=np.full(n, self.raan_rad % (2.0 * np.pi)),
            argp_rad=-anomaly_rad % (2.0 * np.pi),
            mean_anomaly_rad=anomaly_rad % (2.0 * np.pi),
        )

    def planes(self) -> Planes:
        """Return the one plane that all are in."""
        slots = np.arange(self.side**2, dtype=np.int32)
        return Planes(np.zeros_like(slots), slots, np.zeros(1, np.int32), ("P0",), is_closed=False)
