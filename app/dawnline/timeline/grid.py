"""The frame grid: frame k is at ``k * step_s`` exactly."""

import math


def frame_at(t_s: float, step_s: float) -> int:
    """Return the last frame at or before ``t_s``, exact although ``t_s / step_s`` is rounded."""
    frame = math.floor(t_s / step_s)
    while (frame + 1) * step_s <= t_s:
        frame += 1
    while frame * step_s > t_s:
        frame -= 1
    return frame


def frame_from(t_s: float, step_s: float) -> int:
    """Return the first frame at or after ``t_s``."""
    frame = frame_at(t_s, step_s)
    return frame if frame * step_s == t_s else frame + 1
