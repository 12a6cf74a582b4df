"""What one picture is drawn with: the numbers that every layer of the globe needs."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import HOME_DISTANCE
from dawnline_widgets.globe.view.viewpoint import Viewpoint, projection
from dawnline_widgets.theme import tokens

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FrameState:
    """One picture of ``size`` device pixels; ``scale`` is device pixels a logical pixel.

    Matrices are laid out as gloo sends them: the rows of the array are the columns of the GLSL matrix.
    ``axes`` has the radial direction of the eye as its last row, whatever the camera looks at; ``to_eye``
    turns ECEF into the eye's right, up and back. ``flat`` holds flatness, kind of map, central meridian and
    the map's y in the middle of the picture; ``map_height`` the eye's height above it.
    """

    view: Viewpoint
    size: tuple[int, int]
    scale: float
    t_s: float
    gmst_rad: float
    sun: F32
    eye: F32
    back: F32
    distance: float
    axes: F32
    to_eye: F32
    projection: F32
    view_projection: F32
    flat: tuple[float, float, float, float]
    map_height: float
    moon: F32 | None
    ecef_from_j2000: F32
    hidden: frozenset[str]

    @classmethod
    def of(cls, scene: GlobeScene, view: Viewpoint, size: tuple[int, int], scale: float) -> "FrameState":
        """State of ``scene`` seen from a viewpoint."""
        eye, axes = view.eye, view.axes
        distance = float(np.linalg.norm(eye))
        lens = projection(size)
        turn = np.eye(4)
        turn[:3, :3] = axes
        turn[:3, 3] = -axes @ eye
        flat = view.flat
        return cls(
            view=view,
            size=size,
            scale=scale,
            t_s=scene.t_s,
            gmst_rad=scene.gmst_rad,
            sun=np.asarray(scene.sun_ecef, np.float32),
            eye=eye.astype(np.float32),
            back=(eye / distance).astype(np.float32),
            distance=distance,
            axes=_radial_axes(eye / distance).astype(np.float32),
            to_eye=axes.T.astype(np.float32),
            projection=lens.T.astype(np.float32),
            view_projection=(lens @ turn).T.astype(np.float32),
            flat=(0.0, 0.0, 0.0, 0.0)
            if flat is None
            else (view.flatness, flat.equal_area, flat.lon_rad, flat.y),
            map_height=1.0 if flat is None else flat.height,
            moon=scene.moon_ecef,
            ecef_from_j2000=_ecef_from_j2000(scene),
            hidden=scene.hidden,
        )

    @property
    def spin(self) -> tuple[float, float]:
        """(cos, sin) of the sidereal angle, for TEME to ECEF in the shader."""
        return math.cos(self.gmst_rad), math.sin(self.gmst_rad)

    @property
    def flatness(self) -> float:
        """How far the globe is unrolled: 0 globe, 1 map."""
        return self.flat[0]

    @property
    def mark_scale(self) -> float:
        """Device pixels a pixel of mark size: marks grow gently as the camera comes nearer."""
        return self.scale * mark_zoom(self.view)

    def place_on(self, program: Any) -> None:
        """Give a program what ``shaders_view.PLACE`` and ``HIDDEN`` need."""
        values = {
            "u_view_projection": self.view_projection,
            "u_back": self.back,
            "u_distance": self.distance,
            "u_is_map": 1.0 if self.view.is_map else 0.0,
            "u_projection": self.projection,
            "u_to_eye": self.to_eye,
            "u_eye": self.eye,
            "u_flat": self.flat,
            "u_map_height": self.map_height,
        }
        for _, _, name in program.variables:  # each program declares what it needs of them
            if name in values:
                program[name] = values[name]


def mark_zoom(view: Viewpoint) -> float:
    """How much larger marks are than at the home distance, 0.7 to 2.4."""
    return float(min(max(((HOME_DISTANCE - 1.0) / max(view.height, 1e-6)) ** 0.38, 0.7), 2.4))


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


def _radial_axes(back: NDArray[np.float64]) -> NDArray[np.float64]:
    """(3, 3) unit rows: two across the direction to the eye, and that direction."""
    helper = np.array((0.0, 0.0, 1.0)) if abs(back[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    right = np.cross(helper, back)
    right /= np.linalg.norm(right)
    return np.stack((right, np.cross(back, right), back))
