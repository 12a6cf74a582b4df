"""Moments of time: UTC as a two-part Julian date, written and read as ISO-8601.

Time inside the program is seconds since the scenario's epoch. UTC days are taken to be 86,400 s long (there
has been no leap second since 2016), as in SGP4.
"""

import math
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.constants import DAY_S

# Julian date of the midnight that begins day 0 of Python's proleptic calendar.
_ORDINAL_ZERO_JD = 1_721_424.5
_DAY_US = 86_400_000_000
_DAY_MS = 86_400_000
_RIGHT = "an ISO-8601 time with its zone, such as 2026-05-30T06:00:00Z or 2026-05-30T08:00:00+02:00"
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,12}))?)?)?"
    r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<zone_hour>[0-9]{2}):?(?P<zone_minute>[0-9]{2}))?"
)


@dataclass(frozen=True)
class Epoch:
    """A moment in UTC: ``jd`` is the Julian date of a midnight (ends in .5), ``fraction`` a day's in 0..1."""

    jd: float
    fraction: float

    @classmethod
    def from_iso(cls, text: str) -> "Epoch":
        """Return the epoch that an ISO-8601 text names; raise ValueError that says what would be right.

        The zone (``Z`` or ``+hh:mm``) must be given: a scenario means the same moment everywhere.
        """
        match = _ISO.fullmatch(text.strip()) if len(text) < 100 else None
        if match is None or match["zone"] is None:
            raise ValueError(f"{text[:40]!r} is not a time; expected {_RIGHT}")
        return cls._from_match(match, text)

    @classmethod
    def from_iso_utc(cls, text: str) -> "Epoch":
        """Return the epoch of a text that is UTC by definition and may leave out the zone, as in an OMM."""
        match = _ISO.fullmatch(text.strip()) if len(text) < 100 else None
        if match is None:
            raise ValueError(f"{text[:40]!r} is not a time; expected {_RIGHT}")
        return cls._from_match(match, text)

    @classmethod
    def _from_match(cls, match: re.Match[str], text: str) -> "Epoch":
        try:
            ordinal = date(int(match["year"]), int(match["month"]), int(match["day"])).toordinal()
        except ValueError as error:
            raise ValueError(f"{text!r} is not a day of the calendar ({error}); expected {_RIGHT}") from None
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        if hour > 23 or minute > 59 or second > 59:
            raise ValueError(f"{text!r} is not a time of day; expected up to 23:59:59 (no leap second)")
        # Whole picoseconds: the quotient below is then the float64 nearest to the time that was written.
        fraction = (match["fraction"] or "0").ljust(12, "0")
        picoseconds = ((hour * 60 + minute) * 60 + second) * 10**12 + int(fraction)
        if match["sign"]:
            offset = int(match["zone_hour"]) * 60 + int(match["zone_minute"])
            picoseconds -= (offset if match["sign"] == "+" else -offset) * 60 * 10**12
        days, rest = divmod(picoseconds, _DAY_US * 10**6)
        return cls(_ORDINAL_ZERO_JD + ordinal + days, rest / (_DAY_US * 10**6))

    @classmethod
    def from_julian(cls, jd: float, fraction: float) -> "Epoch":
        """Return the epoch at Julian date ``jd + fraction``, however the two share it."""
        if not (math.isfinite(jd) and math.isfinite(fraction)):
            raise ValueError(f"Julian date {jd} + {fraction} is not finite; expected two finite numbers")
        midnight = math.floor(jd - 0.5) + 0.5
        rest = (jd - midnight) + fraction
        whole = math.floor(rest)
        return cls(midnight + whole, rest - whole)

    def julian(self, t_s: float = 0.0) -> tuple[float, float]:
        """Return the Julian date ``t_s`` seconds later for SGP4: a midnight and a fraction of a day."""
        rest = self.fraction + t_s / DAY_S
        whole = math.floor(rest)
        return self.jd + whole, rest - whole

    def julian_of(self, t_s: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what :meth:`julian` returns, for (k,) times at once."""
        rest = self.fraction + t_s / DAY_S
        whole = np.floor(rest)
        return self.jd + whole, rest - whole

    def iso(self, t_s: float = 0.0) -> str:
        """Return the moment ``t_s`` seconds later as ISO-8601 Z, with milliseconds where they are not zero.

        Raises ValueError for a time that is not finite or outside the years 1 to 9999.
        """
        if not math.isfinite(t_s):
            raise ValueError(f"{t_s} s after the epoch is not a time; expected a finite number of seconds")
        days, ms = divmod(round((self.fraction * DAY_S + t_s) * 1000.0), _DAY_MS)
        ordinal = round(self.jd - _ORDINAL_ZERO_JD) + days
        if not date(MINYEAR, 1, 1).toordinal() <= ordinal <= date(MAXYEAR, 12, 31).toordinal():
            raise ValueError(f"{t_s} s after the epoch is outside the years {MINYEAR} to {MAXYEAR}")
        seconds, ms = divmod(ms, 1000)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return f"{date.fromordinal(ordinal).isoformat()}T{clock}{f'.{ms:03d}' if ms else ''}Z"

    def seconds_since(self, other: "Epoch") -> float:
        """Return how many seconds this moment is after another."""
        return (self.jd - other.jd) * DAY_S + (self.fraction - other.fraction) * DAY_S

    def shifted(self, t_s: float) -> "Epoch":
        """Return the moment ``t_s`` seconds later."""
        return Epoch(*self.julian(t_s))
