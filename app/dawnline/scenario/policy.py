"""How demand is placed over orbit and ground."""

from dataclasses import dataclass
from typing import Literal

Placement = Literal["by-share", "orbit-first", "ground-first"]


@dataclass(frozen=True)
class PlacementPolicy:
    """How the demand of each workload is placed.

    Attributes
    ----------
    placement : ``by-share`` offers each workload's ``orbit_share_frac`` to the satellites and the rest to the
        ground; ``orbit-first`` and ``ground-first`` offer all of it to one side.
    spill_over : whether what one side cannot serve is offered to the other.
    sunlit_first : whether satellites in sunlight are filled before those in shadow; otherwise evenly.
    """

    placement: Placement = "by-share"
    spill_over: bool = True
    sunlit_first: bool = True
