"""How demand is placed over orbit and ground."""

from dataclasses import dataclass
from typing import Literal

Placement = Literal[
    "by-share",
    "orbit-first",
    "ground-first",
    "nearest",
    "slo-first",
    "cheapest",
    "sunlit-first",
    "carbon-least",
    "provider-diversified",
    "sovereign",
    "eclipse-ahead",
]


@dataclass(frozen=True)
class PlacementPolicy:
    """How the demand of each workload is placed.

    Attributes
    ----------
    placement : ``by-share`` offers each workload's ``orbit_share_frac`` to the satellites and the rest to the
        ground; ``orbit-first`` and ``ground-first`` offer all of it to one side. The others choose among
        places: each site, and the satellites of a fleet that are nearest to the same region.
    spill_over : whether what one side cannot serve is offered to the other, under the first three.
    sunlit_first : whether satellites in sunlight are filled before those in shadow; otherwise evenly.
    provider_cap_frac : most of a workload that one provider may serve, under ``provider-diversified``.
    """

    placement: Placement = "by-share"
    spill_over: bool = True
    sunlit_first: bool = True
    provider_cap_frac: float = 0.4
