"""SLO first: whatever meets the promised time to the first token, before whatever does not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class SloFirst(Policy):
    """Fill the nearest pool that meets the target, queue and prefill counted; so a queue sends work farther.

    What fits nowhere in time goes where it is answered soonest.
    """

    name: str = "slo-first"

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools in time by round trip, then the rest by the time to the first token."""
        answer_s = choices.rtt_s[None, :, :] + choices.wait_s[:, None, :]
        in_time = answer_s <= choices.target_s[:, None, None]
        return (
            Stage(choices.everything, np.where(in_time, choices.nearest(), np.inf)),
            Stage(choices.everything, answer_s),
        )
