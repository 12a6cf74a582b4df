"""How a playing position moves: to the ends of the data and round a loop. Pure functions of numbers."""

from typing import NamedTuple


class Motion(NamedTuple):
    """Where a position came to; whether it wrapped round a loop, and whether it ran out of data for good."""

    t_s: float
    wrapped: bool
    ended: bool


def moved_on(
    t_s: float, dt_s: float, available_s: float, growing: bool, loop: tuple[float, float] | None
) -> Motion:
    """Return where ``t_s`` comes to after ``dt_s`` of run time (negative: backwards).

    Data reaches to ``available_s``; while it is ``growing`` the end is a place to wait, else to stop.
    A loop that no data has reached yet does not count.
    """
    if dt_s == 0:
        return Motion(t_s, wrapped=False, ended=False)
    if loop and loop[0] < available_s:
        low_s, high_s = loop
        if high_s <= available_s or dt_s < 0 or not growing:
            return _looped(t_s, dt_s, low_s, min(high_s, available_s))
    to_s = min(max(t_s + dt_s, 0.0), available_s)
    ended = to_s >= available_s and not growing if dt_s > 0 else to_s <= 0.0
    return Motion(to_s, wrapped=False, ended=ended)


def _looped(t_s: float, dt_s: float, low_s: float, high_s: float) -> Motion:
    to_s = t_s + dt_s
    length_s = high_s - low_s
    if dt_s > 0 and to_s >= high_s:
        past_s = to_s - high_s if t_s <= high_s else 0.0  # from beyond the loop: to its start
        return Motion(min(low_s + past_s % length_s, high_s), wrapped=True, ended=False)
    if dt_s < 0 and to_s <= low_s:
        past_s = low_s - to_s if t_s >= low_s else 0.0
        return Motion(max(high_s - past_s % length_s, low_s), wrapped=True, ended=False)
    return Motion(to_s, wrapped=False, ended=False)
