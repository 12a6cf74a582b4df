"""What a picture owes to its viewpoint: matrices and the eye, worked out once while the camera rests."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.view.camera import HOME_DISTANCE
from dawnline_widgets.globe.view.viewpoint import Viewpoint, projection

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lens:
    """A viewpoint on a picture of ``size`` device pixels; ``scale`` is device pixels a logical pixel.

    Matrices are laid out as gloo sends them: the rows of the array are the columns of the GLSL matrix.
    ``axes`` has the radial direction of the eye as its last row, whatever the camera looks at; ``to_eye``
    turns ECEF into the eye's right, up and back. ``flat`` holds flatness, kind of map, central meridian and
    the map's y in the middle of the picture; ``map_height`` the eye's height above it.
    """

    view: Viewpoint
    size: tuple[int, int]
    scale: float
    eye: F32
    back: F32
    distance: float
    axes: F32
    to_eye: F32
    projection: F32
    view_projection: F32
    flat: tuple[float, float, float, float]
    map_height: float
    _knows: set[Any] = field(default_factory=set)

    @classmethod
    def of(cls, view: Viewpoint, size: tuple[int, int], scale: float) -> "Lens":
        """Return the lens of a viewpoint."""
        eye, axes = view.eye, view.axes
        distance = float(np.linalg.norm(eye))
        frame = projection(size)
        turn = np.eye(4)
        turn[:3, :3] = axes
        turn[:3, 3] = -axes @ eye
        flat = view.flat
        return cls(
            view=view,
            size=size,
            scale=scale,
            eye=eye.astype(np.float32),
            back=(eye / distance).astype(np.float32),
            distance=distance,
            axes=_radial_axes(eye / distance).astype(np.float32),
            to_eye=axes.T.astype(np.float32),
            projection=frame.T.astype(np.float32),
            view_projection=(frame @ turn).T.astype(np.float32),
            flat=(0.0, 0.0, 0.0, 0.0)
            if flat is None
            else (view.flatness, flat.equal_area, flat.lon_rad, flat.y),
            map_height=1.0 if flat is None else flat.height,
        )

    def serves(self, view: Viewpoint, size: tuple[int, int], scale: float) -> bool:
        """Say whether it is the lens of a viewpoint."""
        return (view, size, scale) == (self.view, self.size, self.scale)

    @property
    def mark_zoom(self) -> float:
        """How much larger marks are than at the home distance, 0.7 to 2.4."""
        height = max(self.view.height, 1e-6)
        return float(min(max(((HOME_DISTANCE - 1.0) / height) ** 0.38, 0.7), 2.4))

    def place_on(self, program: Any) -> None:
        """Give a program what ``shaders_view.PLACE`` and ``HIDDEN`` need, once: it keeps that."""
        if program in self._knows:
            return
        self._knows.add(program)
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


def _radial_axes(back: NDArray[np.float64]) -> NDArray[np.float64]:
    """(3, 3) unit rows: two across the direction to the eye, and that direction."""
    helper = np.array((0.0, 0.0, 1.0)) if abs(back[2]) < 0.9 else np.array((1.0, 0.0, 0.0))
    right = np.cross(helper, back)
    right /= np.linalg.norm(right)
    return np.stack((right, np.cross(back, right), back))
