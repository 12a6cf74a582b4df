"""Traffic goes to the pools that serve: what is worked on next door passes no laser."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario
from dawnline.sim.connections import Connections
from dawnline.sim.placing.machines import Machines
from dawnline.sim.placing.placing import Placing
from dawnline.sim.reach import Reach
from dawnline.sim.traffic import carried_traffic, together
from dawnline_testing.networked import networked_scenario

BPS = np.array([1e6])
ASKED = np.array([[20.0, 30.0, 10.0]])
SATELLITES = 120


@pytest.fixture(scope="module")
def networked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Reach]:
    folder: Path = tmp_path_factory.mktemp("networked")
    scenario = networked_scenario(folder)
    connections = Connections(scenario)
    return scenario, connections.reach_at(0.0, scenario.ephemeris.teme(0.0))


def carried_under(name: str, told: tuple[Scenario, Reach], times: int = 1) -> np.ndarray:
    """Return the bits a second of every laser when satellites alone have room."""
    scenario, reach = told
    placing = Placing.of(scenario.fleet, PlacementPolicy(placement=name))  # type: ignore[arg-type]
    room = np.concatenate((np.full(SATELLITES, 8.0), np.zeros(2)))
    ones = np.ones(len(room))
    machines = Machines(room, ones, ones, ones, ones)
    pools = placing.pools_now(reach, machines)
    placement = placing.place(placing.choices(0.0, ASKED, pools, machines))
    assert placement.exchanged(BPS).sum() == pytest.approx(60e6)
    count = np.concatenate((np.full(SATELLITES, 8.0), [2000.0, 1000.0]))
    busy = placing.busy(placement.work(), pools, count, room / count, np.ones(SATELLITES))
    work = count * busy
    load = carried_traffic(reach, [placement] * times, (work[:SATELLITES], work[SATELLITES:]), BPS)
    # Some come in by fibre and a gateway.
    assert load.users.sum() + load.gateways.sum() >= 60e6 * times * (1.0 - 1e-9)
    return load.lasers


def test_who_serves_next_door_loads_fewer_lasers_than_who_serves_everywhere(
    networked: tuple[Scenario, Reach],
) -> None:
    near, everywhere = carried_under("nearest", networked), carried_under("orbit-first", networked)
    # Who is overhead needs no laser at all.
    assert near.sum() < 0.8 * everywhere.sum()


def test_what_is_placed_twice_is_carried_twice(networked: tuple[Scenario, Reach]) -> None:
    once = carried_under("orbit-first", networked)
    assert once.any()
    assert carried_under("orbit-first", networked, 2) == pytest.approx(2.0 * once)


def test_sites_get_what_is_for_them(networked: tuple[Scenario, Reach]) -> None:
    scenario, reach = networked
    placing = Placing.of(scenario.fleet, PlacementPolicy(placement="nearest"))
    room = np.concatenate((np.zeros(SATELLITES), [100.0, 0.0]))
    ones = np.ones(len(room))
    machines = Machines(room, ones, ones, ones, ones)
    pools = placing.pools_now(reach, machines)
    placement = placing.place(placing.choices(0.0, ASKED, pools, machines))
    nothing = np.zeros(SATELLITES)
    load = carried_traffic(reach, [placement], (nothing, np.array([60.0, 0.0])), BPS)
    idle = carried_traffic(reach, [placement], (nothing, np.array([0.0, 60.0])), BPS)
    assert load.gateways.sum() > 0.0
    # Who serves does no work yet: nothing is exchanged.
    assert together([idle, idle]).gateways.sum() == 0.0
    other = replace(placement, pool_of=np.full(len(room), -1))
    assert carried_traffic(reach, [other], (nothing, np.array([60.0, 0.0])), BPS).gateways.sum() == 0.0
