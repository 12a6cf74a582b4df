"""What events do to machines, by target and time."""

from dataclasses import replace

import numpy as np

from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.scenario.effects import Effects
from dawnline.scenario.event import Event
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, event, small_fleet

PLAIN = small_fleet(4, [BUS], [SITE, replace(SITE, name="there")], [WORKLOAD])
FLEET = replace(
    PLAIN,
    tables={
        **PLAIN.tables,
        "plane": EntityTable.of("plane", ("plane:s/1", "plane:s/2"), ("1", "2"), np.zeros(2, np.int32)),
    },
    plane_of=np.array([0, 0, 1, 1], np.int32),
)


def test_a_provider_outage_stops_all_of_its_sites_and_ends() -> None:
    effects = Effects.of(FLEET, [event("fault", "fleet", 1, 60.0, 60.0)])
    assert not effects.faulted("site", 59.0).any()
    assert effects.faulted("site", 60.0).all()
    assert not effects.faulted("satellite", 60.0).any()
    assert not effects.faulted("site", 120.0).any()


def test_planes_and_satellites_fall_and_lost_links_fault_nobody() -> None:
    link = Event("fault", EntityRef("satellite", 0), 0.0, 60.0, 0.0, EntityRef("satellite", 1))
    effects = Effects.of(
        FLEET, [event("fault", "plane", 1, 0.0, 60.0), event("fault", "satellite", 0, 0.0, 60.0), link]
    )
    assert list(effects.faulted("satellite", 0.0)) == [True, False, True, True]


def test_the_least_share_of_power_counts_and_prices_multiply() -> None:
    effects = Effects.of(
        FLEET,
        [
            event("power_cap", "fleet", 1, 0.0, 100.0, 0.5),
            event("power_cap", "site", 0, 50.0, 100.0, 0.8),
            event("power_cap", "site", 1, 50.0, 100.0, 0.2),
            event("price", "fleet", 1, 0.0, 100.0, 2.0),
            event("price", "site", 1, 0.0, 100.0, 1.5),
            event("storm", "fleet", 0, 0.0, 100.0, 40.0),
        ],
    )
    assert list(effects.power_share("site", 60.0)) == [0.5, 0.2]
    assert list(effects.power_share("site", 120.0)) == [0.8, 0.2]
    assert effects.array_share(60.0) is None, "all have their whole array"
    hit = Effects.of(FLEET, [event("power_cap", "satellite", 1, 0.0, 100.0, 0.5)])
    assert list(hit.array_share(60.0)) == [1.0, 0.5, 1.0, 1.0]
    assert hit.array_share(100.0) is None
    assert list(effects.price("site", 60.0)) == [2.0, 3.0]
    assert list(effects.price("satellite", 60.0)) == [1.0] * 4
    assert list(effects.storm(60.0)) == [40.0] * 4
    assert list(effects.storm(100.0)) == [1.0] * 4
