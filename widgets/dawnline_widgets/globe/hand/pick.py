"""What lies under a pixel: satellites where they are at this moment, and pins. numpy, no GL."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.hand.sieve import may_be_near
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.viewpoint import Size, Viewpoint

Picked = tuple[str, int]


def pick(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float = 9.0
) -> Picked | None:
    """Return ``("pin", i)``, ``("gateway", i)`` or ``("satellite", i)`` nearest to a pixel, or None.

    Nothing is farther than ``reach_px``. What the Earth hides, what has no size and what is in a layer that
    is off is not picked. A pin or a gateway whose mark holds the pixel wins over satellites: satellites fly
    over it all the time, and it is what people mean.
    """
    pin = _nearest_pin(scene, pose, size, pixel, reach_px)
    if pin is not None and pin[1] <= max(0.5 * float(scene.pins.size_px[pin[0]]), 4.0):
        return "pin", pin[0]
    gateway = _nearest_gateway(scene, pose, size, pixel)
    if gateway is not None:
        return "gateway", gateway
    satellite = _nearest_satellite(scene, pose, size, pixel, reach_px)
    if satellite is not None and (pin is None or satellite[1] <= pin[1]):
        return "satellite", satellite[0]
    return None if pin is None else ("pin", pin[0])


def satellite_pixels(scene: GlobeScene, pose: Viewpoint, size: Size) -> NDArray[np.float64]:
    """(n, 2) pixels of all satellites at the scene's time; NaN where hidden, behind the eye or nowhere."""
    r_ecef = hermite.ecef_from_teme(hermite.positions_teme(scene.keyframes, scene.t_s), scene.gmst_rad)
    pixels, depth = pose.project(r_ecef, size)
    hidden = pose.behind_earth(r_ecef) | (depth <= 0) | ("satellites" in scene.hidden)
    hidden[: len(scene.style.size_px)] |= scene.style.size_px[: len(hidden)] <= 0
    pixels[hidden] = np.nan
    return pixels


def pin_pixels(scene: GlobeScene, pose: Viewpoint, size: Size) -> NDArray[np.float64]:
    """(m, 2) pixels of all pins; NaN where one is beyond the horizon, or their layer is off."""
    r_ecef = scene.pins.r_ecef
    pixels, _ = pose.project(r_ecef, size)
    pixels[(pose.above_horizon(r_ecef) <= 0.0) | ("sites" in scene.hidden)] = np.nan
    return pixels


def gateway_pixels(scene: GlobeScene, pose: Viewpoint, size: Size) -> NDArray[np.float64]:
    """(m, 2) pixels of all gateways; NaN where one is beyond the horizon, or their layer is off."""
    if scene.gateways is None:
        return np.empty((0, 2))
    r_ecef = scene.gateways.r_ecef
    pixels, _ = pose.project(r_ecef, size)
    pixels[(pose.above_horizon(r_ecef) <= 0.0) | ("gateways" in scene.hidden)] = np.nan
    return pixels


def _nearest_gateway(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float]
) -> int | None:
    """Return the gateway whose mark holds a pixel."""
    away = np.linalg.norm(gateway_pixels(scene, pose, size) - pixel, axis=1)
    if scene.gateways is None or not np.isfinite(away).any():
        return None
    index = int(np.nanargmin(away))
    return index if away[index] <= max(0.5 * float(scene.gateways.size_px[index]), 5.0) else None


def _nearest_pin(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float
) -> tuple[int, float] | None:
    if len(scene.pins.r_ecef) == 0 or "sites" in scene.hidden:
        return None
    away = np.linalg.norm(pin_pixels(scene, pose, size) - pixel, axis=1)
    if np.isnan(away).all():
        return None
    index = int(np.nanargmin(away))
    reach = max(reach_px, 0.5 * float(scene.pins.size_px[index]))
    return (index, float(away[index])) if away[index] <= reach else None


def _nearest_satellite(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float
) -> tuple[int, float] | None:
    """Return the satellite nearest to a pixel within reach, and how far it is."""
    if "satellites" in scene.hidden:
        return None
    near = may_be_near(scene, pose, size, pixel, reach_px)
    near = near[scene.style.size_px[near] > 0]
    if len(near) == 0:
        return None
    points = hermite.positions_ecef(scene.keyframes, near, scene.t_s, scene.gmst_rad)
    pixels, depth = pose.project(points, size)
    away = np.hypot(pixels[:, 0] - pixel[0], pixels[:, 1] - pixel[1])
    within = np.flatnonzero((away <= reach_px) & (depth > 0))
    seen = within[~pose.behind_earth(points[within])]
    if len(seen) == 0:
        return None
    best = seen[np.argmin(away[seen])]
    return int(near[best]), float(away[best])
