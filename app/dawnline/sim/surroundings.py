"""What is around each satellite at one instant: Sun, shadow, Earth; and whether it flies at all."""

from dataclasses import dataclass

import numpy as np

from dawnline.orbits.ephemeris import Ephemeris, TemeState
from dawnline.orbits.shadow import sunlit_frac
from dawnline.orbits.sun import sun_teme_m
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.heat import edge_on_view_factor
from dawnline.sim.power import irradiance_w_m2

# Elements older than this are marked: SGP4 errs by 1 to 3 km more each day.
STALE_S = 14 * 86_400.0


@dataclass(frozen=True, eq=False)
class Surroundings:
    """One instant around n satellites; every array is finite, also for those that do not fly.

    Attributes
    ----------
    flying : whether the position is known; where not, there is no light and the rest means nothing.
    stale : whether the element set is older than STALE_S.
    sunlit_frac : visible share of the Sun's disc.
    zenith_cosine : cosine of the angle between the Sun and the zenith.
    beta_sine : sine of the Sun's height over the orbital plane; zeros unless asked for.
    earth_view : the Earth's view factor from each side of a radiator edge-on to it.
    sun_w_m2 : the Sun's irradiance.
    """

    flying: Bools
    stale: Bools
    sunlit_frac: Floats
    zenith_cosine: Floats
    beta_sine: Floats
    earth_view: Floats
    sun_w_m2: float


def look(
    ephemeris: Ephemeris, t_s: float, *, needs_beta: bool, state: TemeState | None = None
) -> Surroundings:
    """Return the surroundings of all satellites of an ephemeris at a time, where ``state`` has them then."""
    state = state or ephemeris.teme(t_s)
    sun_m = sun_teme_m(ephemeris.epoch, t_s)
    distance_m = float(np.sqrt(sun_m @ sun_m))
    sun = sun_m / distance_m
    r = state.r_teme_m
    radius_m = np.sqrt(np.einsum("ij,ij->i", r, r))
    lit = sunlit_frac(r, sun_m)
    zenith_cosine = (r @ sun) / radius_m
    beta_sine = _beta_sine(state, radius_m, sun) if needs_beta else np.zeros(ephemeris.n)
    if not state.ok.all():
        lost = ~state.ok
        radius_m[lost] = np.inf
        for column in (lit, zenith_cosine, beta_sine):
            column[lost] = 0.0
    return Surroundings(
        flying=state.ok,
        stale=ephemeris.age_s(t_s) > STALE_S,
        sunlit_frac=lit,
        zenith_cosine=zenith_cosine,
        beta_sine=beta_sine,
        earth_view=edge_on_view_factor(radius_m),
        sun_w_m2=irradiance_w_m2(distance_m),
    )


def _beta_sine(state: TemeState, radius_m: Floats, sun: Floats) -> Floats:
    """Return s . (r x v) / |r x v|: |r x v|^2 = r^2 v^2 - (r . v)^2 spares the normal's length."""
    r, v = state.r_teme_m, state.v_teme_m_s
    turned = np.cross(v, sun)
    height = np.einsum("ij,ij->i", r, turned)
    radial = np.einsum("ij,ij->i", r, v)
    momentum2 = radius_m**2 * np.einsum("ij,ij->i", v, v) - radial * radial
    return np.asarray(np.clip(height / np.sqrt(np.maximum(momentum2, 1e-12)), -1.0, 1.0))
