"""The status of an entity, from what is recorded of it: its limiter and, for satellites, its state.

Red is for what must be acted on now; a plan being followed (eclipse, no work) is standby, not trouble.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.present.there import AWAY
from dawnline.telemetry.catalogue import LIMITERS, STATES
from dawnline_widgets.theme.tokens import STATUSES

WORDS = tuple(status.word for status in STATUSES)
CRITICAL, SERIOUS, CAUTION, NORMAL, STANDBY, OFF = range(len(STATUSES))

_OF_LIMITER = {
    "none": NORMAL,
    "no_work": STANDBY,
    "eclipse": STANDBY,
    "battery": CAUTION,
    "power_cap": CAUTION,
    "heat": SERIOUS,
    "fault": CRITICAL,
}
# By code; what is no code (a lost tile) has no status to speak of: off.
_BY_CODE = np.full(256, OFF, np.uint8)
_BY_CODE[: len(LIMITERS)] = [_OF_LIMITER[name] for name in LIMITERS]
_STALE = STATES.index("stale")


def status_of(limiter: NDArray[np.uint8], state: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
    """Return (n,) uint8 indices of ``tokens.STATUSES`` from (n,) codes of limiter and state.

    Stale elements are at least a caution; what has decayed, waits for its
    launch or is gone is off, whatever limits it.
    """
    status = _BY_CODE[limiter]
    if state is not None:
        status = np.where(state == _STALE, np.minimum(status, CAUTION), status)
        status = np.where(np.isin(state, AWAY), np.uint8(OFF), status)
    return np.asarray(status, np.uint8)
