"""What the ground sees: elevation and distance of satellites over a site."""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.sight import range_m
from dawnline.orbits.constants import EARTH_RADIUS_M

Floats = NDArray[np.float64]


def elevation_rad(
    site_ecef_m: Floats, lat_rad: float | Floats, lon_rad: float | Floats, r_ecef_m: Floats
) -> Floats:
    """Return how high satellites (..., 3) stand above the horizon of sites at a geodetic place."""
    up = np.stack(
        np.broadcast_arrays(
            np.cos(lat_rad) * np.cos(lon_rad), np.cos(lat_rad) * np.sin(lon_rad), np.sin(lat_rad)
        ),
        axis=-1,
    )
    return elevation_of_rad(site_ecef_m, up, r_ecef_m)


def elevation_of_rad(place_m: Floats, up: Floats, r_m: Floats) -> Floats:
    """Return the same for places (..., 3) whose upward unit vectors are known, in any frame."""
    height = np.einsum("...i,...i->...", r_m - place_m, up) / range_m(place_m, r_m)
    return np.asarray(np.arcsin(np.clip(height, -1.0, 1.0)), np.float64)


def slant_range_m(altitude_m: float | Floats, elevation_rad: float | Floats) -> Floats:
    """Return the distance from a spherical Earth's ground to a satellite at an elevation (law of cosines)."""
    height = np.asarray(altitude_m, np.float64)
    down = EARTH_RADIUS_M * np.sin(elevation_rad)
    return np.asarray(np.sqrt(down**2 + 2.0 * EARTH_RADIUS_M * height + height**2) - down, np.float64)
