"""Keeps a place of the ground under a pixel while the camera comes nearer or goes: zoom about the pointer."""

import math
from dataclasses import replace

from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.globe.view.viewpoint import F64, Size

_ROUNDS = 4  # a turn in longitude is exact at once; latitudes come near by ever smaller steps
_MOST_RAD = 0.2  # of a turn in one step of a zoom: at the limb a pixel is a long way
_NEAR_POLE_RAD = math.radians(75.0)  # beyond it the picture would spin about its middle


def held(pose: CameraPose, place: F64, pixel: tuple[float, float], size: Size) -> CameraPose:
    """Return the pose, turned so that ``place``, (3,) on the unit sphere, is under a pixel.

    It stays as it is where there is no ground under the pixel, and near a pole of the globe; and it turns by
    no more than a little.
    """
    if not pose.is_map and abs(pose.lat_rad) > _NEAR_POLE_RAD:
        return pose
    turned = pose
    for _ in range(_ROUNDS):
        found = turned.ground(pixel, size)
        if found is None:
            break
        lon = math.remainder(math.atan2(place[1], place[0]) - math.atan2(found[1], found[0]), 2 * math.pi)
        lat = _latitude(place) - _latitude(found)
        turned = replace(turned, lon_rad=turned.lon_rad + lon, lat_rad=turned.lat_rad + lat)
    if pose.is_map:
        return turned
    lon = math.remainder(turned.lon_rad - pose.lon_rad, 2 * math.pi)
    lat = turned.lat_rad - pose.lat_rad
    share = min(1.0, _MOST_RAD / max(abs(lon), abs(lat), 1e-12))
    return replace(pose, lon_rad=pose.lon_rad + share * lon, lat_rad=pose.lat_rad + share * lat)


def _latitude(place: F64) -> float:
    return math.asin(min(max(float(place[2]), -1.0), 1.0))
