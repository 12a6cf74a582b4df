"""Where satellites are between two keyframes: cubic Hermite, the formula that the shader uses too."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import Keyframes


def weights(keyframes: Keyframes, t_s: float) -> tuple[float, float, float, float]:
    """Weights of r0, v0, r1, v1 at ``t_s``; the weights of v carry the span in seconds.

    Outside the span the time is held at its nearer end: a cubic runs away fast.
    """
    span_s = keyframes.t1_s - keyframes.t0_s
    if span_s <= 0.0:
        return 1.0, 0.0, 0.0, 0.0
    s = share(keyframes, t_s)
    s2, s3 = s * s, s * s * s
    return 2 * s3 - 3 * s2 + 1, (s3 - 2 * s2 + s) * span_s, 3 * s2 - 2 * s3, (s3 - s2) * span_s


def share(keyframes: Keyframes, t_s: float) -> float:
    """How much of the span is over at ``t_s``, 0 to 1."""
    span_s = keyframes.t1_s - keyframes.t0_s
    return min(max((t_s - keyframes.t0_s) / span_s, 0.0), 1.0) if span_s > 0.0 else 0.0


def positions_teme(keyframes: Keyframes, t_s: float) -> NDArray[np.float32]:
    """(n, 3) float32 positions at ``t_s`` in TEME, Earth radii; NaN stays NaN."""
    a, b, c, d = (np.float32(w) for w in weights(keyframes, t_s))
    r = keyframes.r0 * a
    r += keyframes.v0 * b
    r += keyframes.r1 * c
    r += keyframes.v1 * d
    return r


def position_ecef(keyframes: Keyframes, index: int, t_s: float, gmst_rad: float) -> NDArray[np.float64]:
    """(3,) float64 position of one satellite at ``t_s`` in ECEF, Earth radii."""
    return np.asarray(positions_ecef(keyframes, np.array((index,)), t_s, gmst_rad)[0])


def positions_ecef(
    keyframes: Keyframes, indices: NDArray[np.integer], t_s: float, gmst_rad: float
) -> NDArray[np.float64]:
    """(k, 3) float64 positions of some satellites at ``t_s`` in ECEF, Earth radii."""
    return _mixed(keyframes, indices, weights(keyframes, t_s), gmst_rad)


def velocities_ecef(
    keyframes: Keyframes, indices: NDArray[np.integer], t_s: float, gmst_rad: float
) -> NDArray[np.float64]:
    """(k, 3) float64 velocities against the stars, along the axes of ECEF, Earth radii per second."""
    span_s = keyframes.t1_s - keyframes.t0_s
    if span_s <= 0.0:
        return _mixed(keyframes, indices, (0.0, 1.0, 0.0, 0.0), gmst_rad)
    s = min(max((t_s - keyframes.t0_s) / span_s, 0.0), 1.0)
    bend = 6 * s * (s - 1) / span_s
    slopes = (bend, 3 * s * s - 4 * s + 1, -bend, 3 * s * s - 2 * s)
    return _mixed(keyframes, indices, slopes, gmst_rad)


def _mixed(
    keyframes: Keyframes,
    indices: NDArray[np.integer],
    parts: tuple[float, float, float, float],
    gmst_rad: float,
) -> NDArray[np.float64]:
    k = keyframes
    r = sum(
        part * values[indices].astype(np.float64)
        for part, values in zip(parts, (k.r0, k.v0, k.r1, k.v1), strict=True)
    )
    r = np.asarray(r)
    cos, sin = np.cos(gmst_rad), np.sin(gmst_rad)
    return np.stack((cos * r[:, 0] + sin * r[:, 1], cos * r[:, 1] - sin * r[:, 0], r[:, 2]), axis=1)


def ecef_from_teme(r_teme: NDArray[np.float32], gmst_rad: float) -> NDArray[np.float32]:
    """(n, 3) turned about the pole by ``gmst_rad``; the same turn as in the shader (no polar motion)."""
    cos, sin = np.float32(np.cos(gmst_rad)), np.float32(np.sin(gmst_rad))
    out = np.empty_like(r_teme)
    out[:, 0] = cos * r_teme[:, 0] + sin * r_teme[:, 1]
    out[:, 1] = cos * r_teme[:, 1] - sin * r_teme[:, 0]
    out[:, 2] = r_teme[:, 2]
    return out
