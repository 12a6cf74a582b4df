"""What is lost in a damaged run: which values, and why."""

import threading
from dataclasses import dataclass

from dawnline.fleet.entity import Kind

_MOST = 10_000  # a file can be damaged in more places than anybody reads


@dataclass(frozen=True)
class Gap:
    """Values of one channel that cannot be read; ``frames`` and ``entities`` are half-open index ranges."""

    kind: Kind
    key: str
    frames: tuple[int, int]
    entities: tuple[int, int]
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.kind} {self.key}: frames {self.frames[0]} to {self.frames[1] - 1}, "
            f"entities {self.entities[0]} to {self.entities[1] - 1}: {self.reason}"
        )


class GapList:
    """Gaps as they are found, each once; any thread may add."""

    def __init__(self) -> None:
        self._gaps: dict[Gap, None] = {}
        self._lock = threading.Lock()

    def add(self, gap: Gap) -> None:
        """Note a gap; the ten-thousandth is the last one noted."""
        with self._lock:
            if len(self._gaps) < _MOST:
                self._gaps[gap] = None

    def all(self) -> tuple[Gap, ...]:
        """Return every gap that was found so far, by channel and frame."""
        with self._lock:
            return tuple(sorted(self._gaps, key=lambda gap: (gap.kind, gap.key, gap.frames, gap.entities)))
