"""What happens at a known time: a fault, or a site that its grid curtails."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.entity import EntityRef

EventKind = Literal["fault", "power_cap", "demand_surge", "price", "storm", "lease_end", "deorbit"]
# So long before a lease ends as announced a place takes nothing new: what AWS's load balancers give to what
# is in flight at a target that leaves ("deregistration delay" of the Elastic Load Balancing user guide: 300 s
# unless told otherwise).
DRAIN_S = 300.0


@dataclass(frozen=True)
class Event:
    """One thing that happens to one entity from ``start_s`` (since the epoch) for ``duration_s``.

    ``fault`` stops a satellite, a site, a gateway, all satellites of a plane, or the users of a region; its
    ``value`` is 0. With an ``other`` end it stops nothing but the link between ``target`` and that one; each
    is a satellite, gateway, site or region. ``power_cap`` leaves a site only the share ``value`` (0 to 1) of
    its contracted power, or a satellite only that share of its array's power. ``demand_surge`` multiplies
    what a region or a workload asks for (accelerators, requests, jobs that come; a training gang is of fixed
    size), ``price`` what energy and machines of a site cost, ``storm`` (a solar storm) the upsets of
    satellites, all by ``value``; those whose perigee is below ``safe_mode_below_m`` fly edge-on then, and
    compute nothing. ``lease_end`` takes a site away, ``deorbit`` a satellite or a plane, for
    good: their duration is endless. The end of a lease may be announced ``notice_s`` before: then what works
    there is drained and saved in time.

    The target may be a fleet, a satellite's or a provider's: all of its members are meant.
    """

    kind: EventKind
    target: EntityRef
    start_s: float
    duration_s: float
    value: float
    other: EntityRef | None = None
    notice_s: float = 0.0
    safe_mode_below_m: float = 0.0

    @property
    def announced_s(self) -> float:
        """Return from when on it is known that it will happen."""
        return self.start_s - self.notice_s

    def drains_s(self, step_s: float) -> float:
        """Return from when on its target takes nothing new, in steps of a length: at least the last one."""
        return self.start_s - min(self.notice_s, max(DRAIN_S, step_s))

    def is_on(self, t_s: float) -> bool:
        """Say whether it holds at a time."""
        return self.start_s <= t_s < self.start_s + self.duration_s
