"""Requests that no provider may take: the cap of the policy, as regions turned them away."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause
from dawnline.present.causes.witness import Witness
from dawnline.present.network.words import plural
from dawnline.present.numbers import percent


def refused(witness: Witness) -> float:
    """Return how many requests regions turned away though they reach machines; 0 if that is not recorded."""
    if not witness.has("region", "dropped") or witness.policy("placement") != "provider-diversified":
        return 0.0
    return max(0.0, _sum(witness, "region", "dropped") - _sum(witness, "workload", "dropped_unreached"))


def cap_refused(witness: Witness, region: EntityRef | None = None) -> Cause | None:
    """Return that most of what was turned away for want of machines no provider may take; None if it is not.

    It is told of the region that turned most of it away, unless one is named.
    """
    number = refused(witness)
    if not number > 0.5 * _sum(witness, "workload", "dropped_no_capacity"):
        return None
    region = region or EntityRef("region", int(np.argmax(witness.all("region", "dropped"))))
    cap = float(witness.policy("provider_cap_frac"))
    here = witness.text(region, "dropped").removesuffix(" requests")
    text = (
        f"policy {witness.policy('placement')} gives a provider {percent(cap)} of a workload at most; "
        f"{plural(round(number), 'request')} found none that may take more, {here} of them from here"
    )
    return witness.cause("policy.provider_cap", region, text, "dropped", limit=0.0)


def _sum(witness: Witness, kind: str, key: str) -> float:
    values = witness.all("region" if kind == "region" else "workload", key).astype(np.float64)
    return float(np.maximum(np.nan_to_num(values), 0.0).sum())
