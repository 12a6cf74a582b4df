"""What lies under a pixel: satellites where they are at this moment, and pins. numpy, no GL."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import CameraPose, Size

Picked = tuple[str, int]
_ROWS = 65536  # positions are worked out in blocks that stay in the cache


def pick(
    scene: GlobeScene, pose: CameraPose, size: Size, pixel: tuple[float, float], reach_px: float = 9.0
) -> Picked | None:
    """Return ``("pin", i)`` or ``("satellite", i)`` nearest to a pixel within ``reach_px``, or None.

    What the Earth hides and what has no size is not picked. A pin whose disc holds the pixel wins over
    satellites: satellites fly over it all the time, and it is what people mean.
    """
    pin = _nearest_pin(scene, pose, size, pixel, reach_px)
    if pin is not None and pin[1] <= max(0.5 * float(scene.pins.size_px[pin[0]]), 4.0):
        return "pin", pin[0]
    satellite = _nearest_satellite(scene, pose, size, pixel, reach_px)
    if satellite is not None and (pin is None or satellite[1] <= pin[1]):
        return "satellite", satellite[0]
    return None if pin is None else ("pin", pin[0])


def satellite_pixels(scene: GlobeScene, pose: CameraPose, size: Size) -> NDArray[np.float64]:
    """(n, 2) pixels of all satellites at the scene's time; NaN where hidden, behind the eye or nowhere."""
    r_ecef = hermite.ecef_from_teme(hermite.positions_teme(scene.keyframes, scene.t_s), scene.gmst_rad)
    pixels, depth = pose.project(r_ecef, size)
    hidden = pose.behind_earth(r_ecef) | (depth <= 0)
    hidden[: len(scene.style.size_px)] |= scene.style.size_px[: len(hidden)] <= 0
    pixels[hidden] = np.nan
    return pixels


def pin_pixels(scene: GlobeScene, pose: CameraPose, size: Size) -> NDArray[np.float64]:
    """(m, 2) pixels of all pins; NaN where one is beyond the horizon."""
    r_ecef = scene.pins.r_ecef
    pixels, _ = pose.project(r_ecef, size)
    pixels[r_ecef.astype(np.float64) @ pose.axes[2] <= 1.0 / pose.distance] = np.nan
    return pixels


def _nearest_pin(
    scene: GlobeScene, pose: CameraPose, size: Size, pixel: tuple[float, float], reach_px: float
) -> tuple[int, float] | None:
    if len(scene.pins.r_ecef) == 0:
        return None
    away = np.linalg.norm(pin_pixels(scene, pose, size) - pixel, axis=1)
    if np.isnan(away).all():
        return None
    index = int(np.nanargmin(away))
    reach = max(reach_px, 0.5 * float(scene.pins.size_px[index]))
    return (index, float(away[index])) if away[index] <= reach else None


def _nearest_satellite(
    scene: GlobeScene, pose: CameraPose, size: Size, pixel: tuple[float, float], reach_px: float
) -> tuple[int, float] | None:
    """Nearest within reach: first a cheap float32 sieve of all, then the exact test of those left."""
    keyframes = scene.keyframes
    count = min(len(keyframes.r0), len(scene.style.size_px))
    if count == 0:
        return None
    # Rows that take TEME to (right, up, away from the centre), one product for the sieve.
    cos, sin = np.cos(scene.gmst_rad), np.sin(scene.gmst_rad)
    turn = np.array(((cos, sin, 0.0), (-sin, cos, 0.0), (0.0, 0.0, 1.0)))
    to_eye = (pose.axes @ turn).astype(np.float32)
    focal = np.float32(_focal(pose, size))
    x, y = np.float32(pixel[0] - size[0] / 2), np.float32(size[1] / 2 - pixel[1])
    weights = np.array(hermite.weights(keyframes, scene.t_s), np.float32)
    best: tuple[int, float] | None = None
    for start in range(0, count, _ROWS):
        rows = slice(start, min(start + _ROWS, count))
        local = _local(keyframes.r0, keyframes.v0, keyframes.r1, keyframes.v1, rows, weights) @ to_eye.T
        depth = np.float32(pose.distance) - local[:, 2]
        reach = depth * np.float32(reach_px + 0.5)
        near = np.abs(local[:, 0] * focal - x * depth) < reach
        near &= np.abs(local[:, 1] * focal - y * depth) < reach
        near &= scene.style.size_px[rows] > 0
        found = np.flatnonzero(near) + start
        if len(found):
            best = _nearer(best, _exact(scene, pose, size, pixel, found), reach_px)
    return best


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
    scene: GlobeScene, pose: CameraPose, size: Size, pixel: tuple[float, float], found: NDArray[np.intp]
) -> list[tuple[int, float]]:
    points = np.stack(
        [hermite.position_ecef(scene.keyframes, int(i), scene.t_s, scene.gmst_rad) for i in found[:256]]
    )
    pixels, depth = pose.project(points, size)
    away = np.linalg.norm(pixels - pixel, axis=1)
    seen = ~pose.behind_earth(points) & (depth > 0) & np.isfinite(away)
    return [(int(found[i]), float(away[i])) for i in np.flatnonzero(seen)]


def _nearer(
    best: tuple[int, float] | None, found: list[tuple[int, float]], reach_px: float
) -> tuple[int, float] | None:
    for index, away in found:
        if away <= reach_px and (best is None or away < best[1]):
            best = (index, away)
    return best


def _focal(pose: CameraPose, size: Size) -> float:
    return (pose.distance - 1.0) / pose.radians_per_pixel(size)
