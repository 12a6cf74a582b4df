"""The simulation as a whole: energy adds up, limiters are true, the same bits come again."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.bus import SatelliteBus
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.scenario.scenario import Scenario
from dawnline.sim import compiled
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import CATALOGUE, LIMITERS, STATES
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, EPOCH, biting_scenario, event, falling, ring, small_scenario

BALANCE = 1e-9  # share of the energy handled
ORBIT_FRAMES = 97  # one orbit at 550 km, 60 s

# Sums over an orbit of `biting_scenario`, as they were before there were networks.
BEFORE_NETWORKS = {
    ("satellite", "gpu_util_frac"): 1011.666577,
    ("satellite", "load_w"): 16253082.55,
    ("satellite", "array_w"): 28327819.01,
    ("satellite", "soc_frac"): 2267.392091,
    ("satellite", "radiator_k"): 675344.0941,
    ("satellite", "sunlit_frac"): 1631.037726,
    ("site", "gpu_util_frac"): 83.38521367,
    ("site", "load_w"): 10559516.4,
    ("site", "cap_frac"): 52.79758364,
    ("region", "demand"): 24631.14721,
    ("workload", "demand"): 24631.14706,
    ("workload", "orbit"): 16186.66522,
    ("workload", "ground"): 8338.521385,
    ("workload", "unserved"): 105.9605498,
}


def frames_of(scenario: Scenario, count: int) -> list[Frame]:
    simulation = Simulation(scenario)
    return [simulation.start(), *(simulation.step(scenario.step_s) for _ in range(count - 1))]


def assert_same(first: Frame, second: Frame, *, but: tuple[str, ...] = ()) -> None:
    assert (first.index, first.t_s, first.ledger) == (second.index, second.t_s, second.ledger)
    for kind, channels in first.values.items():
        for key, values in channels.items():
            if key not in but:
                assert values.tobytes() == second.values[kind][key].tobytes(), f"{kind} {key}"


def residual(simulation: Simulation) -> float:
    balance = simulation.balance
    apart_j = np.abs(balance.in_j - balance.out_j - balance.stored_j)
    return float(np.max(apart_j / np.maximum(balance.throughput_j, 1e-300), initial=0.0, where=apart_j > 0.0))


def test_frames_hold_what_the_catalogue_says() -> None:
    scenario = biting_scenario()
    for frame in frames_of(scenario, 3):
        for channel in CATALOGUE.channels:
            values = frame.values[channel.kind][channel.key]
            assert values.shape == (len(scenario.fleet.tables[channel.kind]),)
            assert values.dtype == (np.uint8 if channel.encoding == "code" else np.float32)
        assert sum(len(channels) for channels in frame.values.values()) == len(CATALOGUE.channels)


def test_without_a_network_everything_is_as_before_there_were_networks() -> None:
    frames = frames_of(biting_scenario(), ORBIT_FRAMES)
    for (kind, key), total in BEFORE_NETWORKS.items():
        summed = sum(float(np.nansum(frame.values[kind][key], dtype=np.float64)) for frame in frames)
        assert summed == pytest.approx(total, rel=1e-7), f"{kind} {key}"


def test_frame_k_is_at_k_steps_exactly() -> None:
    simulation = Simulation(small_scenario(step_s=0.1))
    times = [simulation.start().t_s] + [simulation.step(0.1).t_s for _ in range(50)]
    assert times == [k * 0.1 for k in range(51)]


def test_a_step_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Simulation(small_scenario()).step(0.0)


def test_energy_adds_up_over_ten_orbits_in_every_satellite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "PART", 1)  # so that each tells its own joules
    simulation = Simulation(biting_scenario())
    simulation.start()
    for _ in range(10 * ORBIT_FRAMES):
        frame = simulation.step(60.0)
        assert residual(simulation) < BALANCE
        row = frame.ledger["satellite"]
        assert row["array_j"] == pytest.approx(row["load_j"] + row["loss_j"] + row["stored_j"], rel=BALANCE)
        work = frame.ledger["workload"]
        served = sum(work[f"{side}_accelerator_s"] for side in ("orbit", "ground", "unserved"))
        assert served == pytest.approx(work["demand_accelerator_s"], rel=BALANCE)


def test_stored_energy_is_the_battery_s_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "PART", 1)  # so that each tells its own joules
    scenario = biting_scenario()
    simulation = Simulation(scenario)
    before_j = simulation.state()["satellite_energy_j"]
    simulation.start()
    assert np.array_equal(simulation.state()["satellite_energy_j"], before_j)
    stored_j = np.zeros(24)
    for _ in range(ORBIT_FRAMES):
        simulation.step(60.0)
        stored_j += simulation.balance.stored_j
    change_j = simulation.state()["satellite_energy_j"] - before_j
    assert stored_j == pytest.approx(change_j, rel=1e-9, abs=1e-3)


buses = st.builds(
    replace,
    st.just(BUS),
    accelerators=st.integers(0, 200),
    array_area_m2=st.floats(0.0, 1e4),
    array_tracking=st.sampled_from(["sun-tracking", "single-axis", "body-fixed"]),
    battery_j=st.floats(0.0, 1e12),
    charge_efficiency_frac=st.floats(0.1, 1.0),
    discharge_efficiency_frac=st.floats(0.1, 1.0),
    max_c_rate_per_h=st.floats(0.0, 10.0),
    depth_of_discharge_frac=st.floats(0.0, 1.0),
    radiator_area_m2=st.floats(0.0, 1e4),
    heat_capacity_j_per_k=st.floats(1e3, 1e9),
    housekeeping_w=st.floats(0.0, 1e5),
    overhead_frac=st.floats(0.0, 1.0),
    eclipse_policy=st.sampled_from(["ride-through", "throttle", "hibernate"]),
    fault_rate_per_h=st.floats(0.0, 100.0),
)


@settings(max_examples=60)
@given(some=st.lists(buses, min_size=1, max_size=4), step_s=st.sampled_from([1.0, 60.0, 600.0]))
def test_energy_adds_up_for_any_bus(some: list[SatelliteBus], step_s: float) -> None:
    simulation = Simulation(small_scenario(n=8, buses=some, step_s=step_s))
    frames = [simulation.start()]
    for _ in range(12):
        frames.append(simulation.step(step_s))
        assert residual(simulation) < BALANCE
    for frame in frames:
        told = frame.values["satellite"]
        for key in ("load_w", "array_w", "radiator_k", "sunlit_frac"):
            assert np.isfinite(told[key]).all()
        has = np.array([some[i % len(some)].accelerators > 0 for i in range(8)])
        assert np.array_equal(np.isfinite(told["gpu_util_frac"]), has)
        assert ((told["gpu_util_frac"][has] >= 0) & (told["gpu_util_frac"][has] <= 1)).all()


def test_within_one_orbit_everything_holds_somebody_back() -> None:
    seen: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    for frame in frames_of(biting_scenario(), ORBIT_FRAMES):
        seen.update(LIMITERS[code] for code in frame.values["satellite"]["limiter"])
        sites.update(LIMITERS[code] for code in frame.values["site"]["limiter"])
    assert set(seen) == set(LIMITERS)
    assert set(sites) >= {"none", "power_cap"}


def test_loops_start_in_balance_and_stay_there() -> None:
    # Always lit and always busy: nothing changes, so nothing may warm up or cool down.
    dawn = ring(4, inclination_deg=98.0, altitude_m=1500e3, planes=1)
    noon = 150.0  # the plane's node: its satellites see the Sun all the time on 30 May
    dawn = replace(dawn, raan_rad=np.full(4, np.radians(noon)))
    frames = frames_of(small_scenario(n=4, orbits=dawn, sites=()), 60)
    lit = np.array([frame.values["satellite"]["sunlit_frac"] for frame in frames])
    loop_k = np.array([frame.values["satellite"]["radiator_k"] for frame in frames])
    assert (lit == 1.0).all()
    # What is left is the sunlight that the Earth reflects, by day and night below.
    assert loop_k.max() - loop_k.min() < 2.0


def test_eclipse_drains_and_sunlight_charges() -> None:
    frames = frames_of(small_scenario(n=8), 2 * ORBIT_FRAMES)
    drains = charges = 0
    for before, now in pairwise(frames):
        change = now.values["satellite"]["soc_frac"] - before.values["satellite"]["soc_frac"]
        dark = now.values["satellite"]["sunlit_frac"] == 0.0
        assert (change[dark] < 0.0).all()
        drains += int(dark.sum())
        charges += int((change[now.values["satellite"]["sunlit_frac"] == 1.0] > 0.0).sum())
    assert min(drains, charges) > 100


def test_the_same_scenario_gives_the_same_bits() -> None:
    for first, second in zip(frames_of(biting_scenario(), 60), frames_of(biting_scenario(), 60), strict=True):
        assert_same(first, second)


def test_another_seed_gives_other_faults() -> None:
    def faults(seed: int) -> list[bytes]:
        return [f.values["satellite"]["limiter"].tobytes() for f in frames_of(biting_scenario(seed=seed), 60)]

    assert faults(1) != faults(2)


def test_a_restored_state_goes_on_with_the_same_bits() -> None:
    scenario = biting_scenario()
    through = Simulation(scenario)
    through.start()
    for _ in range(40):
        through.step(60.0)
    kept = through.state()
    rest = [through.step(60.0) for _ in range(60)]
    again = Simulation(scenario)
    again.restore(kept)
    for frame in rest:
        assert_same(frame, again.step(60.0))


def test_a_state_is_arrays_and_a_copy() -> None:
    simulation = Simulation(biting_scenario())
    simulation.start()
    simulation.step(60.0)
    state = simulation.state()
    assert all(isinstance(value, np.ndarray) and value.dtype.kind in "fib" for value in state.values())
    kept = {key: value.copy() for key, value in state.items()}
    for _ in range(30):
        simulation.step(60.0)
    assert all(np.array_equal(kept[key], state[key]) for key in state)


def test_a_foreign_state_is_refused() -> None:
    state = Simulation(small_scenario(n=5)).state()
    with pytest.raises(ValueError, match="another scenario"):
        Simulation(small_scenario(n=6)).restore(state)


def test_an_injected_fault_shifts_no_other_draw() -> None:
    # Without work the satellites do not touch each other: only the one that was hit may differ.
    quiet = {"workloads": (), "buses": (replace(BUS, fault_rate_per_h=2.0),)}
    plain = frames_of(small_scenario(**quiet), 80)
    hit = frames_of(small_scenario(**quiet, events=(event("fault", "satellite", 5, 300.0, 1800.0),)), 80)
    others = np.arange(24) != 5
    random_faults = 0
    for first, second in zip(plain, hit, strict=True):
        for key, values in first.values["satellite"].items():
            assert values[others].tobytes() == second.values["satellite"][key][others].tobytes()
        random_faults += int((first.values["satellite"]["limiter"][others] == LIMITERS.index("fault")).sum())
    assert random_faults > 0
    assert LIMITERS[hit[6].values["satellite"]["limiter"][5]] == "fault"


def test_what_decays_stops_and_nothing_becomes_nan() -> None:
    ephemeris = Ephemeris(EPOCH, [falling(4), ring(4)])
    scenario = small_scenario(ephemeris=ephemeris, step_s=3600.0)
    frames = frames_of(scenario, 24)
    told = frames[-1].values["satellite"]
    assert [STATES[code] for code in told["state"]] == ["decayed"] * 4 + ["flying"] * 4
    for key in ("load_w", "array_w", "gpu_util_frac", "sunlit_frac"):
        assert (told[key][:4] == 0.0).all()
    assert all(np.isfinite(told[key]).all() for key in ("load_w", "soc_frac", "radiator_k", "array_w"))
    assert all(LIMITERS[code] == "fault" for code in told["limiter"][:4])
    # They flew once, and stopped for good: no state comes back.
    states = np.array([frame.values["satellite"]["state"][0] for frame in frames])
    assert states[0] == STATES.index("flying")
    assert (np.diff(states.astype(int)) >= 0).all()
    assert told["load_w"][4:].min() > 0.0


def test_sunlit_satellites_work_first() -> None:
    few = replace(small_scenario().fleet.workloads[0], peak_accelerators=100.0)
    frame = frames_of(small_scenario(workloads=(few,), sites=()), 10)[-1]
    told = frame.values["satellite"]
    assert (told["gpu_util_frac"][told["sunlit_frac"] < 1.0] == 0.0).all()
    assert told["gpu_util_frac"].max() > 0.1


def test_an_empty_scenario_runs() -> None:
    scenario = small_scenario(ephemeris=Ephemeris(EPOCH, []), sites=(), workloads=(), buses=())
    frame = frames_of(scenario, 3)[-1]
    assert frame.values["satellite"]["load_w"].shape == (0,)
    assert frame.ledger["satellite"]["array_j"] == 0.0
