"""What a placement policy is."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dawnline.sim.arrays import Floats
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.stage import Stage

# Which satellites a policy wants apart: those in sunlight now, or those that are for the whole orbit ahead.
Apart = Literal["nobody", "lit", "lit ahead"]


@dataclass(frozen=True)
class Policy(ABC):
    """Ranks pools for demand. It has no state: the same choices, the same stages."""

    name: str
    apart: Apart = "nobody"
    caps: bool = False  # whether no provider may serve more than a share of a workload
    waits: bool = False  # whether it looks at how long a first token would wait

    @abstractmethod
    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Return the stages in which pools are filled; what is left after the last is unserved."""


@dataclass(frozen=True)
class SidePolicy(Policy):
    """Divides demand over orbit and ground, each shared evenly; what does not fit may spill over."""

    @abstractmethod
    def orbit_share(self, choices: Choices) -> Floats:
        """Return the share (w,) of each workload that is offered to the satellites first."""

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Offer each side its share, then all that is left to both."""
        share, shape = self.orbit_share(choices), (*choices.asked.shape, len(choices.room))
        up = np.broadcast_to(np.where(choices.is_orbit, 0.0, np.inf), shape)
        down = np.broadcast_to(np.where(choices.is_orbit, np.inf, 0.0), shape)
        first = (Stage(share, up), Stage(1.0 - share, down))
        return (*first, Stage(choices.everything, np.zeros(shape))) if choices.spill_over else first
