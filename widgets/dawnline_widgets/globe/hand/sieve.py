"""Which satellites may be near a pixel: boxes of neighbours that the lines through it meet. numpy, no GL.

Nothing that is near is passed over, on the globe, on maps and half unrolled; of what is left some is not
near.
"""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.boxes import ROWS, SMALL
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.flat_map import MOST_LIFT, FlatMap, xy_of
from dawnline_widgets.globe.view.viewpoint import F64, Size, Viewpoint, focal_px

_SLACK = 1e-9  # of float64, over numbers of some Earth radii


def may_be_near(
    scene: GlobeScene, pose: Viewpoint, size: Size, pixel: tuple[float, float], reach_px: float
) -> NDArray[np.intp]:
    """(k,) indices, ascending, of the satellites whose box comes within ``reach_px`` of a pixel."""
    n = min(len(scene.keyframes.r0), len(scene.style.size_px))
    large, small = scene.keyframes.boxes
    share = hermite.share(scene.keyframes, scene.t_s)
    cos, sin = math.cos(scene.gmst_rad), math.sin(scene.gmst_rad)
    ecef_of_teme = np.array(((cos, sin, 0.0), (-sin, cos, 0.0), (0.0, 0.0, 1.0)))
    sides = _sides(size, pixel, reach_px)
    met = np.arange(len(large))
    met = _met(met, large.at(share, met), pose, sides, ecef_of_teme)
    met = _inside(met, SMALL, len(small))
    met = _met(met, small.at(share, met), pose, sides, ecef_of_teme)
    return _inside(met, ROWS, n)


def _inside(boxes: NDArray[np.intp], count: int, n: int) -> NDArray[np.intp]:
    """Return the indices below n of what is in boxes that hold ``count`` each."""
    inside: NDArray[np.intp] = (boxes[:, None] * count + np.arange(count)).ravel()
    return inside[inside < n]


def _met(
    among: NDArray[np.intp], boxes: tuple[F64, F64], pose: Viewpoint, sides: F64, ecef_of_teme: F64
) -> NDArray[np.intp]:
    """Return those whose boxes, centres and half edges (3, k), reach into the square about the pixel.

    Each side of the square is a plane through the eye: what is on the wrong side of one, with its whole box,
    cannot be in the square.
    """
    middle, half = boxes
    slack = _SLACK * float(np.abs(sides).max())
    flat, flatness = pose.flat, pose.flatness
    sheet = None
    if flat is not None and flatness > 0.0:  # a mix of globe and sheet, as in ``Viewpoint.local``
        sheet = _spread(middle, half, flat, ecef_of_teme)
    for side in sides:
        plane = side @ pose.axes @ ecef_of_teme
        eye = float(side @ pose.axes @ pose.eye)
        nearest = _sum(plane, middle) - _sum(np.abs(plane), half) - eye
        if flat is not None and sheet is not None:
            nearest = (1.0 - flatness) * nearest + flatness * _nearest_on_sheet(sheet, flat, side)
        left = np.flatnonzero(nearest <= slack)
        among, middle, half = among[left], middle[:, left], half[:, left]
        if sheet is not None:
            sheet = sheet[:, left]
    return among


def _sum(weights: F64, rows: F64) -> F64:
    """(m,) weighted sum of rows (3, m); a product of matrices would wake threads for it."""
    return np.asarray(weights[0] * rows[0] + weights[1] * rows[1] + weights[2] * rows[2])


def _sides(size: Size, pixel: tuple[float, float], reach_px: float) -> F64:
    """(4, 3): by what to multiply (right, up, backwards) of the eye to get less than 0 within each side."""
    focal = focal_px(size)
    x, y = pixel[0] - size[0] / 2, size[1] / 2 - pixel[1]
    return np.array(
        (
            (focal, 0.0, x + reach_px),
            (-focal, 0.0, -x + reach_px),
            (0.0, focal, y + reach_px),
            (0.0, -focal, -y + reach_px),
        )
    )


def _nearest_on_sheet(sheet: F64, flat: FlatMap, side: F64) -> F64:
    """(m,) the least that a side gives for what is laid on the map within ``sheet`` (see ``_spread``)."""
    low_x, high_x, low_y, high_y = sheet
    x = low_x if side[0] >= 0.0 else high_x
    y = low_y if side[1] >= 0.0 else high_y
    return np.asarray(side[0] * x + side[1] * (y - flat.y) - side[2] * flat.height)


def _spread(middle: F64, half: F64, flat: FlatMap, ecef_of_teme: F64) -> F64:
    """(4, m): the least and the largest x, then y, on the map of what is in boxes (3, m).

    A box is within a ball, a ball within a cap: of a cap about latitude p with radius a, latitudes are within
    p - a to p + a, and longitudes within asin(sin a / cos p) of its middle where it holds no pole.
    """
    x, y, z = (_sum(row, middle) for row in ecef_of_teme)
    distance = np.maximum(np.sqrt(x * x + y * y + z * z), 1e-12)
    radius = np.sqrt(_sum(np.ones(3), half * half)) / distance
    cap = np.where(radius < 1.0, np.arcsin(np.minimum(radius, 1.0)), math.pi)
    lat = np.arcsin(np.clip(z / distance, -1.0, 1.0))
    south = np.arcsin(np.maximum(np.sin(np.maximum(lat - cap, -math.pi / 2)) - MOST_LIFT, -1.0))
    north = np.arcsin(np.minimum(np.sin(np.minimum(lat + cap, math.pi / 2)) + MOST_LIFT, 1.0))
    wide = np.full_like(lat, math.pi)
    free = np.abs(lat) + cap < math.pi / 2 - 1e-6  # the others hold a pole
    wide[free] = np.arcsin(np.minimum(np.sin(cap[free]) / np.cos(lat[free]), 1.0))
    lon = np.remainder(np.arctan2(y, x) - flat.lon_rad + math.pi, 2 * math.pi) - math.pi
    all_round = np.abs(lon) + wide >= math.pi - 1e-6  # it may lie at both edges of the map
    west, east = np.where(all_round, -math.pi, lon - wide), np.where(all_round, math.pi, lon + wide)
    low_x, high_x = _ends_x(flat.equal_area, west, east, south, north)
    low_y, high_y = (xy_of(flat.equal_area, lon, end)[:, 1] for end in (south, north))
    return np.stack((low_x, high_x, low_y, high_y))


def _ends_x(equal_area: float, west: F64, east: F64, south: F64, north: F64) -> tuple[F64, F64]:
    """Return the least and the largest x: a longitude times a width that falls from equator to pole."""
    flattest = np.where((south < 0.0) & (north > 0.0), 0.0, np.minimum(np.abs(south), np.abs(north)))
    one = np.ones_like(west)
    wide = xy_of(equal_area, one, flattest)[:, 0]
    narrow = xy_of(equal_area, one, np.maximum(np.abs(south), np.abs(north)))[:, 0]
    return np.where(west < 0.0, west * wide, west * narrow), np.where(east > 0.0, east * wide, east * narrow)
