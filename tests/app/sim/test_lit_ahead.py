"""The light of the orbit ahead, against light counted around an orbit."""

import numpy as np
import pytest

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.sim.lit_ahead import lit_ahead_frac
from dawnline.sim.surroundings import look
from dawnline_testing.small_scenario import EPOCH, ring


def test_it_is_the_share_of_an_orbit_in_which_there_is_light() -> None:
    ephemeris = Ephemeris(EPOCH, [ring(12, planes=12)])
    period_s, steps = 5730.0, 400
    lit = np.zeros(12)
    for k in range(steps):
        lit += look(ephemeris, period_s * k / steps, needs_beta=False).sunlit_frac
    state = ephemeris.teme(0.0)
    told = lit_ahead_frac(state, look(ephemeris, 0.0, needs_beta=True, state=state).beta_sine)
    # A cylinder of shadow against a cone, the orbit's turn, and a four-hundredth of it.
    assert told == pytest.approx(lit / steps, abs=0.012)
    assert np.ptp(told) > 0.05
