"""The scenarios that ship: every limiter within one orbit, sound power figures, real element sets."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, load_scenario
from dawnline.sim.simulation import Simulation
from dawnline.sim.site import Sites
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.data import shared_data

BALANCE = 1e-9
ORBIT_S = 5864.0  # 650 km


def worst_balance(simulation: Simulation) -> float:
    balance = simulation.balance
    apart_j = np.abs(balance.in_j - balance.out_j - balance.stored_j)
    return float((apart_j / np.maximum(balance.throughput_j, 1.0)).max())


def test_welcome_shows_every_limiter_within_one_orbit() -> None:
    scenario = load_scenario(bundled_scenario("welcome"))
    simulation, seen, sites = Simulation(scenario), Counter[str](), Counter[str]()
    frame = simulation.start()
    drained = hot = 0
    while frame.t_s <= ORBIT_S:
        told = frame.values["satellite"]
        seen.update(LIMITERS[code] for code in told["limiter"])
        sites.update(LIMITERS[code] for code in frame.values["site"]["limiter"])
        drained = max(drained, int((told["soc_frac"] < 0.75).sum()))
        hot = max(hot, int((told["radiator_k"] > 353.0).sum()))
        frame = simulation.step(scenario.step_s)
        assert worst_balance(simulation) < BALANCE
    assert set(seen) == set(LIMITERS), f"never within an orbit: {set(LIMITERS) - set(seen)}"
    assert sites["power_cap"] > 0
    assert drained > 10
    assert hot > 10


def test_colossus_takes_1200_to_1600_w_of_facility_a_gpu_within_its_contract() -> None:
    fleet = load_scenario(bundled_scenario("welcome")).fleet
    index = [site.name for site in fleet.sites].index("colossus-1")
    sites = Sites(fleet.sites)
    full_w = sites.load_w(sites.offer(np.zeros(sites.n, np.bool_), np.ones(sites.n), 60.0), np.ones(sites.n))[
        index
    ]
    # 300 MW over 220,000 GPUs, as announced: 1.36 kW each.
    assert 1200.0 < full_w / fleet.sites[index].accelerators < 1600.0
    assert full_w == pytest.approx(300e6, rel=0.1)
    assert full_w <= fleet.sites[index].power_cap_w


def test_real_element_sets_keep_their_energy_and_hold_no_nan() -> None:
    elements = shared_data("tle/starlink_2026-05-30.tle")
    overrides = Overrides(elements={None: Path(elements)})
    simulation = Simulation(load_scenario(bundled_scenario("starlink-elements"), overrides))
    frame = simulation.start()
    for _ in range(40):
        frame = simulation.step(60.0)
        assert worst_balance(simulation) < BALANCE
    told = frame.values["satellite"]
    assert len(told["load_w"]) == 10_395
    assert all(
        np.isfinite(values).all()
        for key, values in told.items()
        if key not in {"limiter", "state", "link_load_frac"}
    )
    # Inclined orbits of 350 to 570 km are lit six to seven tenths of the time.
    assert 0.6 < float(told["sunlit_frac"].mean()) < 0.75
