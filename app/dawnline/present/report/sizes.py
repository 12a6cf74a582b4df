"""Sizes as a page has them: times, amounts, shares, in few characters."""

from dawnline.orbits.constants import DAY_S
from dawnline.orbits.epoch import Epoch
from dawnline.present.clock import date_text, time_text
from dawnline.present.costs.text import compact
from dawnline.present.numbers import DASH, count

_MONTH_S = 31.0 * DAY_S


def moment(epoch: Epoch, t_s: float, duration_s: float) -> str:
    """Return ``07:30``; in a run of more than a day ``10-19 07:30``, of more than a month ``2026-10-19``."""
    date, time = date_text(epoch, t_s), time_text(epoch, t_s)[:5]
    if duration_s > _MONTH_S:
        return date
    return f"{date[5:]} {time}" if duration_s > DAY_S else time


def whole(value: float) -> str:
    """Return a number of things, without digits that nobody reads: ``512``, ``12.3k``."""
    return count(value) if abs(value) < 9_999.5 else compact(value)


def share(part: float, all_of_it: float) -> str:
    """Return a share as per cent: ``12.3 %``, or a dash of nothing."""
    if all_of_it <= 0.0:
        return DASH
    frac = part / all_of_it
    if 0.0 < frac < 0.0005:
        return "< 0.1 %"
    return f"{100.0 * frac:.1f} %"


def energy(value_j: float) -> str:
    """Return energy in MWh or GWh with three digits."""
    mwh = value_j / 3.6e9
    if abs(mwh) >= 999.5:
        return f"{mwh / 1e3:,.3g} GWh" if abs(mwh) < 999_500 else f"{mwh / 1e3:,.0f} GWh"
    return f"{mwh:.3g} MWh"
