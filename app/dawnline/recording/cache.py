"""A bounded store of decoded tiles: what was used longest ago goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from dawnline.telemetry.frame import Values


class ValueCache:
    """Keeps arrays up to ``limit_bytes`` together, and always the newest one; any thread may ask."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Values] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def used_bytes(self) -> int:
        """How many bytes are kept now."""
        return self._bytes

    def get(self, key: Hashable) -> Values | None:
        """Return what is kept under a key, None if nothing is."""
        with self._lock:
            values = self._kept.get(key)
            if values is not None:
                self._kept.move_to_end(key)
            return values

    def put(self, key: Hashable, values: Values) -> None:
        """Keep an array, in place of what was kept under its key."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += values.nbytes - (0 if old is None else old.nbytes)
            self._kept[key] = values
            while self._bytes > self._limit_bytes and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= gone.nbytes
