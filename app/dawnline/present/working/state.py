"""The status of workloads, from what is recorded of them: what must be acted on, what only waits."""

import numpy as np
from numpy.typing import NDArray

from dawnline.present import status
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.working.counts import DROPPED, LATE, SLOW, counts_of
from dawnline.recording.recording import Recording
from dawnline.telemetry.engine_channels import GANG_STATES

# Less than this share of what is asked for is rounding.
_DUST = 1e-4
# Of requests: from these shares on what is turned away is serious, and what is late a caution, and serious.
TROUBLE_FRAC = 0.01
LATE_FRAC, VERY_LATE_FRAC = 0.001, 0.1
_STANDS = (GANG_STATES.index("waits"), GANG_STATES.index("restarts"))


def workload_states(recording: Recording, frame: int) -> NDArray[np.uint8]:
    """Return (n,) indices of ``tokens.STATUSES``.

    Serious is what loses requests (a hundredth of them or more) or has a tenth of them late, misses
    deadlines, or is a gang that stands; caution what has some late, waits, or is not served in part; off is
    what asks for nothing.
    """

    def read(key: str) -> NDArray[np.float64]:
        return np.nan_to_num(values_of(recording, "workload", key, frame).astype(np.float64))

    demand, unserved = read("demand"), read("unserved")
    found = np.where(demand > 0.0, status.NORMAL, status.OFF)
    arrived = np.maximum(counts_of(recording, frame, "arrived"), 1.0)
    lost, late = counts_of(recording, frame, *DROPPED), counts_of(recording, frame, *LATE, *SLOW)
    found = np.where(unserved > _DUST * demand, status.CAUTION, found)
    found = np.where((lost > 0.0) | (late >= LATE_FRAC * arrived), status.CAUTION, found)
    serious = (lost >= TROUBLE_FRAC * arrived) | (late >= VERY_LATE_FRAC * arrived)
    found = np.where(serious, status.SERIOUS, found)
    found = np.where(counts_of(recording, frame, "jobs_waiting") > 0.0, status.CAUTION, found)
    found = np.where(counts_of(recording, frame, "jobs_late") > 0.0, status.SERIOUS, found)
    if is_recorded(recording, "workload", "gang_state"):
        state = values_of(recording, "workload", "gang_state", frame)
        found = np.where(np.isin(state, _STANDS), status.SERIOUS, found)
    return found.astype(np.uint8)
