"""A small memory of what views asked of one recording. It can be dropped at any moment."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")

LIMIT = 128


class SceneCache:
    """Results by key; one for each window, used by one thread.

    Every result is a pure function of its owner (a recording, told apart by identity) and its key. Another
    owner empties the memory, so that nothing of a closed run is kept.
    """

    def __init__(self) -> None:
        self._owner: object | None = None
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._latest: dict[str, tuple[Hashable, object]] = {}

    def get(self, owner: object, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result for a key, made now if it is not among the last ``LIMIT``."""
        self._belong_to(owner)
        if key in self._kept:
            self._kept.move_to_end(key)
            return cast("T", self._kept[key])
        result = make()
        self._kept[key] = result
        if len(self._kept) > LIMIT:
            self._kept.popitem(last=False)
        return result

    def latest(self, owner: object, slot: str, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result for a key, made now if it is not the one that the slot holds: for large ones."""
        self._belong_to(owner)
        kept = self._latest.get(slot)
        if kept is not None and kept[0] == key:
            return cast("T", kept[1])
        result = make()
        self._latest[slot] = (key, result)
        return result

    def _belong_to(self, owner: object) -> None:
        if owner is not self._owner:
            self._kept.clear()
            self._latest.clear()
            self._owner = owner
