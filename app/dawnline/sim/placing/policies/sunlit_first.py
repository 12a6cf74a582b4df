"""Sunlit first: satellites in sunlight, then the ground, and satellites in shadow at last."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Apart, Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class SunlitFirst(Policy):
    """Use sunlight where it is, and batteries only for what fits nowhere else."""

    name: str = "sunlit-first"
    apart: Apart = "lit"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by light, the ground between lit and dark satellites; of equals the nearest."""
        dark = np.where(choices.lit_frac >= 1.0, 0.0, 2.0 - choices.lit_frac)
        return (Stage(choices.everything, choices.ranked(np.where(choices.is_orbit, dark, 0.5))),)
