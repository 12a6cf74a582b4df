"""The radiator: one lumped node that all electric power ends in.

``C dT/dt = Q_electric + Q_absorbed - A eps sigma T^4``. Emission counts over the whole hemisphere and the
Earth's infrared is counted as absorbed, which is the same exchange as emission to space alone plus a net
exchange with the Earth. Attitude, by assumption: panels are kept edge-on to the Sun (as announced for AI1)
and edge-on to the Earth, which one roll axis allows at any time.
"""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.sim.arrays import Floats

STEFAN_BOLTZMANN_W_M2_K4 = 5.670374419e-8  # CODATA 2018, exact
EARTH_INFRARED_W_M2 = 237.0  # assumed mean; range 189-262
ALBEDO_FRAC = 0.30  # assumed mean; range 0.2-0.4
# Cosine of the Sun's incidence on a panel held edge-on to it: 6 degrees of attitude error, assumed.
SUN_INCIDENCE = 0.10
# A bypass valve keeps the loop from freezing: below this nothing more is radiated. The ISS keeps its low
# temperature loop near 4 C (assumed here).
COLDEST_LOOP_K = 278.15
# Longer steps are divided: the node's time constant is 10 to 30 minutes (assumed).
LONGEST_SUBSTEP_S = 60.0
NEWTON_STEPS = 2


def facing_view_factor(radius_m: Floats) -> Floats:
    """Return the Earth's view factor from a plate that faces it: 1 / H^2, H = r / R_earth."""
    return np.asarray((EARTH_RADIUS_M / radius_m) ** 2)


def edge_on_view_factor(radius_m: Floats) -> Floats:
    """Return the Earth's view factor from each side of a plate that is edge-on to it.

    F = (asin(1/H) - sqrt(H^2 - 1) / H^2) / pi, H = r / R_earth (standard form; H at least one).
    """
    inverse = np.minimum(1.0, EARTH_RADIUS_M / radius_m)
    return np.asarray((np.arcsin(inverse) - inverse * np.sqrt(1.0 - inverse * inverse)) / np.pi)


def absorbed_w_m2(
    absorptivity: Floats,
    emissivity: Floats,
    *,
    solar_w_m2: Floats | float,
    earth_view: Floats,
    day_side: Floats,
    sun_w_m2: float,
) -> Floats:
    """Return what one face takes up from Sun and Earth, W/m2 (n,).

    Parameters
    ----------
    solar_w_m2 : direct sunlight on the face, incidence and shadow counted.
    earth_view : the Earth's view factor of the face.
    day_side : cosine of the Sun's zenith angle below the satellite, zero at night.
    sun_w_m2 : the Sun's irradiance, which the Earth reflects.
    """
    reflected = ALBEDO_FRAC * sun_w_m2 * earth_view * day_side
    return np.asarray(absorptivity * (solar_w_m2 + reflected) + emissivity * EARTH_INFRARED_W_M2 * earth_view)


def emitted_w(area_m2: Floats, emissivity: Floats, temperature_k: Floats) -> Floats:
    """Return what faces of a total area (n,) radiate, in W."""
    return np.asarray(area_m2 * emissivity * STEFAN_BOLTZMANN_W_M2_K4 * temperature_k**4)


def equilibrium_k(heat_w: Floats, area_m2: Floats, emissivity: Floats) -> Floats:
    """Return the temperature at which faces radiate ``heat_w`` (n,); infinite without a radiator."""
    conductance = area_m2 * emissivity * STEFAN_BOLTZMANN_W_M2_K4
    with np.errstate(over="ignore"):
        fourth = np.divide(heat_w, conductance, out=np.full_like(heat_w, np.inf), where=conductance > 0.0)
    return np.asarray(fourth**0.25)


def radiate(
    temperature_k: Floats, heat_w: Floats, emission_w_k4: Floats, capacity_j_k: Floats, dt_s: float
) -> Floats:
    """Return the loops' temperature after a step (n,).

    Implicit Euler, solved by Newton steps: the residual is convex in T, so that they approach the root from
    above and no step length gives a negative temperature.

    Parameters
    ----------
    heat_w : electric and absorbed heat, not negative.
    emission_w_k4 : A eps sigma.
    """
    substeps = max(1, int(np.ceil(dt_s / LONGEST_SUBSTEP_S)))
    pace = (dt_s / substeps) / capacity_j_k
    gain_k = pace * heat_w
    loss_k3 = pace * emission_w_k4
    now = temperature_k
    for _ in range(substeps):
        end = now
        for _ in range(NEWTON_STEPS):
            cube = loss_k3 * end * end * end
            end = (now + gain_k + 3.0 * cube * end) / (1.0 + 4.0 * cube)
        now = np.maximum(end, np.minimum(now + gain_k, COLDEST_LOOP_K))
    return now


def derating_frac(temperature_k: Floats, throttle_k: Floats, trip_k: Floats) -> Floats:
    """Return the share of full load that a loop's temperature allows: one at throttle, none at trip."""
    share = (trip_k - temperature_k) / (trip_k - throttle_k)
    return np.minimum(np.maximum(share, 0.0), 1.0)
