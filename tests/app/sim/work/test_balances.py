"""Whatever happens, requests, tokens, joules and accelerator-seconds balance in every step."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dawnline.fleet.ground import OnSitePower
from dawnline.fleet.workload import Workload
from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.simulation import Simulation
from dawnline_testing.engine_file import engine_scenario
from dawnline_testing.small_scenario import WORKLOAD, event
from dawnline_testing.working import (
    KNOWN_BUS,
    KNOWN_SITE,
    frames_of,
    gang,
    jobs,
    requests,
    unbalanced,
    working_scenario,
)

POLICIES = (
    "by-share", "orbit-first", "ground-first", "nearest", "slo-first", "cheapest", "sunlit-first",
    "carbon-least", "provider-diversified", "sovereign", "eclipse-ahead",
)  # fmt: skip

SERVICES = st.builds(
    requests,
    st.sampled_from([0.0, 0.05, 20.0, 400.0]),
    shape=st.sampled_from(["chat", "interactive coding", "steady"]),
    lengths=st.sampled_from(["chat", "code", "long chat"]),
    patience_s=st.sampled_from([0.0, 30.0, 600.0]),
)
GANGS = st.builds(
    gang,
    st.sampled_from(["site", "fleet"]),
    st.just(0),
    st.sampled_from([4.0, 60.0, 300.0]),
    least_accelerators=st.sampled_from([1.0, 4.0]),
    link_bps=st.sampled_from([0.0, 1e11]),
    mtbf_h=st.sampled_from([10.0, 50_000.0]),
)
JOBS = st.builds(jobs, st.sampled_from([0.0, 6.0, 600.0]), job_h=st.sampled_from([0.01, 2.0]))
PLAIN = st.builds(replace, st.just(WORKLOAD), peak_accelerators=st.sampled_from([0.0, 100.0, 2000.0]))
EVENTS = st.lists(
    st.one_of(
        st.builds(
            event, st.just("fault"), st.just("satellite"), st.integers(0, 11), st.just(120.0), st.just(180.0)
        ),
        st.builds(event, st.just("fault"), st.just("site"), st.just(0), st.just(120.0), st.just(120.0)),
        st.builds(
            event,
            st.just("power_cap"),
            st.just("site"),
            st.just(0),
            st.just(60.0),
            st.just(240.0),
            st.sampled_from([0.0, 0.4]),
        ),
        st.builds(
            event,
            st.just("demand_surge"),
            st.sampled_from(["region", "workload"]),
            st.just(0),
            st.just(60.0),
            st.just(120.0),
            st.sampled_from([0.0, 30.0]),
        ),
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    workloads=st.lists(st.one_of(SERVICES, GANGS, JOBS, PLAIN), min_size=1, max_size=4),
    policy=st.sampled_from(POLICIES),
    spill_over=st.booleans(),
    capping=st.sampled_from(["park", "clock"]),
    events=EVENTS,
    step_s=st.sampled_from([10.0, 60.0, 600.0]),
    seed=st.integers(0, 3),
)
def test_everything_balances_in_every_step(
    workloads: list[Workload],
    policy: str,
    spill_over: bool,
    capping: str,
    events: list,
    step_s: float,
    seed: int,
) -> None:
    own = OnSitePower(gas_w=30e3, battery_j=1e8, battery_w=20e3)
    scenario = working_scenario(
        workloads,
        n=12,
        buses=(
            replace(KNOWN_BUS, capping=capping, fault_rate_per_h=1.0),
            replace(KNOWN_BUS, eclipse_policy="hibernate"),
        ),
        sites=(
            replace(KNOWN_SITE, capping=capping, on_site=own, power_cap_w=60e3),
            replace(KNOWN_SITE, name="b"),
        ),
        policy=PlacementPolicy(policy, spill_over=spill_over),
        events=tuple(events),
        step_s=step_s,
        seed=seed,
    )
    frames = frames_of(scenario, 9)
    assert unbalanced(frames) == []
    for frame in frames:
        for kind in ("satellite", "site"):
            busy = frame.values[kind]["gpu_util_frac"]
            assert ((busy >= 0.0) & (busy <= 1.0 + 1e-6)).all()
        told, row = frame.values["workload"], frame.ledger["workload"]
        if "served" in told:
            machines = [frame.values[kind] for kind in ("satellite", "site")]
            for key in ("served", "queued"):
                assert sum(int(one[key].sum()) for one in machines) == row[f"requests_{key}"]
                assert told[key].sum() == row[f"requests_{key}"]
            assert frame.values["region"]["arrived"].sum() == row["requests_arrived"]
            assert frame.values["region"]["dropped"].sum() == row["requests_dropped_unreached"]


@pytest.mark.parametrize("policy", ["by-share", "nearest"])
def test_a_restored_run_with_all_kinds_of_work_goes_on_with_the_same_bits(policy: str) -> None:
    scenario = working_scenario(
        (WORKLOAD, requests(300.0), requests(5.0, "steady", shape="steady"), gang("fleet", 0, 64.0), jobs()),
        policy=PlacementPolicy(policy),
        events=(event("fault", "satellite", 3, 900.0, 600.0),),
        buses=(KNOWN_BUS, replace(KNOWN_BUS, fault_rate_per_h=2.0)),
    )
    through = Simulation(scenario)
    through.start()
    for _ in range(13):
        through.step(60.0)
    kept = through.state()
    assert all(value.dtype.kind in "fib" for value in kept.values())
    copies = {key: value.copy() for key, value in kept.items()}
    rest = [through.step(60.0) for _ in range(20)]
    assert all(np.array_equal(copies[key], value, equal_nan=True) for key, value in kept.items())
    again = Simulation(scenario)
    again.restore(kept)
    for frame in rest:
        other = again.step(60.0)
        assert other.ledger == frame.ledger
        for kind, channels in frame.values.items():
            for key, values in channels.items():
                assert values.tobytes() == other.values[kind][key].tobytes(), f"{kind} {key}"


def test_frames_hold_exactly_what_the_catalogue_says() -> None:
    scenario = working_scenario((requests(), gang(), jobs()))
    simulation = Simulation(scenario)
    types = {"continuous": np.float32, "code": np.uint8, "count": np.int32}
    for frame in (simulation.start(), simulation.step(60.0)):
        told = {(kind, key) for kind, channels in frame.values.items() for key in channels}
        assert told == {(channel.kind, channel.key) for channel in simulation.catalogue.channels}
        for channel in simulation.catalogue.channels:
            values = frame.values[channel.kind][channel.key]
            assert values.shape == (len(scenario.fleet.tables[channel.kind]),)
            assert values.dtype == types[channel.encoding], channel.key


def test_a_scenario_file_with_all_of_it_balances(tmp_path: Path) -> None:
    frames = frames_of(engine_scenario(tmp_path), 50)
    assert unbalanced(frames) == []
    told = frames[-1].ledger["workload"]
    assert (
        min(told["requests_served"], told["jobs_done_accelerator_s"], told["gang_computed_accelerator_s"])
        > 0.0
    )
    # The cap of the twentieth minute leaves an elastic gang with fewer members.
    assert frames[25].values["workload"]["gang"][1] < frames[15].values["workload"]["gang"][1] == 2048.0
