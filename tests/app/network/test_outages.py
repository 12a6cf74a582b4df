"""What events take out of the network, by target."""

from dataclasses import replace

import numpy as np

from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.network.outages import Outages
from dawnline.network.reason import Reason
from dawnline.scenario.event import Event
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, event, small_fleet

PLAIN = small_fleet(4, [BUS], [SITE, replace(SITE, name="there")], [WORKLOAD])
PLANES = EntityTable.of("plane", ("plane:small/1", "plane:small/2"), ("1", "2"), np.zeros(2, np.int32))
FLEET = replace(
    PLAIN,
    tables={
        **PLAIN.tables,
        "plane": PLANES,
        "satellite": replace(PLAIN.satellites, from_s=np.array([-np.inf, -np.inf, 300.0, -np.inf])),
    },
    plane_of=np.array([0, 0, 1, 1], np.int32),
)


def lost(t_s: float, *events: Event) -> dict[int, str]:
    """Return the reasons of nodes that are lost: satellites 0 to 3, regions 4 and 5, sites 6 and 7."""
    codes = Outages(FLEET, events, {}).at(t_s).node
    return {int(node): Reason(int(codes[node])).name for node in np.flatnonzero(codes)}


def test_a_provider_outage_takes_all_of_its_places() -> None:
    outage = event("fault", "fleet", 1, 400.0, 60.0)
    assert lost(400.0, outage) == {6: "FAILED_GROUND", 7: "FAILED_GROUND"}
    assert lost(460.0, outage) == {}
    since = Outages(FLEET, [outage], {}).at(500.0).node_well_since_s
    assert list(since[[0, 6, 7]]) == [-np.inf, 460.0, 460.0]


def test_a_fleet_and_a_plane_of_satellites() -> None:
    assert lost(400.0, event("fault", "fleet", 0, 0.0, 900.0)) == dict.fromkeys(range(4), "FAILED_SATELLITE")
    plane = event("fault", "plane", 0, 0.0, 900.0)
    assert lost(400.0, plane, event("fault", "satellite", 0, 0.0, 900.0)) == dict.fromkeys(
        range(2), "FAILED_PLANE"
    )


def test_who_waits_or_has_left_is_in_no_network() -> None:
    assert lost(299.0) == {2: "NOT_FLYING"}
    assert lost(300.0) == {}
    leaving = event("deorbit", "satellite", 3, 500.0, np.inf), event("lease_end", "site", 1, 600.0, np.inf)
    assert lost(500.0, *leaving) == {3: "NOT_FLYING"}
    assert lost(1e9, *leaving) == {3: "NOT_FLYING", 7: "FAILED_GROUND"}


def test_a_lost_link_takes_nobody_with_it() -> None:
    link = Event("fault", EntityRef("satellite", 0), 0.0, 900.0, 0.0, EntityRef("site", 1))
    outage = Outages(FLEET, [link], {}).at(400.0)
    assert not outage.node.any()
    assert outage.links == {(0, 7)}
