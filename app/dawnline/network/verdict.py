"""Why one link is there or not, in numbers."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.entity import EntityRef
from dawnline.network.reason import WORDS, Reason

LinkKind = Literal["laser", "gateway", "user", "fibre"]


@dataclass(frozen=True)
class Verdict:
    """The state of one pair at one instant.

    Attributes
    ----------
    a, b : who. Of a link to the ground the place comes first.
    value, limit : what decided, and the bound that it was held against, in ``unit``; None where the reason
        is not one of measure. For a link that is up: its length and the longest one allowed.
    since_s : since when the reason has held, in seconds since the epoch; None if it is longer than was
        looked.
    length_m : how far apart the two are; NaN where one does not fly.
    """

    a: EntityRef
    b: EntityRef
    kind: LinkKind
    reason: Reason
    length_m: float
    value: float | None
    limit: float | None
    unit: str
    since_s: float | None

    @property
    def is_up(self) -> bool:
        """Return whether the link carries traffic."""
        return self.reason is Reason.UP

    @property
    def words(self) -> str:
        """Return the reason as people read it."""
        return WORDS[self.reason]
