"""Radiation upsets: accelerators that a particle stops, until they have been started again.

A Poisson process for each satellite whose rate follows where it is and whether a solar storm blows. Draws
have a stream of their own, one number a satellite and step, so that nothing that happens shifts another draw.
"""

import numpy as np

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.constants import WGS84
from dawnline.orbits.ephemeris import TemeState
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad
from dawnline.orbits.radiation import CENTRE_FACTOR, altitude_factor, upset_factor
from dawnline.sim.arrays import Bools, Floats
from dawnline.sim.fault import Faults, uniforms
from dawnline.sim.streams import SATELLITE_UPSETS


class Upsets:
    """The upsets of n satellites: until when each one stands is all that a step passes on."""

    def __init__(self, rate_per_h: Floats, repair_s: Floats, seed: int) -> None:
        self._never = not bool((rate_per_h > 0.0).any())
        self._rate_per_s = rate_per_h / 3600.0
        self._seed = seed
        self._faults = Faults(rate_per_h, repair_s, seed, SATELLITE_UPSETS)

    @classmethod
    def of(cls, fleet: Fleet, seed: int) -> "Upsets":
        """Return the upsets of a fleet's satellites, by the rates of their buses."""
        return cls(fleet.bus_column("upsets_per_h"), fleet.bus_column("upset_repair_s"), seed)

    @property
    def until_s(self) -> Floats:
        """Return until when each satellite stands (n,); -inf where it never has."""
        return self._faults.until_s

    @until_s.setter
    def until_s(self, until_s: Floats) -> None:
        self._faults.until_s = until_s

    def draw(self, t_s: float, dt_s: float, step: int, state: TemeState, epoch: Epoch, storm: Floats) -> None:
        """Let upsets begin at ``t_s``, with the probability of one in the ``dt_s`` before it.

        ``state`` is where satellites are then, ``storm`` (n,) what events multiply their rates by; who is
        nowhere has none.
        """
        if self._never or not state.ok.any():
            return
        # Where somebody is matters only to those whose luck would be bad in the worst place of all.
        luck = uniforms(self._seed, SATELLITE_UPSETS, step, len(storm))
        risk_s = self._rate_per_s * storm * dt_s
        near = np.flatnonzero((luck < -np.expm1(-risk_s * _most(state.r_teme_m))) & state.ok)
        r_ecef_m = ecef_from_teme(state.r_teme_m[near], gmst_rad(epoch, t_s))
        factor = np.zeros(len(storm))
        factor[near] = upset_factor(*geodetic_from_ecef(r_ecef_m)) * storm[near]
        self._faults.draw(t_s, dt_s, step, factor)

    def at(self, t_s: float) -> Bools:
        """Say which satellites stand still (n,)."""
        return self._faults.at(t_s)


def _most(r_teme_m: Floats) -> float:
    """Return a factor that no place of any satellite (n, 3) exceeds: the anomaly's centre, at the highest."""
    radius_m = float(np.sqrt(np.nanmax(np.einsum("ij,ij->i", r_teme_m, r_teme_m))))
    height_m = radius_m - WGS84.radius_m * (1.0 - WGS84.flattening)
    return float(CENTRE_FACTOR * altitude_factor(np.array([height_m]))[0])
