"""Cheapest: every hour of work goes where it costs least."""

from collections.abc import Sequence
from dataclasses import dataclass

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class Cheapest(Policy):
    """Fill the pool with the least dollars an accelerator-hour, energy and machine; of equals the nearest."""

    name: str = "cheapest"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by price."""
        return (Stage(choices.everything, choices.ranked(choices.usd_per_accelerator_h)),)
