"""Places that a person came from, so that undo goes back to them."""

from dataclasses import dataclass

from dawnline.fleet.entity import EntityRef

LIMIT = 100


@dataclass(frozen=True)
class Place:
    """Where a person looks: time, selection, the channel that colours the globe and its ranges, which run."""

    t_s: float
    selected: EntityRef | None
    channel: str
    colour_range: tuple[float, float] | None = None
    shown_range: tuple[float, float] | None = None
    run: int = 0  # of the family that is open


class History:
    """Two stacks of places. A new jump forgets what could be redone."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    @property
    def can_undo(self) -> bool:
        """Return whether there is a place to go back to."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Return whether there is a place to go forward to."""
        return bool(self._forward)

    def remember(self, place: Place) -> None:
        """Note a place before leaving it."""
        self._forward.clear()
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-LIMIT]

    def undo(self, here: Place) -> Place | None:
        """Return the place before ``here``, None if there is none."""
        return self._move(self._back, self._forward, here)

    def redo(self, here: Place) -> Place | None:
        """Return the place that an undo left, None if there is none."""
        return self._move(self._forward, self._back, here)

    def clear(self) -> None:
        """Forget all places: another run is open."""
        self._back.clear()
        self._forward.clear()

    @staticmethod
    def _move(source: list[Place], target: list[Place], here: Place) -> Place | None:
        while source:
            place = source.pop()
            if place != here:
                target.append(here)
                return place
        return None
