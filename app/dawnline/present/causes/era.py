"""Since when a trouble lasts: with short quiet times in it, and at the size that it has now."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.witness import Witness

# Troubles with a shorter quiet time between them are one: queues and jobs come in bunches.
GAP_S = 3600.0


def began_s(witness: Witness, ref: EntityRef, key: str, least: float = 0.0) -> float | None:
    """Return when a count first was above ``least`` in the trouble that lasts until the frame.

    None where that is as old as the run, or the count is not recorded.
    """
    if not witness.has(ref.kind, key):
        return None
    times_s, values = witness.of(ref).series(key)
    bad = np.flatnonzero(np.nan_to_num(values[: witness.frame + 1].astype(np.float64)) > least)
    if not bad.size:
        return witness.now_s
    breaks = np.flatnonzero(np.diff(times_s[bad]) > max(GAP_S, 1.5 * witness.header.step_s))
    first = int(bad[breaks[-1] + 1]) if breaks.size else int(bad[0])
    return float(times_s[first]) if first else None
