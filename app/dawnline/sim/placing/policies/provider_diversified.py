"""Provider-diversified: no provider serves more than a share of any workload."""

from collections.abc import Sequence
from dataclasses import dataclass

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class ProviderDiversified(Policy):
    """Fill the nearest pool first, and give no provider more than the cap of what a workload asks.

    A fleet of satellites is a provider too. The cap holds: with few providers some work stays unserved.
    """

    name: str = "provider-diversified"
    caps: bool = True

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools by round trip, under the cap."""
        return (Stage(choices.everything, choices.nearest(), choices.provider_cap_frac),)
