"""The light ahead is that of the orbit that then comes."""

from dataclasses import replace

import numpy as np

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.shadow import sunlit_frac
from dawnline.orbits.sun import sun_teme_m
from dawnline.sim.lit_ahead import lit_ahead_frac
from dawnline.sim.surroundings import look
from dawnline_testing.small_scenario import EPOCH, ring

# A satellite at 550 km goes round in 95.6 minutes.
PERIOD_S = 5736.0
STEPS = 480


def test_the_light_ahead_is_what_comes() -> None:
    # Planes over all hours: some in shadow for a third of the orbit, some never.
    where = Ephemeris(EPOCH, [ring(48, inclination_deg=80.0, planes=24)])
    told = lit_ahead_frac(where.teme(0.0), look(where, 0.0, needs_beta=True).beta_sine)
    seen = np.zeros(48)
    for k in range(STEPS):
        t_s = (k + 0.5) * PERIOD_S / STEPS
        seen += sunlit_frac(where.teme(t_s).r_teme_m, sun_teme_m(EPOCH, t_s))
    seen /= STEPS
    assert seen.min() < 0.66
    assert seen.max() == 1.0
    # The cylinder has no penumbra, and the Earth turns the plane by 0.3 degrees meanwhile.
    assert np.abs(told - seen).max() < 0.02
    assert ((told == 1.0) == (seen == 1.0)).mean() > 0.9


def test_what_is_nowhere_has_no_light() -> None:
    where = Ephemeris(EPOCH, [ring(4)])
    state = where.teme(0.0)
    lost = replace(state, ok=np.array([True, False, True, False]))
    lost.r_teme_m[~lost.ok] = np.nan
    told = lit_ahead_frac(lost, look(where, 0.0, needs_beta=True).beta_sine)
    assert (told[lost.ok] > 0.5).all()
    assert not told[~lost.ok].any()
