"""By share: the satellites are offered each workload's own share."""

from dataclasses import dataclass

from dawnline.sim.arrays import Floats
from dawnline.sim.placing.choices import Choices
from dawnline.sim.placing.policies.policy import SidePolicy


@dataclass(frozen=True)
class ByShare(SidePolicy):
    """Offer the satellites each workload's ``orbit_share_frac``, and the ground the rest."""

    name: str = "by-share"

    def orbit_share(self, choices: Choices) -> Floats:
        """Return the workloads' shares (w,)."""
        return choices.orbit_share_frac
