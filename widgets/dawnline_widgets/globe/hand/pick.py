"""What lies under a pixel: satellites where they are at this moment, and pins. numpy, no GL."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.flat_map import MOST_LIFT
from dawnline_widgets.globe.view.viewpoint import Size, Viewpoint, focal_px

Picked = tuple[str, int]
F32 = NDArray[np.float32]
Sieve = Callable[[F32], NDArray[np.bool_]]
_ROWS = 65536  # positions are worked out in blocks that stay in the cache


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
    """Nearest within reach: first a cheap float32 sieve of all, then the exact test of those left."""
    keyframes = scene.keyframes
    count = min(len(keyframes.r0), len(scene.style.size_px))
    if count == 0 or "satellites" in scene.hidden:
        return None
    sieve = _map_sieve if pose.is_map else _globe_sieve
    may_be_near = sieve(scene, pose, size, pixel, reach_px + 0.5)
    weights = np.array(hermite.weights(keyframes, scene.t_s), np.float32)
    best: tuple[int, float] | None = None
    for start in range(0, count, _ROWS):
        rows = slice(start, min(start + _ROWS, count))
        near = may_be_near(_local(keyframes.r0, keyframes.v0, keyframes.r1, keyframes.v1, rows, weights))
        near &= scene.style.size_px[rows] > 0
        found = np.flatnonzero(near) + start
        if len(found):
            best = _nearer(best, _exact(scene, pose, size, pixel, found), reach_px)
    return best


def _globe_sieve(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float
) -> Sieve:
    """Test TEME positions (k, 3) float32 for being in the square of ``reach_px`` about a pixel."""
    cos, sin = np.cos(scene.gmst_rad), np.sin(scene.gmst_rad)
    turn = np.array(((cos, sin, 0.0), (-sin, cos, 0.0), (0.0, 0.0, 1.0)))
    to_eye = (pose.axes @ turn).astype(np.float32).T  # right, up, backwards: one product for all
    eye = (pose.axes @ pose.eye).astype(np.float32)
    focal = np.float32(focal_px(size))
    x, y = np.float32(pixel[0] - size[0] / 2), np.float32(size[1] / 2 - pixel[1])

    def test(r_teme: F32) -> NDArray[np.bool_]:
        local = r_teme @ to_eye - eye
        depth = -local[:, 2]
        reach = depth * np.float32(reach_px)
        near: NDArray[np.bool_] = np.abs(local[:, 0] * focal - x * depth) < reach
        near &= np.abs(local[:, 1] * focal - y * depth) < reach
        return near

    return test


def _map_sieve(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float
) -> Sieve:
    """Test TEME positions (k, 3) float32 for the latitudes of ``reach_px`` about a pixel of a map."""
    del scene
    points = [pose.ground((size[0] / 2, pixel[1] + off), size) for off in (reach_px, -reach_px)]
    low, high = (
        np.float32(2 * end if point is None else point[2] + end * MOST_LIFT)
        for point, end in zip(points, (-1, 1), strict=True)
    )

    def test(r_teme: F32) -> NDArray[np.bool_]:
        radius = np.sqrt(np.einsum("ij,ij->i", r_teme, r_teme))
        return np.asarray((r_teme[:, 2] >= low * radius) & (r_teme[:, 2] <= high * radius))

    return test


def _local(
    r0: NDArray[np.float32],
    v0: NDArray[np.float32],
    r1: NDArray[np.float32],
    v1: NDArray[np.float32],
    rows: slice,
    weights: NDArray[np.float32],
) -> NDArray[np.float32]:
    out: NDArray[np.float32] = r0[rows] * weights[0]
    out += v0[rows] * weights[1]
    out += r1[rows] * weights[2]
    out += v1[rows] * weights[3]
    return out


def _exact(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], found: NDArray[np.intp]
) -> list[tuple[int, float]]:
    points = hermite.positions_ecef(scene.keyframes, found, scene.t_s, scene.gmst_rad)
    pixels, depth = pose.project(points, size)
    away = np.linalg.norm(pixels - pixel, axis=1)
    seen = ~pose.behind_earth(points) & (depth > 0) & np.isfinite(away)
    if not seen.any():
        return []
    best = int(np.argmin(np.where(seen, away, np.inf)))
    return [(int(found[best]), float(away[best]))]


def _nearer(
    best: tuple[int, float] | None, found: list[tuple[int, float]], reach_px: float
) -> tuple[int, float] | None:
    for index, away in found:
        if away <= reach_px and (best is None or away < best[1]):
            best = (index, away)
    return best
