"""Which curves the globe shows: those whose layer is on. A layer that is off costs nothing."""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad, up_ecef
from dawnline.orbits.sun import sun_teme_m
from dawnline.present.cache import SceneCache
from dawnline.present.curves.circle import Floats
from dawnline.present.curves.eclipse import eclipse
from dawnline.present.curves.footprint import footprints
from dawnline.present.curves.radiation import radiation
from dawnline.present.curves.terminator import terminator
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import Curves

# The altitude of the shadow where nothing is selected.
USUAL_ALTITUDE_M = 550_000.0
MOST_FOOTPRINTS = 60
_SUN_STEP_S = 10.0  # the Sun moves by 0.04 degrees over the ground
_RADIUS_STEP = 0.002  # Earth radii, 13 km: the height of the shadow follows an ellipse in such steps


def curves_of(
    recording: Recording, t_s: float, view: View, satellite: int | None, cache: SceneCache
) -> tuple[Curves, ...]:
    """Return the curves of the layers that are on, at a time, for the selected satellite."""
    shown: list[Curves] = []
    sun_step = round(t_s / _SUN_STEP_S)
    if "terminator" not in view.hidden:
        shown.append(
            cache.latest(recording, "terminator", sun_step, lambda: _terminator(recording, sun_step))
        )
    if "eclipse" not in view.hidden:
        step = round(_radius(recording, t_s, satellite) / _RADIUS_STEP)
        shown.append(
            cache.latest(recording, "eclipse", (sun_step, step), lambda: _eclipse(recording, sun_step, step))
        )
    if "radiation" not in view.hidden:
        shown.append(cache.get(recording, "radiation", radiation))
    if "footprints" not in view.hidden:
        shown += _footprints(recording, t_s, view, satellite, cache)
    return tuple(shown)


def _terminator(recording: Recording, step: int) -> Curves:
    sun, _ = _sun(recording, step)
    return terminator(sun, (recording.header, step))


def _eclipse(recording: Recording, sun_step: int, radius_step: int) -> Curves:
    sun, distance_m = _sun(recording, sun_step)
    return eclipse(sun, distance_m, radius_step * _RADIUS_STEP, (recording.header, sun_step, radius_step))


def _sun(recording: Recording, step: int) -> tuple[Floats, float]:
    """Return the Sun's direction (ECEF) and distance in metres."""
    epoch, t_s = recording.header.epoch, step * _SUN_STEP_S
    sun_m = ecef_from_teme(sun_teme_m(epoch, t_s), gmst_rad(epoch, t_s))
    distance_m = float(np.linalg.norm(sun_m))
    return sun_m / distance_m, distance_m


def _footprints(
    recording: Recording, t_s: float, view: View, satellite: int | None, cache: SceneCache
) -> tuple[Curves, ...]:
    """Return the circles of the selected and of the first marked, to the second."""
    chosen = view.marked.indices[:MOST_FOOTPRINTS].tolist()
    if satellite is not None and satellite not in chosen:
        chosen.append(satellite)
    if not chosen:
        return ()
    key = (tuple(chosen), round(t_s))

    def make() -> tuple[Curves, ...]:
        places = np.concatenate([_place(recording, index, float(key[1])) for index in chosen])
        return footprints(_over_its_ground(places), (recording.header, key))

    return cache.latest(recording, "footprints", key, make)


def _radius(recording: Recording, t_s: float, satellite: int | None) -> float:
    usual = 1.0 + USUAL_ALTITUDE_M / EARTH_RADIUS_M
    if satellite is None:
        return usual
    radius = float(np.linalg.norm(_place(recording, satellite, t_s)))
    return radius if radius > 1.0 else usual


def _place(recording: Recording, index: int, t_s: float) -> Floats:
    """Return (1, 3) ECEF, Earth radii; NaN if it is nowhere."""
    state = recording.header.ephemeris.teme_of(index, np.array([t_s]))
    if not state.ok[0]:
        return np.full((1, 3), np.nan)
    return ecef_from_teme(state.r_teme_m[:1], gmst_rad(recording.header.epoch, t_s)) / EARTH_RADIUS_M


def _over_its_ground(places: Floats) -> Floats:
    """Return (n, 3) places turned to where the globe has the ground below them: at its geodetic latitude."""
    lat_rad, lon_rad, _ = geodetic_from_ecef(places * EARTH_RADIUS_M)
    return np.asarray(up_ecef(lat_rad, lon_rad) * np.linalg.norm(places, axis=1)[:, None])
