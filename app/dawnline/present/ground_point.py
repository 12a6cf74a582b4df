"""The point of the ground below an entity."""

import math

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad
from dawnline.recording.recording import Recording


def ground_point(recording: Recording, ref: EntityRef, t_s: float) -> tuple[float, float] | None:
    """Return latitude and longitude (radians) below an entity; None if it is nowhere."""
    header = recording.header
    if ref.kind in {"site", "region"}:
        place = header.fleet.sites[ref.index] if ref.kind == "site" else header.fleet.regions[ref.index]
        return place.lat_rad, place.lon_rad
    if ref.kind != "satellite":
        return None
    state = header.ephemeris.teme_of(ref.index, np.array([t_s]))
    r_ecef_m = ecef_from_teme(state.r_teme_m, gmst_rad(header.epoch, t_s))
    lat_rad, lon_rad, _ = geodetic_from_ecef(r_ecef_m)
    below = float(lat_rad[0]), float(lon_rad[0])
    return below if all(math.isfinite(angle) for angle in below) else None
