"""Carbon least: every hour of work goes where it emits least."""

from collections.abc import Sequence
from dataclasses import dataclass

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class CarbonLeast(Policy):
    """Fill the pool with the least CO2 an accelerator-hour, energy and machine; of equals the nearest."""

    name: str = "carbon-least"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by carbon."""
        return (Stage(choices.everything, choices.ranked(choices.kg_per_accelerator_h)),)
