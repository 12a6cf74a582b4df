"""Which satellites are so near to the eye that they are seen as bodies: the nearest, within a reach."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene, Keyframes
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint

REACH = 1500.0 / 6378.137
MOST = 120
_HEIGHT = 2000.0 / 6378.137  # from above it nothing is looked for
_SLACK = 250.0 / 6378.137  # how far the eye may go before everybody is looked at again


@dataclass(frozen=True, eq=False)
class Near:
    """``indices`` (k,) of the near satellites, the nearest first, and where they are.

    ``r_ecef`` and ``v_ecef`` (k, 3) are float64, ``distance`` (k,) is from the eye. All others are further
    than ``reach``, which is 0 where nobody is near.
    """

    indices: NDArray[np.int64]
    r_ecef: F64
    v_ecef: F64
    distance: F64
    reach: float


class NearSieve:
    """Finds who is near; looks at everybody only when keyframes change or the eye has moved far."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._eye: F64 = np.zeros(3)
        self._candidates: NDArray[np.int64] = np.zeros(0, np.int64)

    def near(self, scene: GlobeScene, view: Viewpoint) -> Near:
        """Return who is near to the eye and shown; nobody from high above, and over a map."""
        if view.flatness > 0.0 or view.height > _HEIGHT or len(scene.keyframes.r0) == 0:
            return _nobody()
        eye = view.eye
        self._sieve(scene.keyframes, _teme(eye, scene.gmst_rad))
        shown = self._candidates[self._candidates < len(scene.style.size_px)]
        shown = shown[scene.style.size_px[shown] > 0.0]
        r = hermite.positions_ecef(scene.keyframes, shown, scene.t_s, scene.gmst_rad)
        distance = np.linalg.norm(r - eye, axis=1)
        within = np.flatnonzero(distance < REACH)
        if len(within) == 0:
            return _nobody()
        order = within[np.argsort(distance[within], kind="stable")]
        reach = REACH
        if len(order) > MOST:
            reach = float(distance[order[MOST - 1]] + distance[order[MOST]]) / 2
            order = order[:MOST]
        chosen = shown[order]
        v = hermite.velocities_ecef(scene.keyframes, chosen, scene.t_s, scene.gmst_rad)
        return Near(chosen, r[order], v, distance[order], reach)

    def _sieve(self, keyframes: Keyframes, eye_teme: F64) -> None:
        if keyframes.key == self._key and float(np.linalg.norm(eye_teme - self._eye)) < _SLACK:
            return
        # Half the chord that a satellite flies in the span is the most it strays from both ends' middle.
        middle = 0.5 * (keyframes.r0 + keyframes.r1) - eye_teme.astype(np.float32)
        away2 = np.einsum("ij,ij->i", middle, middle)
        span_s = keyframes.t1_s - keyframes.t0_s
        limit = REACH + _SLACK + 0.5 * span_s * _FASTEST
        self._candidates = np.flatnonzero(away2 < limit * limit)  # NaN is not less
        self._key, self._eye = keyframes.key, eye_teme


_FASTEST = 11.2 / 6378.137  # escape velocity at the ground, Earth radii per second


def _nobody() -> Near:
    return Near(np.zeros(0, np.int64), np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0), 0.0)


def _teme(r_ecef: F64, gmst_rad: float) -> F64:
    cos, sin = np.cos(gmst_rad), np.sin(gmst_rad)
    return np.array((cos * r_ecef[0] - sin * r_ecef[1], sin * r_ecef[0] + cos * r_ecef[1], r_ecef[2]))
