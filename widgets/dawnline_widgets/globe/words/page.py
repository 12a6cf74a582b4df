"""What words are written over: a scene from a viewpoint, and where things are seen in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.hand.pick import Picked
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import bodies, hermite
from dawnline_widgets.globe.view.viewpoint import Viewpoint

_LAYERS = {"satellite": "satellites", "pin": "sites", "gateway": "gateways"}


@dataclass(frozen=True, eq=False)
class Page:
    """What words are written over: a scene from a viewpoint, in logical pixels, and what is pointed at."""

    scene: GlobeScene
    pose: Viewpoint
    size: tuple[float, float]
    hover: Picked | None

    def place_of(self, what: Picked) -> NDArray[np.float64] | None:
        """Return where it is, ECEF; None if it is nowhere, or not shown."""
        scene, (kind, index) = self.scene, what
        if _LAYERS[kind] in scene.hidden:
            return None
        if kind != "satellite":
            pins = scene.pins if kind == "pin" else scene.gateways
            known = pins is not None and index < len(pins.r_ecef)
            point = np.asarray(pins.r_ecef[index], np.float64) if known and pins is not None else None
        elif index < len(scene.keyframes.r0):
            point = hermite.position_ecef(scene.keyframes, index, scene.t_s, scene.gmst_rad)
        else:
            point = None
        return None if point is None or not np.isfinite(point).all() else point

    def span_px(self, what: Picked) -> float:
        """Return how large its body is seen; 0 for what has none."""
        point = self.place_of(what) if what[0] == "satellite" else None
        if point is None:
            return 0.0
        return bodies.seen_span_px(self.scene, what[1], point, self.pose, self.size)

    def pixel_of(self, what: Picked) -> tuple[float, float] | None:
        """Return where it is seen; None if it is not."""
        point = self.place_of(what)
        if point is None:
            return None
        pixels, depth = self.pose.project(point[None], self.size)
        if depth[0] <= 0 or bool(self.pose.behind_earth(point[None])[0]):
            return None
        return float(pixels[0, 0]), float(pixels[0, 1])


def name_of(scene: GlobeScene, what: Picked) -> str:
    """Return the name of what is pointed at; "" if it has none."""
    names = scene.pins.names if what[0] == "pin" else scene.satellite_names
    if what[0] == "gateway":
        names = scene.gateways.names if scene.gateways is not None else ()
    return names[what[1]] if what[1] < len(names) else ""
