"""What the peers of the engine bench are given: designs, surroundings, events, state, work."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.sim.kernels import assumed
from dawnline.sim.kernels import columns as at

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# What peers have worked out before, behind the columns of the table of designs.
SPAN_W, EMISSION_W_K4 = at.COLUMNS, at.COLUMNS + 1


def widened(table: Floats) -> Floats:
    """Return a table of designs with the watts between idling and full load, and what radiators emit."""
    emission = table[at.FACES_M2] * table[at.EMISSIVITY] * assumed.STEFAN_BOLTZMANN_W_M2_K4
    return np.vstack((table, table[at.FULL_W] - table[at.IDLE_W], emission))


@dataclass(frozen=True, eq=False)
class TickInputs:
    """What a tick is given, each (n,): surroundings, events, what the state is, how busy they are to be."""

    sunlit_frac: Floats
    zenith_cosine: Floats
    beta_sine: Floats
    earth_view: Floats
    array_share: Floats | None
    energy_j: Floats
    loop_k: Floats
    still: Bools
    unfit: Bools
    busy_frac: Floats
    draw_frac: Floats
    sun_w_m2: float

    def part(self, rows: slice) -> "TickInputs":
        """Return views of some rows."""
        given = vars(self).items()
        parts: dict[str, Any] = {name: value[rows] for name, value in given if isinstance(value, np.ndarray)}
        return replace(self, **parts)
