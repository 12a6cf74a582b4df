"""What one picture is drawn with: the numbers that every layer of the globe needs."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import HOME_DISTANCE, CameraPose
from dawnline_widgets.theme import tokens

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FrameState:
    """One picture of ``size`` device pixels; ``scale`` is device pixels a logical pixel.

    Matrices are laid out as gloo sends them: the rows of the array are the columns of the GLSL matrix.
    """

    pose: CameraPose
    size: tuple[int, int]
    scale: float
    t_s: float
    gmst_rad: float
    sun: F32
    eye: F32
    back: F32
    axes: F32
    view_projection: F32

    @classmethod
    def of(cls, scene: GlobeScene, pose: CameraPose, size: tuple[int, int], scale: float) -> "FrameState":
        """State of ``scene`` seen from ``pose``."""
        axes = pose.axes
        return cls(
            pose=pose,
            size=size,
            scale=scale,
            t_s=scene.t_s,
            gmst_rad=scene.gmst_rad,
            sun=np.asarray(scene.sun_ecef, np.float32),
            eye=pose.eye.astype(np.float32),
            back=axes[2].astype(np.float32),
            axes=axes.astype(np.float32),
            view_projection=pose.view_projection(size).T.astype(np.float32),
        )

    @property
    def spin(self) -> tuple[float, float]:
        """(cos, sin) of the sidereal angle, for TEME to ECEF in the shader."""
        return math.cos(self.gmst_rad), math.sin(self.gmst_rad)

    @property
    def mark_scale(self) -> float:
        """Device pixels a pixel of mark size: marks grow gently as the camera comes nearer."""
        return self.scale * mark_zoom(self.pose)


def mark_zoom(pose: CameraPose) -> float:
    """How much larger marks are than at the home distance, 0.7 to 2.4."""
    return float(min(max(((HOME_DISTANCE - 1.0) / (pose.distance - 1.0)) ** 0.38, 0.7), 2.4))


def background() -> tuple[float, float, float, float]:
    """Colour of space, opaque."""
    red, green, blue = bytes.fromhex(tokens.BACKGROUND.removeprefix("#"))
    return red / 255, green / 255, blue / 255, 1.0
