"""SLO first: whatever meets the promised time to the first token, before whatever does not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.placing.choices import FILLS, Choices
from dawnline.sim.placing.policies.policy import Policy
from dawnline.sim.placing.stage import Stage


@dataclass(frozen=True)
class SloFirst(Policy):
    """Fill the nearest pool that meets the target, and no further than it still does.

    Way, queue, prefill and the wait that chance makes at that load count, so a queue or a nearly full place
    sends work farther. Then what is in time though its pool is full; what fits nowhere in time goes where it
    is answered soonest.
    """

    name: str = "slo-first"
    waits: bool = True

    def stages(self, choices: Choices) -> Sequence[Stage]:
        """Rank pools in time by round trip, then the rest by the time to the first token."""
        answer_s = choices.rtt_s + choices.wait_s[:, :, None, :]
        in_time = answer_s <= choices.target_s[None, :, None, None]
        may_come = (choices.asked > 0.0)[:, :, None] & choices.allowed[:, None, :]
        level = _levels(in_time & may_come)
        fits = np.take_along_axis(in_time, level[None, None, None, :], axis=0)[0]
        return (
            Stage(choices.everything, _nearest(choices, fits), room_frac=np.array(FILLS)[level]),
            Stage(choices.everything, _nearest(choices, in_time[0])),
            Stage(choices.everything, answer_s[0]),
        )


def _nearest(choices: Choices, fits: Bools) -> Floats:
    return np.where(fits, choices.nearest(), np.inf)


def _levels(in_time: Bools) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the place in `FILLS` (p,) up to which each pool may be filled, of (f, w, r, p) who is in time.

    Of each workload, as far as any region of it bears; of all of them, as the most sensitive one does. Whom
    nothing helps says nothing.
    """
    by_workload = in_time.any(axis=2)
    fullest = np.where(by_workload.any(axis=0), by_workload.argmax(axis=0), 0)
    return np.asarray(fullest.max(axis=0, initial=0), np.int64)
