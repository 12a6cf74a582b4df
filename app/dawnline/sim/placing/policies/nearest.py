"""Nearest: every region's work goes where the round trip is shortest."""

from collections.abc import Sequence
from dataclasses import dataclass

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class Nearest(Policy):
    """Fill the nearest pool first. Without a network all are equally near."""

    name: str = "nearest"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by round trip."""
        return (Stage(choices.everything, choices.nearest()),)
