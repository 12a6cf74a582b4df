"""Judges every candidate laser at an instant."""

import math

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled
from dawnline.network.kernels.rules import earlier, laser_rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

UP, ACQUIRING = 0, 9


@compiled
def judge_lasers(
    ends: Ints, r_m: Floats, v_m_s: Floats, down: Codes, fixed: Codes, limits: Floats, up_for_s: Floats
) -> tuple[Floats, Codes]:
    """Return length and reason of m pairs of satellites.

    Parameters
    ----------
    ends : (m, 2) satellites.
    r_m, v_m_s : (n, 3) where they are.
    down : (n,) reason why a satellite is not there, or 0.
    fixed : (m,) reason that geometry does not change (failed, terminals busy), or 0.
    limits : (m, 4) longest range (m), lowest height of the beam (m), largest sine of latitude, acquisition
        (s).
    up_for_s : (m,) how long neither link nor ends have been down.
    """
    m = len(ends)
    length = np.empty(m)
    reason = np.empty(m, np.uint8)
    for k in range(m):
        a, b = ends[k, 0], ends[k, 1]
        ax, ay, az = r_m[a, 0], r_m[a, 1], r_m[a, 2]
        bx, by, bz = r_m[b, 0], r_m[b, 1], r_m[b, 2]
        dx, dy, dz = bx - ax, by - ay, bz - az
        d = math.sqrt(dx * dx + dy * dy + dz * dz)
        length[k] = d
        # The codes of who is lost are in order of gravity.
        code = max(down[a], down[b])
        if code == UP:
            code = fixed[k]
        if code == UP:
            code = laser_rule(ax, ay, az, bx, by, bz, d, limits[k, 0], limits[k, 1], limits[k, 2])
        if code == UP and limits[k, 3] > 0.0:
            ago_s = limits[k, 3]
            if up_for_s[k] < ago_s:
                code = ACQUIRING
            else:
                px, py, pz = earlier(ax, ay, az, v_m_s[a, 0], v_m_s[a, 1], v_m_s[a, 2], ago_s)
                qx, qy, qz = earlier(bx, by, bz, v_m_s[b, 0], v_m_s[b, 1], v_m_s[b, 2], ago_s)
                before = math.sqrt((px - qx) ** 2 + (py - qy) ** 2 + (pz - qz) ** 2)
                if laser_rule(px, py, pz, qx, qy, qz, before, limits[k, 0], limits[k, 1], limits[k, 2]) != UP:
                    code = ACQUIRING
        reason[k] = code
    return length, reason


@compiled
def moved_back(r_m: Floats, v_m_s: Floats, ago_s: float) -> Floats:
    """Return (n, 3) where satellites were a short time ago."""
    out = np.empty_like(r_m)
    for i in range(len(r_m)):
        out[i, 0], out[i, 1], out[i, 2] = earlier(
            r_m[i, 0], r_m[i, 1], r_m[i, 2], v_m_s[i, 0], v_m_s[i, 1], v_m_s[i, 2], ago_s
        )
    return out
