"""Element sets propagated by SGP4: the adapter to the package ``sgp4`` (WGS-72, kilometres, Julian dates)."""

import threading

import numpy as np
from numpy.typing import NDArray
from sgp4.api import WGS72, Satrec, SatrecArray

from dawnline.orbits.constants import DAY_S
from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets
from dawnline.orbits.epoch import Epoch

Floats = NDArray[np.float64]
# Day zero of SGP4: 1949-12-31 00:00 UTC.
_ZERO_JD = 2_433_281.5
# Beyond 100 years from its epoch an element set says nothing, and SGP4's deep-space part, which gets there in
# steps of half a day, would seem to hang.
_LONGEST_S = 36_525.0 * DAY_S
# 18 turns a day in radians a minute, as in element files.
_MAX_NO_KOZAI = 18.0 * 2.0 * np.pi / 1440.0
# What stands in for columns that are no orbit (a damaged file): one that SGP4 takes, never shown.
_STAND_IN = dict.fromkeys(SGP4_COLUMNS, 0.0) | {"jdsatepoch": 2_451_544.5, "no_kozai": 0.06, "ecco": 0.001}


class Sgp4Part:
    """The SGP4 records of element sets, rebuilt from their columns to the last bit."""

    def __init__(self, elements: ElementSets, epoch: Epoch) -> None:
        self.n = len(elements)
        self._epoch = epoch
        whole, fraction = elements.columns["jdsatepoch"], elements.columns["jdsatepochF"]
        self._age0_s = (epoch.jd - whole) * DAY_S + (epoch.fraction - fraction) * DAY_S
        # Such records are never asked: even to be thrown away, their answer could take for ever.
        self._unusable = ~(_is_usable(elements) & (np.abs(self._age0_s) < _LONGEST_S))
        self._records = _records(elements, self._unusable)
        self._all = SatrecArray(self._records)
        # SGP4 keeps its working variables inside the records: one call at a time.
        self._lock = threading.Lock()

    def write(self, t_s: float, r_m: Floats, v_m_s: Floats) -> None:
        """Write the state ``t_s`` seconds after the epoch into two (n, 3) arrays; NaN where there is none."""
        lost = self._unusable | ~(np.abs(self._age0_s + t_s) < _LONGEST_S)
        if lost.all():
            r_m[:], v_m_s[:] = np.nan, np.nan
            return
        jd, fraction = self._epoch.julian(t_s)
        with self._lock:
            errors, r_km, v_km_s = self._all.sgp4(np.array([jd]), np.array([fraction]))
        _to_metres((errors[:, 0] != 0) | lost, r_km[:, 0], v_km_s[:, 0], r_m, v_m_s)

    def write_one(self, index: int, t_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
        """Write the states of one satellite at (k,) times into two (k, 3) arrays."""
        lost = self._unusable[index] | ~(np.abs(self._age0_s[index] + t_s) < _LONGEST_S)
        jd, fraction = self._epoch.julian_of(np.where(lost, 0.0, t_s))
        with self._lock:
            errors, r_km, v_km_s = self._records[index].sgp4_array(jd, fraction)
        _to_metres((errors != 0) | lost, r_km, v_km_s, r_m, v_m_s)

    def age_s(self, t_s: float) -> Floats:
        """Return (n,) how long ago each element set's epoch was."""
        return self._age0_s + t_s


def _is_usable(elements: ElementSets) -> NDArray[np.bool_]:
    columns = elements.columns
    usable = np.isfinite(np.stack([columns[key] for key in SGP4_COLUMNS])).all(axis=0)
    usable &= (columns["ecco"] >= 0.0) & (columns["ecco"] < 1.0)
    usable &= (columns["no_kozai"] > 0.0) & (columns["no_kozai"] <= _MAX_NO_KOZAI)
    return np.asarray(usable, np.bool_)


def _to_metres(lost: NDArray[np.bool_], r_km: Floats, v_km_s: Floats, r_m: Floats, v_m_s: Floats) -> None:
    """Write kilometres as metres, and NaN where the state is lost."""
    np.multiply(r_km, 1000.0, out=r_m)
    np.multiply(v_km_s, 1000.0, out=v_m_s)
    if lost.any():
        r_m[lost] = np.nan
        v_m_s[lost] = np.nan


def _records(elements: ElementSets, unusable: NDArray[np.bool_]) -> list[Satrec]:
    columns = {key: np.where(unusable, _STAND_IN[key], elements.columns[key]) for key in SGP4_COLUMNS}
    jd, fraction = columns["jdsatepoch"], columns["jdsatepochF"]
    order = ("bstar", "ndot", "nddot", "ecco", "argpo", "inclo", "mo", "no_kozai", "nodeo")
    days = (jd + fraction - _ZERO_JD).tolist()
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
