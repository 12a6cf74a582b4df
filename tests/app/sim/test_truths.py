"""Published figures, found again in whole runs: watts are joules of the ledger over seconds."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import Kind
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.j2 import raan_for_ltan_rad, sso_inclination_rad
from dawnline.orbits.sun import beta_rad, sun_teme_m
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.scenario import Scenario
from dawnline.sim.heat import STEFAN_BOLTZMANN_W_M2_K4
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, EPOCH, SITE, WORKLOAD, ring, small_scenario

KWH = 3.6e6
PLENTY = replace(
    WORKLOAD, peak_accelerators=1e6, orbit_share_frac=1.0, daily_amplitude=0.0, half_daily_amplitude=0.0
)


def frames_of(scenario: Scenario, count: int, step_s: float = 60.0) -> list[Frame]:
    simulation = Simulation(scenario)
    return [simulation.start(), *(simulation.step(step_s) for _ in range(count))]


def total(frames: Sequence[Frame], kind: Kind, key: str) -> float:
    return sum(frame.ledger[kind][key] for frame in frames)


def dawn(n: int) -> KeplerElements:
    """Return satellites at 650 km whose node is at 06:00: in late May always lit."""
    return replace(
        ring(n, np.degrees(sso_inclination_rad(650e3)), 650e3, planes=1),
        raan_rad=np.full(n, raan_for_ltan_rad(EPOCH, 6.0)),
    )


@pytest.fixture(scope="module")
def ai1() -> SatelliteBus:
    """Return AI1 as announced: 150 kW of array, about 120 kW of load, 86 m2 of radiator."""
    buses = load_scenario(bundled_scenario("welcome")).fleet.buses
    return next(bus for bus in buses if bus.name == "AI1, always lit")


def test_ai1_read_as_a_two_sided_panel_runs_at_full_load(ai1: SatelliteBus) -> None:
    # 1,400 W/m2 of panel, both faces counted together: 69 C before what it absorbs.
    frames = frames_of(small_scenario(n=4, buses=(ai1,), orbits=dawn(4), workloads=(PLENTY,)), 120)
    last, hour = frames[-1].values["satellite"], frames[-60:]
    load_w = total(hour, "satellite", "load_j") / (4 * 3600.0)
    assert load_w == pytest.approx(120e3, rel=0.02)
    assert total(hour, "satellite", "array_j") == pytest.approx(total(hour, "satellite", "load_j"), rel=1e-6)
    assert {LIMITERS[code] for code in last["limiter"]} == {"none"}
    # 150 kW at 1 AU; on 30 May the Sun is at 1.0138 AU.
    assert last["array_w"] == pytest.approx(150e3 / 1.0138**2, rel=0.01)
    assert 69.0 < last["radiator_k"].max() - 273.15 < ai1.throttle_k - 273.15
    emitted_w = 2 * 86.0 * 0.9 * STEFAN_BOLTZMANN_W_M2_K4 * last["radiator_k"].astype(np.float64) ** 4
    absorbed_w = emitted_w - load_w
    assert (emitted_w / 86.0 > 1400.0).all()
    # Earth and grazing sunlight put 80 to 160 W on a square metre of panel.
    assert (absorbed_w / 86.0 > 80.0).all()
    assert (absorbed_w / 86.0 < 160.0).all()


def test_ai1_read_per_face_is_held_back_by_heat(ai1: SatelliteBus) -> None:
    # 1,400 W/m2 from one face would need 134 C; the loop trips at 95.
    assert pytest.approx(0.9 * STEFAN_BOLTZMANN_W_M2_K4 * (134 + 273.15) ** 4, rel=0.01) == 1400.0
    one_faced = replace(ai1, radiator_faces=1)
    frames = frames_of(small_scenario(n=4, buses=(one_faced,), orbits=dawn(4), workloads=(PLENTY,)), 240)
    last = frames[-1].values["satellite"]
    assert {LIMITERS[code] for code in last["limiter"]} == {"heat"}
    assert (last["radiator_k"] > one_faced.throttle_k).all()
    assert (last["radiator_k"] < one_faced.trip_k).all()
    assert total(frames[-60:], "satellite", "load_j") / (4 * 3600.0) < 0.75 * 120e3
    # Twice the area by the same reading carries it again.
    doubled = replace(one_faced, radiator_area_m2=172.0)
    frames = frames_of(small_scenario(n=4, buses=(doubled,), orbits=dawn(4), workloads=(PLENTY,)), 120)
    assert total(frames[-60:], "satellite", "load_j") / (4 * 3600.0) == pytest.approx(120e3, rel=0.02)


def test_an_h100_node_in_training_draws_76_percent_of_its_rating() -> None:
    # 8 x H100 rated 10.2 kW, intensive training: arXiv 2506.14551. 28 % of it is not accelerators.
    trains = Accelerator("H100 SXM, training", idle_w=70.0, max_w=700.0, gamma=1.0)
    node = replace(BUS, accelerator=trains, accelerators=8, overhead_frac=0.38, housekeeping_w=0.0)
    frames = frames_of(small_scenario(n=3, buses=(node,), orbits=dawn(3), workloads=(PLENTY,)), 60)
    assert total(frames, "satellite", "load_j") / (3 * 3600.0) == pytest.approx(0.76 * 10_200.0, rel=0.02)


def test_colossus_1_draws_1_2_to_1_6_kw_for_each_accelerator() -> None:
    # 300 MW for 220,000 accelerators are 1.36 kW each, cooling and all.
    sites = load_scenario(bundled_scenario("welcome")).fleet.sites
    colossus = next(site for site in sites if "olossus" in site.title)
    ground = replace(PLENTY, orbit_share_frac=0.0)
    frames = frames_of(small_scenario(n=1, sites=(colossus,), workloads=(ground,)), 10)
    watts = total(frames, "site", "energy_j") / (600.0 * colossus.accelerators)
    assert 1200.0 < watts < 1600.0
    assert watts == pytest.approx(300e6 / 220_000, rel=0.05)


def test_the_battery_and_the_array_of_the_worked_example_come_back_to_where_they_were() -> None:
    # 120 kW through 35.6 min of shadow at 550 km and no beta angle: 71 kWh out, 30 % of 250 kWh. An array of
    # P (1 + f / ((1 - f) eta^2)) with f = 0.3723 brings it back within the orbit.
    nodes = np.linspace(0.0, 2 * np.pi, 3601)
    betas = beta_rad(sun_teme_m(EPOCH, 0.0), np.radians(53.0), nodes)
    orbits = replace(ring(1, planes=1), raan_rad=nodes[[int(np.abs(betas).argmin())]])
    share = 0.3723 / (1 - 0.3723) / 0.95**2
    bus = replace(
        BUS, accelerators=0, housekeeping_w=120e3, battery_j=250 * KWH, array_degradation_frac=0.0,
        array_efficiency_frac=1.0, array_packing_frac=1.0, array_pointing_frac=1.0,
        array_area_m2=120e3 * (1 + share) / 1361.0 * 1.0138**2,
    )  # fmt: skip
    scenario = small_scenario(n=1, buses=(bus,), orbits=orbits)
    frames = frames_of(replace(scenario, step_s=10.0), 1148, 10.0)
    charge = np.array([float(frame.values["satellite"]["soc_frac"][0]) for frame in frames])
    dark = np.array([float(frame.values["satellite"]["sunlit_frac"][0]) for frame in frames[:574]]) < 1.0
    assert dark.sum() * 10.0 / 60.0 == pytest.approx(35.6, abs=0.5)
    given = [frame.ledger["satellite"] for frame in frames[:575] if frame.ledger["satellite"]["stored_j"] < 0]
    out_kwh = sum(row["load_j"] - row["array_j"] for row in given) / KWH
    assert out_kwh == pytest.approx(71.2, rel=0.015)
    deepest = charge.min()
    assert deepest == pytest.approx(0.70, abs=0.01)
    # Lowest in both orbits alike: what was taken came back in between.
    assert charge[574:].min() == pytest.approx(deepest, abs=0.005)
    rows = [frame.ledger["satellite"] for frame in frames]
    for row in rows:
        balance_j = row["array_j"] - row["load_j"] - row["loss_j"] - row["stored_j"]
        assert abs(balance_j) <= 1e-9 * (row["array_j"] + abs(row["stored_j"]) + 1.0)


def test_what_one_site_and_one_satellite_draw_is_in_the_ledger() -> None:
    scenario = small_scenario(n=2, orbits=dawn(2), sites=(SITE,), workloads=(PLENTY,))
    frames = frames_of(scenario, 5)
    told = sum(float(frame.values["satellite"]["load_w"].sum()) * 60.0 for frame in frames[1:])
    assert total(frames, "satellite", "load_j") == pytest.approx(told, rel=1e-6)
