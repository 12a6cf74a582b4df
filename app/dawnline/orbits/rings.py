"""Circular orbits of the J2 kernel, plane by plane: what a million generated satellites fly.

Satellites of a plane share everything but their place in it, so sines and cosines of time are taken once a
plane: the position is ``cos u0 A + sin u0 B`` with two vectors A, B of the plane that move with time.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.j2 import secular_rates

Floats = NDArray[np.float64]
# Satellites worked on at once: their temporaries stay in the processor's cache.
_CHUNK = 4_096


class RingKernel:
    """Propagates n circular orbits; satellites that follow each other with one a, i and RAAN are a plane."""

    def __init__(self, elements: KeplerElements) -> None:
        is_first = _begins_plane(elements)
        self._plane_of = np.cumsum(is_first) - 1
        self._a_m, i_rad = elements.a_m[is_first], elements.i_rad[is_first]
        self._raan_rad = elements.raan_rad[is_first]
        rates = secular_rates(self._a_m, 0.0, i_rad)
        self._raan_rad_s = rates.raan_rad_s
        self._latitude_rad_s = rates.argp_rad_s + rates.mean_anomaly_rad_s
        self._cos_i, self._sin_i = np.cos(i_rad), np.sin(i_rad)
        latitude_rad = elements.argp_rad + elements.mean_anomaly_rad
        self._cos_u0, self._sin_u0 = np.cos(latitude_rad), np.sin(latitude_rad)

    @staticmethod
    def suits(elements: KeplerElements) -> bool:
        """Return whether orbits are circular and share planes enough for this kernel to be the faster one."""
        return not np.any(elements.e) and 2 * int(_begins_plane(elements).sum()) <= len(elements)

    def write(self, t_s: float, r_m: Floats, v_m_s: Floats) -> None:
        """Write the state ``t_s`` seconds after the epoch into two (n, 3) arrays."""
        vectors = self._vectors(np.arange(len(self._a_m)), t_s)
        for start in range(0, len(self._plane_of), _CHUNK):
            part = slice(start, start + _CHUNK)
            mine = vectors.take(self._plane_of[part], axis=1)
            _combine(self._cos_u0[part], self._sin_u0[part], mine, r_m[part], v_m_s[part])

    def write_one(self, index: int, t_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
        """Write the states of one satellite at (k,) times into two (k, 3) arrays."""
        vectors = self._vectors(self._plane_of[index], t_s)
        _combine(self._cos_u0[index], self._sin_u0[index], vectors, r_m, v_m_s)

    def _vectors(self, plane: NDArray[np.intp], t_s: float | Floats) -> Floats:
        """Return A, B (m) and their derivatives (m/s) of planes or times as (12, k): three rows each."""
        turn = self._latitude_rad_s[plane] * t_s
        raan = self._raan_rad[plane] + self._raan_rad_s[plane] * t_s
        cos_raan, sin_raan = np.cos(raan), np.sin(raan)
        zero = np.zeros_like(raan)
        node = np.stack((cos_raan, sin_raan, zero))
        side = np.stack(
            (-sin_raan * self._cos_i[plane], cos_raan * self._cos_i[plane], zero + self._sin_i[plane])
        )
        cosine, sine = self._a_m[plane] * np.cos(turn), self._a_m[plane] * np.sin(turn)
        a = cosine * node + sine * side
        b = cosine * side - sine * node
        rate, drift = self._latitude_rad_s[plane], self._raan_rad_s[plane]
        da = rate * b + drift * np.stack((-a[1], a[0], zero))
        db = drift * np.stack((-b[1], b[0], zero)) - rate * a
        return np.concatenate((a, b, da, db))


def _begins_plane(elements: KeplerElements) -> NDArray[np.bool_]:
    """Return (n,) whether a satellite's plane is another than that of the one before it."""
    begins = np.ones(len(elements), np.bool_)
    begins[1:] = False
    for column in (elements.a_m, elements.i_rad, elements.raan_rad):
        begins[1:] |= column[1:] != column[:-1]
    return begins


def _combine(cos_u0: Floats, sin_u0: Floats, vectors: Floats, r_m: Floats, v_m_s: Floats) -> None:
    for axis in range(3):
        np.add(cos_u0 * vectors[axis], sin_u0 * vectors[3 + axis], out=r_m[:, axis])
        np.add(cos_u0 * vectors[6 + axis], sin_u0 * vectors[9 + axis], out=v_m_s[:, axis])
