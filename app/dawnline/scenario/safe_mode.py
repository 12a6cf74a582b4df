"""Who flies edge-on and computes nothing while a solar storm lasts: satellites low enough to feel its drag.

Storms warm the upper air, and it swells. When one came on 4 February 2022, the 49 Starlink satellites that
had been launched to 210 km the day before were told to fly edge-on, "like a sheet of paper", in safe mode
(SpaceX, "Geomagnetic storm and recently deployed Starlink satellites", 8 February 2022); 38 of them came down
all the same (Dang et al., "Unveiling the space weather during the Starlink satellites destruction event on 4
February 2022", Space Weather 20, 2022). In May 2024 drag put the instrument of ICESat-2, at about 500 km,
into a safe hold for six weeks (NASA, "ICESat-2 resumes data collection after solar storms", 2024).
"""

from collections.abc import Iterable

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.perigee import perigee_m
from dawnline.scenario.event import Event
from dawnline.scenario.presence import Rows, members


def safe_modes(fleet: Fleet, ephemeris: Ephemeris, events: Iterable[Event]) -> tuple[tuple[Event, Rows], ...]:
    """Return the storms that put satellites into safe mode, each with the rows of those that are low."""
    storms = [event for event in events if event.kind == "storm" and event.safe_mode_below_m > 0.0]
    if not storms:
        return ()
    low_m = perigee_m(ephemeris.parts)
    hit = [(event, members(fleet, event.target, "satellite")) for event in storms]
    return tuple((event, rows[low_m[rows] < event.safe_mode_below_m]) for event, rows in hit)
