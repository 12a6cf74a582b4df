"""Pools of a moment: sides as ever, sites one by one, and cells that hold who is nearest to whom."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.connections import Connections
from dawnline.sim.placing.machines import Machines
from dawnline.sim.placing.placing import Placing
from dawnline.sim.placing.pooling import NEAR_S, places_now, sides_now
from dawnline.sim.placing.pools import Pools
from dawnline.sim.placing.whereabouts import Whereabouts
from dawnline.sim.reach import Reach
from dawnline_testing.networked import networked_scenario
from dawnline_testing.small_scenario import SITE, WORKLOAD, small_fleet, small_scenario

SATELLITES, SITES, REGIONS = 120, 2, 3


@pytest.fixture(scope="module")
def networked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Whereabouts, Reach]:
    scenario = networked_scenario(tmp_path_factory.mktemp("networked"))
    connections = Connections(scenario)
    reach = connections.reach_at(0.0, scenario.ephemeris.teme(0.0))
    return Whereabouts.of(scenario.fleet), reach


def room_of(whereabouts: Whereabouts) -> np.ndarray:
    """Return some room for all, of different sizes."""
    m = len(whereabouts.provider)
    return 1.0 + (np.arange(m) * 7 % 5).astype(np.float64)


def test_cells_hold_the_satellites_that_are_nearest_to_one_region(
    networked: tuple[Whereabouts, Reach],
) -> None:
    whereabouts, reach = networked
    room = room_of(whereabouts)
    room[5:9] = 0.0
    pools = places_now(whereabouts, reach, room)
    assert (pools.pool_of[5:9] == -1).all()
    there = room[:SATELLITES] > 0.0
    nearest = reach.to_satellites.argmin(axis=0)
    for region in range(REGIONS):
        mine = np.flatnonzero(there & (nearest == region))
        own_s = reach.to_satellites[region, mine]
        near = own_s <= own_s.min() + NEAR_S
        assert near.any()
        cells = [np.unique(pools.pool_of[mine[some]]) for some in (near, ~near) if some.any()]
        assert [len(cell) for cell in cells] == [1] * len(cells)
        assert len(np.unique(cells)) == len(cells)
        assert pools.is_orbit[np.unique(cells)].all()
    sites, orbit = pools.pool_of[SATELLITES:], int(pools.is_orbit.sum())
    assert REGIONS < orbit <= 2 * REGIONS
    assert sites.tolist() == [orbit, orbit + 1]
    assert pools.rtt_s[:, sites] == pytest.approx(2.0 * reach.to_sites)
    assert pools.room.sum() == pytest.approx(room.sum())
    assert pools.reached.all()


def test_the_way_to_a_cell_is_the_mean_to_its_room(networked: tuple[Whereabouts, Reach]) -> None:
    whereabouts, reach = networked
    room = room_of(whereabouts)
    pools = places_now(whereabouts, reach, room)
    for cell in np.flatnonzero(pools.is_orbit):
        mine = np.flatnonzero(pools.pool_of[:SATELLITES] == cell)
        mean_s = (reach.to_satellites[:, mine] * room[mine]).sum(axis=1) / room[mine].sum()
        assert pools.rtt_s[:, cell] == pytest.approx(2.0 * mean_s)
    # Who a cell is named for is nearer to it than anybody is on the mean.
    cells = pools.rtt_s[:, pools.is_orbit]
    assert set(cells.argmin(axis=0)) == set(range(REGIONS))


def test_the_way_to_the_side_of_satellites_is_the_mean_to_those_that_are_reached(
    networked: tuple[Whereabouts, Reach],
) -> None:
    whereabouts, reach = networked
    assert not sides_now(whereabouts, reach, room_of(whereabouts)).rtt_s.any()
    asked = replace(whereabouts, target_s=np.array([2.0]))
    latency_s = reach.routes.latency_s.copy()
    latency_s[1, :60] = np.inf
    cut = replace(reach, routes=replace(reach.routes, latency_s=latency_s))
    room = room_of(whereabouts)
    told = sides_now(asked, cut, room).rtt_s
    for region in range(REGIONS):
        seen = np.flatnonzero(np.isfinite(latency_s[region, :SATELLITES]))
        mean_s = 2.0 * float(latency_s[region, seen] @ room[seen]) / room[seen].sum()
        assert told[region] == pytest.approx([mean_s, 0.0])


def test_who_some_do_not_reach_is_apart_and_only_for_those_who_do(
    networked: tuple[Whereabouts, Reach],
) -> None:
    whereabouts, reach = networked
    latency_s = reach.routes.latency_s.copy()
    latency_s[1:, :4] = np.inf
    latency_s[:, 7] = np.inf
    cut = replace(reach, routes=replace(reach.routes, latency_s=latency_s))
    pools = places_now(whereabouts, cut, room_of(whereabouts))
    assert pools.pool_of[7] == -1
    (alone,) = np.unique(pools.pool_of[:4])
    assert (pools.pool_of == alone).sum() == 4
    assert np.isfinite(pools.rtt_s[:, alone]).tolist() == [True, False, False]
    others = np.setdiff1d(np.flatnonzero(pools.is_orbit), [alone])
    assert np.isfinite(pools.rtt_s[:, others]).all()


def test_satellites_told_apart_are_in_cells_of_their_own(networked: tuple[Whereabouts, Reach]) -> None:
    whereabouts, reach = networked
    apart = np.arange(SATELLITES) % 3 == 0
    pools = places_now(whereabouts, reach, room_of(whereabouts), apart)
    for cell in np.flatnonzero(pools.is_orbit):
        mine = apart[pools.pool_of[:SATELLITES] == cell]
        assert mine.all() or not mine.any()
    together = places_now(whereabouts, reach, room_of(whereabouts))
    assert pools.is_orbit.sum() == 2 * together.is_orbit.sum()


def test_without_a_network_a_fleet_is_one_cell() -> None:
    whereabouts = Whereabouts.of(small_scenario(sites=(SITE, replace(SITE, name="there"))).fleet)
    pools = places_now(whereabouts, None, room_of(whereabouts))
    assert pools.pool_of.tolist() == [0] * 24 + [1, 2]
    assert pools.provider.tolist() == [0, 1, 1]
    assert not pools.rtt_s.any()


def placing_of(name: str, **workload: object) -> Placing:
    sites = (
        replace(SITE, country="USA"),
        replace(SITE, name="there", country="DEU", accelerators=300),
        replace(SITE, name="nowhere"),
    )
    fleet = small_fleet(24, small_scenario().fleet.buses, sites, (WORKLOAD, replace(WORKLOAD, **workload)))
    return Placing.of(fleet, PlacementPolicy(placement=name))  # type: ignore[arg-type]


def machines_of(placing: Placing) -> Machines:
    where = placing.whereabouts
    room = np.concatenate((where.satellite_count, where.site_count))
    ones = np.ones(len(room))
    return Machines(room, ones, ones, ones, ones)


def placed_by(placing: Placing, asked: float) -> tuple[Pools, np.ndarray]:
    machines = machines_of(placing)
    pools = placing.pools_now(None, machines)
    choices = placing.choices(0.0, np.full((2, 2), asked), pools, machines)
    return pools, placing.place(choices).placed.sum(axis=1)


def test_sides_are_two_unless_data_is_bound_to_countries() -> None:
    pools, _ = placed_by(placing_of("by-share"), 10.0)
    assert pools.two_sides
    assert pools.pool_of.tolist() == [0] * 24 + [1] * 3
    pools, placed = placed_by(placing_of("orbit-first", countries=("DEU",)), 200.0)
    assert not pools.two_sides
    # In the order of their codes; what is in no country comes first.
    assert pools.country.tolist() == [-1, -1, 0, 1]
    assert pools.pool_of[24:].tolist() == [3, 2, 1]
    assert placed[0][0] == pytest.approx(384.0)
    assert placed[1] == pytest.approx([0.0, 0.0, placed[1][2], 0.0])
    assert placed[1][2] > 200.0


def test_what_many_sites_of_one_country_serve_is_spread_as_evenly_as_on_one_side() -> None:
    told, bound = placing_of("ground-first"), placing_of("ground-first", countries=("USA", "DEU", "FRA"))
    busy = []
    for placing in (told, bound):
        machines = machines_of(placing)
        pools = placing.pools_now(None, machines)
        asked = np.array([[30.0, 20.0], [0.0, 0.0]])
        placement = placing.place(placing.choices(0.0, asked, pools, machines))
        count, ones = machines.room, np.ones(len(machines.room))
        busy.append(placing.busy(placement.work(), pools, count, ones, np.ones(24)))
    assert busy[0] == pytest.approx(busy[1])
    assert busy[0][24:] == pytest.approx(np.full(3, 0.1))
