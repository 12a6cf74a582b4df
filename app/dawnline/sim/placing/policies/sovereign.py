"""Sovereign: data stays where the law of a country holds that may have it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class Sovereign(Policy):
    """Keep data in its workload's countries, or where it lists none, in any; then the nearest.

    Satellites and sites of an unknown country are in none: work stays unserved rather than go there.
    """

    name: str = "sovereign"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools in countries by round trip."""
        return (Stage(choices.everything, np.where(choices.country >= 0, choices.nearest(), np.inf)),)
