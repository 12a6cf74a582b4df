"""Orbit first: the ground serves what the satellites cannot."""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import SidePolicy


@dataclass(frozen=True)
class OrbitFirst(SidePolicy):
    """Offer the satellites everything."""

    name: str = "orbit-first"

    def orbit_share(self, choices: Choices) -> Floats:
        """Return ones (w,)."""
        return np.ones(len(choices.orbit_share_frac))
