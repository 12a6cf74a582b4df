"""The orbit of the selected satellite, and its track over the ground."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M, MU_M3_S2
from dawnline.orbits.ephemeris import Ephemeris, TemeState
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad, up_ecef
from dawnline.orbits.j2 import period_s
from dawnline.present.cache import SceneCache
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import Path

POINTS = 181
# The path is drawn anew when the satellite has moved by so much of its orbit: two degrees.
_PIECES = 180
# The track lies a little above the ground, so that it is not half inside it (2 km).
_TRACK_RADIUS = 1.0003


def path_of(recording: Recording, index: int, t_s: float, cache: SceneCache) -> Path | None:
    """Return one whole orbit (TEME) and half an orbit of track to each side (ECEF); None if it is nowhere."""
    ephemeris = recording.header.ephemeris
    state = ephemeris.teme_of(index, np.array([t_s]))
    if not state.ok[0]:
        return None
    period = orbital_period_s(state)
    if not np.isfinite(period):
        return None  # not bound to the Earth
    piece = round(t_s / (period / _PIECES))
    key = (index, piece)
    return cache.latest(
        recording, "path", key, lambda: _drawn(ephemeris, index, piece * period / _PIECES, period)
    )


def orbital_period_s(state: TemeState) -> float:
    """Return the period of the first satellite of a state, from its energy (vis viva); inf if unbound."""
    radius_m = float(np.linalg.norm(state.r_teme_m[0]))
    speed_m_s = float(np.linalg.norm(state.v_teme_m_s[0]))
    inverse_m = 2.0 / radius_m - speed_m_s**2 / MU_M3_S2
    return float(period_s(1.0 / inverse_m)) if inverse_m > 0.0 else float("inf")


def _drawn(ephemeris: Ephemeris, index: int, t_s: float, period: float) -> Path:
    times_s = np.linspace(t_s - period / 2, t_s + period / 2, POINTS)
    state = ephemeris.teme_of(index, times_s)
    r_teme_m = state.r_teme_m[state.ok]
    r_ecef_m = ecef_from_teme(r_teme_m, gmst_rad(ephemeris.epoch, times_s[state.ok]))
    lat_rad, lon_rad, _ = geodetic_from_ecef(r_ecef_m)
    return Path(
        key=(ephemeris, "path", index, t_s),
        orbit_teme=(r_teme_m / EARTH_RADIUS_M).astype(np.float32),
        track_ecef=(up_ecef(lat_rad, lon_rad) * _TRACK_RADIUS).astype(np.float32),
    )
