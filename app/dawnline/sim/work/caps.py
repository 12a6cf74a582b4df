"""Caps of providers where requests are sent: what all of them together may not take is turned away.

A placement under a cap leaves unserved what no provider may serve, and requests are sent in the placement's
proportions. Without more, those left over would follow the others, past the cap.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats, Indices


@dataclass(frozen=True, eq=False)
class Capped:
    """A plan within its caps.

    Attributes
    ----------
    plan : (r, c) what goes where.
    refuse_frac : (r,) of each region's requests, turned away; of those that go nowhere, none.
    refuse_moved_frac : of what is moved from one machine to another.
    """

    plan: Floats
    refuse_frac: Floats
    refuse_moved_frac: float


def within_caps(plan: Floats, asked: Floats, provider: Indices, cap_frac: float | None) -> Capped:
    """Return a plan that sends no provider more than its share of what a workload asks for.

    Each provider that would get more gets its cap, from every region in proportion.

    Parameters
    ----------
    plan : (r, c) in what proportion a region's requests go where.
    asked : (r,) accelerators.
    provider : (c,) of each column, any numbers.
    cap_frac : most of what is asked that one provider may serve; None: no limit.
    """
    rows = plan.sum(axis=1)
    if cap_frac is None or not rows.any():
        return Capped(plan, np.zeros(len(plan)), 0.0)
    part = np.divide(plan, rows[:, None], out=np.zeros_like(plan), where=rows[:, None] > 0.0)
    _, column = np.unique(provider, return_inverse=True)
    sent = np.bincount(column, (part * asked[:, None]).sum(axis=0))
    most = cap_frac * asked.sum()
    kept = np.where(sent > most, np.divide(most, sent, out=np.ones_like(sent), where=sent > 0.0), 1.0)[column]
    within = plan * kept
    refuse = np.where(rows > 0.0, 1.0 - (part * kept).sum(axis=1), 0.0)
    # Rounding alone turns nobody away.
    refuse = np.where(refuse > 1e-9, refuse, 0.0)
    return Capped(within, refuse, max(0.0, 1.0 - float(within.sum() / plan.sum())))
