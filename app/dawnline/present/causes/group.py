"""Why a fleet is as busy as it is: what takes most of its accelerators, by the example of who loses most."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.asked import gpus
from dawnline.present.causes.cause import Cause, Causes, after
from dawnline.present.causes.losses import NONE, TAKERS, hardest_hit, losses_at
from dawnline.present.causes.machine import machine_causes
from dawnline.present.causes.witness import Witness
from dawnline.present.numbers import percent, word


def fleet_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return the chain of the member that loses most to the fleet's main limiter, then the fleet's state."""
    found = losses_at(witness, ref.index)
    total = found.busy + float(found.lost.sum())
    if not total > 0.0:
        return (_nothing(witness, ref),)
    by_code = found.lost[ref.index]
    main = int(np.argmax(by_code))
    parts = [
        f"{gpus(lost)} {word(TAKERS[code])}"
        for code, lost in sorted(enumerate(by_code.tolist()), key=lambda row: -row[1])
        if lost >= 0.5 and code != NONE
    ]
    text = f"{percent(found.busy / total)} of {gpus(total)} at work"
    text += f"; at rest: {', '.join(parts)}" if parts else ""
    effect = Cause(
        "fleet", ref, text, "gpu_util_frac", value=found.busy / total, unit="frac", word=TAKERS[main],
        t_s=witness.now_s, limit=1.0,
    )  # fmt: skip
    who = hardest_hit(witness, ref.index, main)
    return after(machine_causes(witness, who) if who else (), effect)


def _nothing(witness: Witness, ref: EntityRef) -> Cause:
    text = "has no accelerators: there is nothing to hold back"
    return Cause("nothing_to_hold", ref, text, t_s=witness.now_s)
