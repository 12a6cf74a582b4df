"""Who exists when."""

from dataclasses import replace

import numpy as np

from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.fleet.fleet import Fleet
from dawnline.scenario.presence import Presence, members
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, event, small_fleet


def fleet() -> Fleet:
    """Return six satellites in two planes, launched plane by plane, and two sites."""
    plain = small_fleet(6, [BUS], [SITE, replace(SITE, name="there")], [WORKLOAD])
    satellites = replace(plain.satellites, from_s=np.array([-np.inf] * 3 + [600.0] * 3))
    planes = EntityTable.of("plane", ("plane:small/1", "plane:small/2"), ("1", "2"), np.zeros(2, np.int32))
    return replace(
        plain,
        tables={**plain.tables, "satellite": satellites, "plane": planes},
        plane_of=np.array([0, 0, 0, 1, 1, 1], np.int32),
    )


def test_what_is_launched_later_waits_and_what_leaves_is_gone() -> None:
    events = [event("deorbit", "satellite", 1, 300.0, np.inf), event("deorbit", "plane", 1, 900.0, np.inf)]
    presence = Presence.of(fleet(), "satellite", events)
    assert not presence.is_lasting
    assert list(np.flatnonzero(presence.waiting(599.0))) == [3, 4, 5]
    assert list(np.flatnonzero(presence.gone(300.0))) == [1]
    assert list(np.flatnonzero(presence.absent(600.0))) == [1]
    assert list(np.flatnonzero(presence.gone(900.0))) == [1, 3, 4, 5]
    assert not presence.waiting(1e9).any()


def test_a_lease_ends_for_a_site_or_for_all_of_a_provider() -> None:
    one = Presence.of(fleet(), "site", [event("lease_end", "site", 1, 60.0, np.inf)])
    assert list(one.gone(60.0)) == [False, True]
    every = Presence.of(fleet(), "site", [event("lease_end", "fleet", 1, 60.0, np.inf)])
    assert list(every.gone(59.9)) == [False, False]
    assert list(every.gone(60.0)) == [True, True]
    # A deorbit is nothing to a site, nor a lease's end to a satellite.
    assert Presence.of(fleet(), "site", [event("deorbit", "fleet", 1, 60.0, np.inf)]).is_lasting


def test_members_of_a_target() -> None:
    one = fleet()
    assert list(members(one, EntityRef("satellite", 4), "satellite")) == [4]
    assert list(members(one, EntityRef("plane", 1), "satellite")) == [3, 4, 5]
    assert list(members(one, EntityRef("fleet", 0), "satellite")) == [0, 1, 2, 3, 4, 5]
    assert list(members(one, EntityRef("fleet", 1), "site")) == [0, 1]
    for target, kind in (("fleet", "gateway"), ("site", "satellite"), ("plane", "site")):
        assert not len(members(one, EntityRef(target, 0), kind))  # type: ignore[arg-type]
    assert not len(members(one, EntityRef("satellite", 99), "satellite"))
