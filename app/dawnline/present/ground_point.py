"""The point of the ground below an entity."""

import math

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad, up_ecef
from dawnline.present.network.choice import choice_of_pair
from dawnline.recording.recording import Recording


def ground_point(recording: Recording, ref: EntityRef, t_s: float) -> tuple[float, float] | None:
    """Return latitude and longitude (radians) below an entity; None if it is nowhere."""
    header = recording.header
    if ref.kind == "pair":
        return _between(recording, ref, t_s)
    if ref.kind in {"site", "region"}:
        place = header.fleet.sites[ref.index] if ref.kind == "site" else header.fleet.regions[ref.index]
        return place.lat_rad, place.lon_rad
    if ref.kind == "gateway":
        gateway = header.fleet.gateways[ref.index]
        return gateway.lat_rad, gateway.lon_rad
    if ref.kind != "satellite":
        return None
    state = header.ephemeris.teme_of(ref.index, np.array([t_s]))
    r_ecef_m = ecef_from_teme(state.r_teme_m, gmst_rad(header.epoch, t_s))
    lat_rad, lon_rad, _ = geodetic_from_ecef(r_ecef_m)
    below = float(lat_rad[0]), float(lon_rad[0])
    return below if all(math.isfinite(angle) for angle in below) else None


def _between(recording: Recording, pair: EntityRef, t_s: float) -> tuple[float, float] | None:
    """Return the point half way between the ends of a pair."""
    choice = choice_of_pair(recording, pair)
    ends = [ground_point(recording, ref, t_s) for ref in (choice.source, choice.target)]
    x, y, z = np.sum([up_ecef(*end) for end in ends if end is not None], axis=0).tolist()
    return math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
