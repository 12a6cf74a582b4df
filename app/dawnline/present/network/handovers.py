"""Who carries a pair first over a region, and when that became another."""

import numpy as np
from numpy.typing import NDArray

from dawnline.present.evidence import Evidence
from dawnline.present.recorded import is_recorded
from dawnline.recording.recording import Recording


def handovers_s(evidence: Evidence) -> tuple[float, ...]:
    """Return when the satellite over the region became another one, or the way began or ended."""
    if not is_recorded(evidence.recording, "pair", "entry_satellite"):
        return ()
    times_s, rows = evidence.series("entry_satellite")
    return tuple(times_s[1:][_changes(rows)].tolist())


def entry_name(recording: Recording, row: int) -> str:
    """Return the name of the satellite of a recorded row; "" where there is none."""
    names = recording.header.fleet.satellites.names
    return names[row] if 0 <= row < len(names) else ""


def _changes(rows: NDArray[np.generic]) -> NDArray[np.bool_]:
    return np.asarray((rows[1:] != rows[:-1]) & (rows[1:] >= 0) & (rows[:-1] >= 0))  # type: ignore[operator]
