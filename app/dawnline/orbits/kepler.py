"""The J2 kernel: positions and velocities of generated satellites on elliptic orbits.

Mean elements move at their secular rates (:mod:`dawnline.orbits.j2`); the velocity is the exact time
derivative of the position, moving node and perigee included, so that a cubic Hermite curve through two
keyframes fits.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.j2 import secular_rates

Floats = NDArray[np.float64]
# Satellites worked on at once: their temporaries stay in the processor's cache.
_CHUNK = 16_384
_NEWTON_ROUNDS = 50


class KeplerKernel:
    """Propagates n mean orbits from the epoch; its arrays never change, so any thread may call it."""

    def __init__(self, elements: KeplerElements) -> None:
        rates = secular_rates(elements.a_m, elements.e, elements.i_rad)
        self._n = len(elements)
        self._columns: dict[str, Floats] = {
            "a": elements.a_m,
            "e": elements.e,
            "cos_i": np.cos(elements.i_rad),
            "sin_i": np.sin(elements.i_rad),
            "raan": elements.raan_rad,
            "argp": elements.argp_rad,
            "anomaly": elements.mean_anomaly_rad,
            "raan_rate": rates.raan_rad_s,
            "argp_rate": rates.argp_rad_s,
            "anomaly_rate": rates.mean_anomaly_rad_s,
        }

    def write(self, t_s: float, r_m: Floats, v_m_s: Floats) -> None:
        """Write the state ``t_s`` seconds after the epoch into two (n, 3) arrays."""
        for start in range(0, self._n, _CHUNK):
            part = slice(start, start + _CHUNK)
            chosen = {name: column[part] for name, column in self._columns.items()}
            _write(chosen, t_s, r_m[part], v_m_s[part])

    def write_one(self, index: int, t_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
        """Write the states of one satellite at (k,) times into two (k, 3) arrays."""
        chosen = {name: column[index] for name, column in self._columns.items()}
        _write(chosen, t_s, r_m, v_m_s)


def _write(orbit: dict[str, Floats], t_s: float | Floats, r_m: Floats, v_m_s: Floats) -> None:
    raan = orbit["raan"] + orbit["raan_rate"] * t_s
    x, y, dx, dy = _ellipse(orbit, t_s)
    # From the plane of the orbit (x towards the ascending node) to TEME.
    cos_raan, sin_raan = np.cos(raan), np.sin(raan)
    y_flat, dy_flat = y * orbit["cos_i"], dy * orbit["cos_i"]
    r_m[:, 0] = cos_raan * x - sin_raan * y_flat
    r_m[:, 1] = sin_raan * x + cos_raan * y_flat
    r_m[:, 2] = y * orbit["sin_i"]
    v_m_s[:, 0] = cos_raan * dx - sin_raan * dy_flat - orbit["raan_rate"] * r_m[:, 1]
    v_m_s[:, 1] = sin_raan * dx + cos_raan * dy_flat + orbit["raan_rate"] * r_m[:, 0]
    v_m_s[:, 2] = dy * orbit["sin_i"]


def _ellipse(orbit: dict[str, Floats], t_s: float | Floats) -> tuple[Floats, Floats, Floats, Floats]:
    e, a = orbit["e"], orbit["a"]
    eccentric = eccentric_anomaly_rad(orbit["anomaly"] + orbit["anomaly_rate"] * t_s, e)
    cosine, sine = np.cos(eccentric), np.sin(eccentric)
    flat = np.sqrt(1.0 - e * e)
    eccentric_rate = orbit["anomaly_rate"] / (1.0 - e * cosine)
    # In the frame of the perigee, then turned by the perigee's argument, which itself moves.
    p, q = a * (cosine - e), a * flat * sine
    dp, dq = -a * sine * eccentric_rate, a * flat * cosine * eccentric_rate
    argp = orbit["argp"] + orbit["argp_rate"] * t_s
    cos_argp, sin_argp = np.cos(argp), np.sin(argp)
    x, y = cos_argp * p - sin_argp * q, sin_argp * p + cos_argp * q
    dx = cos_argp * dp - sin_argp * dq - orbit["argp_rate"] * y
    dy = sin_argp * dp + cos_argp * dq + orbit["argp_rate"] * x
    return x, y, dx, dy


def eccentric_anomaly_rad(mean_anomaly_rad: Floats, e: Floats) -> Floats:
    """Return the eccentric anomaly in -pi..pi: Newton's rounds on Kepler's equation from Danby's start.

    J. M. A. Danby, Celestial Mechanics 40 (1987), 303: E = M + 0.85 e sign(sin M) converges for every e < 1.
    """
    mean = np.asarray(np.remainder(mean_anomaly_rad + np.pi, 2.0 * np.pi) - np.pi, np.float64)
    eccentric = mean + 0.85 * e * np.sign(mean)
    for _ in range(_NEWTON_ROUNDS):
        change = (eccentric - e * np.sin(eccentric) - mean) / (1.0 - e * np.cos(eccentric))
        eccentric -= change
        if not np.any(np.abs(change) > 1e-13):
            break
    return eccentric
