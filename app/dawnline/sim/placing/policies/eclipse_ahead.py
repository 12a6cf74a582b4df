"""Eclipse ahead: satellites that stay in sunlight for the orbit ahead, then the ground, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Apart, Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class EclipseAhead(Policy):
    """Put no work on a satellite that will be dark within the orbit while there is room elsewhere.

    Of those that will be, the ones with more light ahead come first.
    """

    name: str = "eclipse-ahead"
    apart: Apart = "lit ahead"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by the light ahead, the ground before satellites that will be dark; then the nearest."""
        ahead = choices.lit_ahead_frac
        dark = np.where(ahead >= 1.0, 0.0, 2.0 - ahead)
        return (Stage(choices.everything, choices.ranked(np.where(choices.is_orbit, dark, 0.5))),)
