"""Where every satellite of a run is: element sets by SGP4, generated orbits by the J2 kernel."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sgp4.api import WGS72, Satrec, SatrecArray

from dawnline.orbits.constants import DAY_S
from dawnline.orbits.element_sets import ElementSets, KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.kepler import KeplerKernel
from dawnline.orbits.rings import RingKernel

Floats = NDArray[np.float64]
# Day zero of SGP4: 1949-12-31 00:00 UTC.
_SGP4_ZERO_JD = 2_433_281.5


@dataclass(frozen=True, eq=False)
class TemeState:
    """Positions (m) and velocities (m/s) in TEME, (n, 3) float64, and (n,) whether they are known.

    Where ``ok`` is False (an SGP4 error: the satellite has decayed, or its elements are no orbit) the rest
    is NaN.
    """

    r_teme_m: Floats
    v_teme_m_s: Floats
    ok: NDArray[np.bool_]


class _Sgp4Part:
    """The SGP4 records of element sets, rebuilt from their columns to the last bit."""

    def __init__(self, elements: ElementSets, epoch: Epoch) -> None:
        self.n = len(elements)
        self._epoch = epoch
        self._records = _records(elements)
        self._all = SatrecArray(self._records)
        # SGP4 keeps its working variables inside the records: one call at a time.
        self._lock = threading.Lock()
        whole, fraction = elements.columns["jdsatepoch"], elements.columns["jdsatepochF"]
        self._age0_s = (epoch.jd - whole) * DAY_S + (epoch.fraction - fraction) * DAY_S

    def write(self, t_s: float, r_m: Floats, v_m_s: Floats) -> None:
        jd, fraction = self._epoch.julian(t_s)
        with self._lock:
            errors, r_km, v_km_s = self._all.sgp4(np.array([jd]), np.array([fraction]))
        _to_metres(errors[:, 0], r_km[:, 0], v_km_s[:, 0], r_m, v_m_s)

    def write_one(self, index: int, t_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
        jd, fraction = self._epoch.julian_of(t_s)
        with self._lock:
            errors, r_km, v_km_s = self._records[index].sgp4_array(jd, fraction)
        _to_metres(errors, r_km, v_km_s, r_m, v_m_s)

    def age_s(self, t_s: float) -> Floats:
        return self._age0_s + t_s


class _KeplerPart:
    """Generated orbits as a part of an ephemeris; circular planes have a kernel of their own."""

    def __init__(self, elements: KeplerElements) -> None:
        self.n = len(elements)
        kernel = RingKernel(elements) if RingKernel.suits(elements) else KeplerKernel(elements)
        self.write = kernel.write
        self.write_one = kernel.write_one

    def age_s(self, t_s: float) -> Floats:  # noqa: ARG002
        return np.zeros(self.n)


def _to_metres(errors: NDArray[np.uint8], r_km: Floats, v_km_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
    """Write kilometres as metres, and NaN where there was an error."""
    np.multiply(r_km, 1000.0, out=r_m)
    np.multiply(v_km_s, 1000.0, out=v_m_s)
    if errors.any():
        r_m[errors != 0] = np.nan
        v_m_s[errors != 0] = np.nan


def _records(elements: ElementSets) -> list[Satrec]:
    columns = elements.columns
    jd, fraction = columns["jdsatepoch"], columns["jdsatepochF"]
    order = ("bstar", "ndot", "nddot", "ecco", "argpo", "inclo", "mo", "no_kozai", "nodeo")
    days = (jd + fraction - _SGP4_ZERO_JD).tolist()
    records = []
    for row, whole, part in zip(
        zip(days, *(columns[key].tolist() for key in order), strict=True),
        jd.tolist(),
        fraction.tolist(),
        strict=True,
    ):
        record = Satrec()
        # The number changes nothing in SGP4, and six-digit ones are refused: it is kept in ElementSets.
        record.sgp4init(WGS72, "i", 0, *row)
        # sgp4init splits the sum of the two and loses digits; a TLE's record keeps them apart.
        record.jdsatepoch = whole
        record.jdsatepochF = part
        records.append(record)
    return records


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
            _Sgp4Part(part, epoch) if isinstance(part, ElementSets) else _KeplerPart(part) for part in parts
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
