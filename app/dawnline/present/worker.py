"""What is known of the process that simulates, as a plain value."""

from dataclasses import dataclass
from typing import Literal

Phase = Literal["none", "starting", "simulating", "complete", "cancelled", "failed"]


@dataclass(frozen=True)
class WorkerState:
    """How far the simulation is: phase, frames computed and flushed, frames planned, problems in words."""

    phase: Phase = "none"
    frames: int = 0
    flushed_frames: int = 0
    frame_count: int = 0
    problems: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Return the share of planned frames that are computed, 0 to 1."""
        return self.frames / self.frame_count if self.frame_count else 0.0

    @property
    def running(self) -> bool:
        """Return whether the simulation is at work."""
        return self.phase in {"starting", "simulating"}
