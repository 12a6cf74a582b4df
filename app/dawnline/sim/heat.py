"""The radiator: one lumped node that all electric power ends in.

``C dT/dt = Q_electric + Q_absorbed - A eps sigma T^4``. Emission counts over the whole hemisphere and the
Earth's infrared is counted as absorbed, which is the same exchange as emission to space alone plus a net
exchange with the Earth. Attitude, by assumption: panels are kept edge-on to the Sun (as announced for AI1)
and edge-on to the Earth, which one roll axis allows at any time. What a step does is in
``kernels/formulas.py``.
"""

import numpy as np

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.sim.arrays import Floats
from dawnline.sim.kernels.assumed import STEFAN_BOLTZMANN_W_M2_K4

# Longer steps are divided: the node's time constant is 10 to 30 minutes (assumed).
LONGEST_SUBSTEP_S = 60.0


def facing_view_factor(radius_m: Floats) -> Floats:
    """Return the Earth's view factor from a plate that faces it: 1 / H^2, H = r / R_earth."""
    return np.asarray((EARTH_RADIUS_M / radius_m) ** 2)


def edge_on_view_factor(radius_m: Floats) -> Floats:
    """Return the Earth's view factor from each side of a plate that is edge-on to it.

    F = (asin(1/H) - sqrt(H^2 - 1) / H^2) / pi, H = r / R_earth (standard form; H at least one).
    """
    inverse = np.minimum(1.0, EARTH_RADIUS_M / radius_m)
    return np.asarray((np.arcsin(inverse) - inverse * np.sqrt(1.0 - inverse * inverse)) / np.pi)


def emitted_w(area_m2: Floats, emissivity: Floats, temperature_k: Floats) -> Floats:
    """Return what faces of a total area (n,) radiate, in W."""
    return np.asarray(area_m2 * emissivity * STEFAN_BOLTZMANN_W_M2_K4 * temperature_k**4)


def equilibrium_k(heat_w: Floats, area_m2: Floats, emissivity: Floats) -> Floats:
    """Return the temperature at which faces radiate ``heat_w`` (n,); infinite without a radiator."""
    conductance = area_m2 * emissivity * STEFAN_BOLTZMANN_W_M2_K4
    with np.errstate(over="ignore"):
        fourth = np.divide(heat_w, conductance, out=np.full_like(heat_w, np.inf), where=conductance > 0.0)
    return np.asarray(fourth**0.25)
