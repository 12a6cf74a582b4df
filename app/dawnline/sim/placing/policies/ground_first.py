"""Ground first: the satellites serve what the ground cannot."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import SidePolicy


@dataclass(frozen=True)
class GroundFirst(SidePolicy):
    """Offer the satellites nothing but what the ground cannot serve."""

    name: str = "ground-first"

    def orbit_share(self, choices: Choices) -> Floats:
        """Return zeros (w,)."""
        return np.zeros(len(choices.orbit_share_frac))
