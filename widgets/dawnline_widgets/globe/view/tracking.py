"""What a camera keeps in view while time passes: nothing, the stars, the terminator, or a satellite."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.flat_map import sine_of_latitude


class Tracking(Protocol):
    """Gives the place above the Earth that a camera's own longitude and latitude count from."""

    def base(self, scene: GlobeScene, *, over_map: bool = False) -> tuple[float, float] | None:
        """(longitude, latitude) radians at the scene's time; None where there is none (stay)."""


@dataclass(frozen=True)
class Still:
    """Stays above the ground, or, in an inertial scene, among the stars."""

    def base(self, scene: GlobeScene, *, over_map: bool = False) -> tuple[float, float] | None:  # noqa: ARG002
        """Where Greenwich is, or where the vernal equinox is above the ground."""
        return (-scene.gmst_rad if scene.inertial else 0.0), 0.0


@dataclass(frozen=True)
class ChaseTerminator:
    """Stays above the terminator: the evening half of it, where satellites meet the dusk."""

    side: int = 1

    def base(self, scene: GlobeScene, *, over_map: bool = False) -> tuple[float, float] | None:  # noqa: ARG002
        """Return a quarter turn from the Sun's longitude, on the equator."""
        return math.atan2(scene.sun_ecef[1], scene.sun_ecef[0]) + self.side * math.pi / 2, 0.0


@dataclass(frozen=True)
class Follow:
    """Stays above a satellite (``index``) or a pin."""

    kind: str
    index: int

    def base(self, scene: GlobeScene, *, over_map: bool = False) -> tuple[float, float] | None:
        """Return the point below which it stands: on the line to the centre, or where a map has it."""
        if self.kind == "pin":
            if self.index >= len(scene.pins.r_ecef):
                return None
            r = scene.pins.r_ecef[self.index].astype(np.float64)
        else:
            if self.index >= len(scene.keyframes.r0):
                return None
            r = hermite.position_ecef(scene.keyframes, self.index, scene.t_s, scene.gmst_rad)
        if not np.isfinite(r).all():
            return None
        sine = float(sine_of_latitude(r[None])[0]) if over_map else r[2] / float(np.linalg.norm(r))
        return math.atan2(r[1], r[0]), math.asin(min(max(sine, -1.0), 1.0))
