"""Where every satellite of a run is: element sets by SGP4, generated orbits by the J2 kernel."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.element_sets import ElementSets, KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.kepler import KeplerKernel
from dawnline.orbits.rings import RingKernel
from dawnline.orbits.sgp4_part import Sgp4Part

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TemeState:
    """Positions (m) and velocities (m/s) in TEME, (n, 3) float64, and (n,) whether they are known.

    Where ``ok`` is False (an SGP4 error: the satellite has decayed, or its elements are no orbit) the rest
    is NaN.
    """

    r_teme_m: Floats
    v_teme_m_s: Floats
    ok: NDArray[np.bool_]


class _KeplerPart:
    """Generated orbits as a part of an ephemeris; circular planes have a kernel of their own."""

    def __init__(self, elements: KeplerElements) -> None:
        self.n = len(elements)
        kernel = RingKernel(elements) if RingKernel.suits(elements) else KeplerKernel(elements)
        self.write = kernel.write
        self.write_one = kernel.write_one

    def age_s(self, t_s: float) -> Floats:  # noqa: ARG002
        return np.zeros(self.n)


class Ephemeris:
    """All satellites of a scenario in the order of its parts; any thread may ask.

    Parameters
    ----------
    epoch : the moment from which ``t_s`` counts.
    parts : element sets (SGP4 with WGS-72) and generated orbits at the epoch (J2 with WGS-84).
    """

    def __init__(self, epoch: Epoch, parts: Sequence[ElementSets | KeplerElements]) -> None:
        self.epoch = epoch
        self.parts = tuple(parts)
        self._parts = [
            Sgp4Part(part, epoch) if isinstance(part, ElementSets) else _KeplerPart(part) for part in parts
        ]
        self._starts = np.cumsum([0, *(part.n for part in self._parts)])
        self.n = int(self._starts[-1])

    def teme(self, t_s: float) -> TemeState:
        """Return the state of all n satellites ``t_s`` seconds after the epoch."""
        r_m, v_m_s = np.empty((self.n, 3)), np.empty((self.n, 3))
        for part, start in zip(self._parts, self._starts[:-1], strict=True):
            stop = start + part.n
            part.write(t_s, r_m[start:stop], v_m_s[start:stop])
        return _state(r_m, v_m_s)

    def teme_of(self, index: int, t_s: Floats) -> TemeState:
        """Return the state of one satellite at (k,) times; raise IndexError if there is no such satellite."""
        if not 0 <= index < self.n:
            raise IndexError(f"satellite {index} of {self.n}; expected 0 to {self.n - 1}")
        times = np.atleast_1d(np.asarray(t_s, np.float64))
        r_m, v_m_s = np.empty((len(times), 3)), np.empty((len(times), 3))
        which = int(np.searchsorted(self._starts, index, side="right")) - 1
        self._parts[which].write_one(index - int(self._starts[which]), times, r_m, v_m_s)
        return _state(r_m, v_m_s)

    def age_s(self, t_s: float) -> Floats:
        """Return (n,) how old each element set is (negative before its epoch); 0 for generated orbits."""
        return np.concatenate([np.empty(0), *(part.age_s(t_s) for part in self._parts)])


def _state(r_m: Floats, v_m_s: Floats) -> TemeState:
    # A sum is finite only if all its numbers are: one for all, then one a satellite.
    if np.isfinite(r_m.sum() + v_m_s.sum()):
        return TemeState(r_m, v_m_s, np.ones(len(r_m), np.bool_))
    ok = np.isfinite(r_m.sum(axis=1) + v_m_s.sum(axis=1))
    r_m[~ok] = np.nan
    v_m_s[~ok] = np.nan
    return TemeState(r_m, v_m_s, ok)
