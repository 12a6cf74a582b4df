"""What one picture is drawn with: the numbers that every layer of the globe needs."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.lens import Lens
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.viewpoint import Viewpoint
from dawnline_widgets.theme import tokens

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FrameState:
    """One picture: what a lens sees at an instant. Matrices are laid out as gloo sends them."""

    lens: Lens
    t_s: float
    gmst_rad: float
    sun: F32
    moon: F32 | None
    ecef_from_j2000: F32
    hidden: frozenset[str]

    @classmethod
    def of(cls, scene: GlobeScene, lens: Lens) -> "FrameState":
        """State of ``scene`` seen through a lens."""
        return cls(
            lens=lens,
            t_s=scene.t_s,
            gmst_rad=scene.gmst_rad,
            sun=np.asarray(scene.sun_ecef, np.float32),
            moon=scene.moon_ecef,
            ecef_from_j2000=_ecef_from_j2000(scene),
            hidden=scene.hidden,
        )

    @property
    def view(self) -> Viewpoint:
        """Where the picture is taken from."""
        return self.lens.view

    @property
    def size(self) -> tuple[int, int]:
        """Device pixels of the picture."""
        return self.lens.size

    @property
    def scale(self) -> float:
        """Device pixels a logical pixel."""
        return self.lens.scale

    @property
    def spin(self) -> tuple[float, float]:
        """(cos, sin) of the sidereal angle, for TEME to ECEF in the shader."""
        return math.cos(self.gmst_rad), math.sin(self.gmst_rad)

    @property
    def flatness(self) -> float:
        """How far the globe is unrolled: 0 globe, 1 map."""
        return self.lens.flat[0]

    @property
    def mark_scale(self) -> float:
        """Device pixels a pixel of mark size: marks grow gently as the camera comes nearer."""
        return self.scale * self.lens.mark_zoom


def background() -> tuple[float, float, float, float]:
    """Colour of space, opaque."""
    red, green, blue = bytes.fromhex(tokens.BACKGROUND.removeprefix("#"))
    return red / 255, green / 255, blue / 255, 1.0


def _ecef_from_j2000(scene: GlobeScene) -> F32:
    """(3, 3), laid out as gloo sends it: the day's precession, then the turn of the Earth."""
    cos, sin = math.cos(scene.gmst_rad), math.sin(scene.gmst_rad)
    turn = np.array(((cos, sin, 0.0), (-sin, cos, 0.0), (0.0, 0.0, 1.0)))
    if scene.teme_from_j2000 is not None:
        turn = turn @ scene.teme_from_j2000
    return turn.T.astype(np.float32)
