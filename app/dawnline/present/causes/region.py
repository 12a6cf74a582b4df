"""Why a region is served as it is: whether it reaches machines, and how far they are."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes import unreached
from dawnline.present.causes.asked import low_demand
from dawnline.present.causes.capped import cap_refused
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, after, in_order
from dawnline.present.causes.rivals import everywhere
from dawnline.present.causes.witness import Witness


def region_causes(witness: Witness, ref: EntityRef) -> Causes:
    """Return why a region reaches nothing, or what it reaches and asks for."""
    cut = unreached.of_region(witness, ref)
    for key, kind, words in (
        ("dropped", "dropped", "turned away"),
        ("unreached", "unserved", "asked for in vain"),
    ):
        if witness.has("region", key) and witness.value(ref, key) > 0.0:
            text = f"{witness.text(ref, key)} {words}"
            spell = witness.spell(ref, key, lambda lost: lost > 0.0)
            effect = witness.cause(kind, ref, f"{text} {witness.span(spell)}", key, limit=0.0, spell=spell)
            cap = None if cut or key != "dropped" else cap_refused(witness, ref)
            return after(cut or in_order((cap or _unsaid(witness, ref, key),)), effect)
    if cut:
        return cut
    parts = []
    if witness.has("region", "rtt_s"):
        ways = [("rtt_s", "a site that can serve"), ("orbit_rtt_s", "a satellite with room")]
        for key, what in ways if len(witness.fleet.satellites) else ways[:1]:
            none = np.isnan(witness.value(ref, key))
            parts.append(f"{'no way' if none else witness.text(ref, key) + ' there and back'} to {what}")
    asks = f"asks for {witness.text(ref, 'demand')}"
    effect = witness.cause("served", ref, "; ".join((asks, *parts)), "demand")
    low = low_demand(witness, everywhere(witness))
    return after((low,) if low else (), effect)


def _unsaid(witness: Witness, ref: EntityRef, key: str) -> Cause:
    return witness.cause(UNKNOWN, ref, "unknown: it reaches machines, and nothing recorded explains it", key)
