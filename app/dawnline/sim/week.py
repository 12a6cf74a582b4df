"""How busy people are over a week, by their local time: what arrivals follow.

A shape gives the rate of arrivals over its mean on a working day.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.fleet.provenance import Provenance
from dawnline.orbits.epoch import Epoch
from dawnline.sim.arrays import Bools, Floats

_HOUR = 2.0 * np.pi / 24.0


@dataclass(frozen=True)
class WeekShape:
    """The shape of a week.

    On a working day the rate at local hour h is ``1 + A cos(2 pi (h - h_pk) / 24) + B cos(4 pi (h - h_pk) /
    24)``, never below zero; or where ``hours`` are given, what they say at each full hour, straight in
    between, over their mean. Saturday and Sunday have ``weekend_frac`` of it. ``cv`` is the coefficient of
    variation of the gaps between arrivals: 1 is Poisson, more comes in bursts, 0 as regularly as it can.
    """

    name: str
    daily_amplitude: float
    half_daily_amplitude: float
    peak_local_hour: float
    weekend_frac: float
    cv: float
    hours: tuple[float, ...] = ()
    provenance: tuple[Provenance, ...] = ()

    def __post_init__(self) -> None:
        if self.hours and (len(self.hours) != 24 or min(self.hours) < 0.0 or sum(self.hours) <= 0.0):
            raise ValueError(f"{self.name}: {len(self.hours)} hours; expected none or 24, none negative")
        if not (0.0 <= self.weekend_frac <= 10.0 and 0.0 <= self.cv <= 1000.0):
            message = f"{self.name}: weekend_frac {self.weekend_frac}, cv {self.cv}"
            raise ValueError(f"{message}; expected 0 to 10 and 0 to 1000")

    def rate(self, local_hour: Floats, weekend: Bools) -> Floats:
        """Return the rate over that of a mean working day, at local hours (any shape)."""
        if self.hours:
            table = np.array([*self.hours, self.hours[0]])
            day = np.interp(np.mod(local_hour, 24.0), np.arange(25.0), table) / np.mean(self.hours)
        else:
            phase = _HOUR * (local_hour - self.peak_local_hour)
            waves = self.daily_amplitude * np.cos(phase) + self.half_daily_amplitude * np.cos(2.0 * phase)
            day = np.maximum(0.0, 1.0 + waves)
        return np.asarray(np.where(weekend, self.weekend_frac * day, day))


def local_hours(epoch: Epoch, t_s: float, lon_rad: Floats) -> tuple[Floats, Bools]:
    """Return the hours of mean solar time at longitudes (n,), and whether it is Saturday or Sunday there."""
    # Julian dates begin at noon, and day 0 was a Monday.
    days = epoch.jd + 0.5 + (epoch.fraction + t_s / 86_400.0 + lon_rad / (2.0 * np.pi))
    day = np.floor(days)
    return (days - day) * 24.0, np.mod(day, 7.0) >= 5.0


_ASSUMED = "assumed, editable default"
_MEASURED = "index of dispersion of arrivals a minute in {} of Azure's LLM trace of 2023 (1 h), its root"

CHAT = WeekShape(
    "chat",
    0.5,
    0.1,
    20.5,
    0.7,
    4.0,
    provenance=(
        Provenance("daily_amplitude", 0.5, "", _ASSUMED + "; 0.3 to 0.7", "2026", "assumed"),
        Provenance("half_daily_amplitude", 0.1, "", "editable default", "2026", "assumed"),
        Provenance("peak_local_hour", 20.5, "h", _ASSUMED + "; 20 to 21 h", "2026", "assumed"),
        Provenance("weekend_frac", 0.7, "", _ASSUMED, "2026", "assumed"),
        Provenance("cv", 4.0, "", _MEASURED.format("chat"), "2023-11-16", "measured"),
    ),
)
# Interactive coding: nothing at night, a lunch, a long afternoon, some evening.
CODING = WeekShape(
    "interactive coding",
    0.0,
    0.0,
    15.0,
    0.4,
    12.8,
    hours=(
        0.15, 0.10, 0.07, 0.06, 0.06, 0.08, 0.20, 0.50, 1.10, 2.00, 2.40, 2.30,
        1.80, 2.10, 2.50, 2.60, 2.40, 1.90, 1.20, 0.80, 0.65, 0.55, 0.40, 0.25,
    ),
    provenance=(
        Provenance("hours", 2.6, "", "editable default: office hours; peak at 14 to 16 h", "2026", "assumed"),
        Provenance("weekend_frac", 0.4, "", "editable default for work", "2026", "assumed"),
        Provenance("cv", 12.8, "", _MEASURED.format("coding"), "2023-11-16", "measured"),
    ),
)  # fmt: skip
STEADY = WeekShape("steady", 0.0, 0.0, 12.0, 1.0, 1.0)
SHAPES = {shape.name: shape for shape in (CHAT, CODING, STEADY)}
