"""The first cause is what explains most of a loss, by recorded amounts: not whoever failed somewhere."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand, JobDemand
from dawnline.present.cache import SceneCache
from dawnline.present.causes.chain import chain_of
from dawnline.present.causes.witness import Witness
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.made_run import CHAT, GANG
from dawnline_testing.small_scenario import WORKLOAD

CODE = {name: code for code, name in enumerate(LIMITERS)}
ASKS = EntityRef("workload", 0)
HERE, THERE = EntityRef("site", 0), EntityRef("site", 1)
T_S = 40 * 60.0
JOBS = replace(WORKLOAD, name="jobs", title="Jobs", kind="batch", jobs=JobDemand(10.0))
PLAIN = replace(WORKLOAD, name="plain", title="Plain")


def held(values, site, code, frames, busy=0.0):
    values["site", "limiter"][frames, site] = CODE[code]
    values["site", "gpu_util_frac"][frames, site] = busy


def trouble(values, key, frames, lost=30.0, unserved=0.0):
    values["workload", key][frames, 0] = lost
    values["workload", "unserved"][frames, 0] = unserved


def kinds(run, ref=ASKS, t_s=T_S, no_way=None):
    more = {} if no_way is None else {"no_way": no_way}
    return chain_of(run, ref, t_s, **more).kinds


CURTAILED = Event("power_cap", HERE, 10 * 60.0, 3600.0, 0.2)


def test_a_curtailment_of_an_hour_ago_comes_before_a_small_rise_of_now(engine_run) -> None:
    def change(values):
        held(values, 0, "power_cap", slice(10, 70), busy=0.2)
        values["site", "cap_frac"][10:70, 0] = 0.2
        values["site", "gpu_util_frac"][:10, 0] = 1.0
        # Jobs wait now and then, and each time a little more is asked for than just before.
        for frames in (slice(12, 14), slice(38, 42)):
            values["workload", "demand"][frames, 0] = 70.0
            trouble(values, "jobs_waiting", frames, lost=2.0, unserved=15.0)

    run = engine_run(change, workloads=(JOBS,), events=(CURTAILED,))
    chain = chain_of(run, ASKS, T_S)
    assert chain.kinds == ("event.power_cap", "contract", "held_back", "capacity_lost", "waits")
    # At 06:09 all of the hundred worked, now a fifth of them.
    assert chain.causes[3].text == "80 GPUs more stand still than at 06:09 UTC: power cap"
    # The same, and nobody curtailed: what was asked for rose by 20.
    calm = engine_run(
        lambda values: (change(values), held(values, 0, "no_work", slice(None), busy=1.0)),
        workloads=(JOBS,), events=(CURTAILED,),
    )  # fmt: skip
    assert kinds(calm) == ("demand_rise", "waits")


def test_times_of_another_year_have_it(engine_run) -> None:
    witness = Witness(engine_run(), 40, SceneCache())
    assert witness.clock(T_S) == "06:40 UTC"
    assert witness.clock(T_S + 86_400.0) == "05-31 06:40 UTC"
    assert witness.clock(T_S + 365 * 86_400.0) == "2027-05-30 06:40 UTC"


def test_what_explains_little_is_not_told_of(engine_run) -> None:
    def change(values):
        values["workload", "demand"][:, 0] = 5000.0
        values["workload", "unserved"][:, 0] = 4800.0
        held(values, 1, "fault", slice(30, 60))

    run = engine_run(change, workloads=(PLAIN,), events=(Event("fault", THERE, 1800.0, 1800.0, 0.0),))
    chain = chain_of(run, ASKS, T_S)
    assert chain.kinds == ("too_few_machines", "unserved")
    assert chain.first.text == "5,000 GPUs are asked for, and 50 GPUs are found"


def test_machines_that_a_gang_holds_are_missed_by_nobody_else(engine_run) -> None:
    gang = replace(GANG, gang=GangDemand(THERE, 100.0, 32.0, 1e9, 6.0, 0.5, 1e11))

    def change(values):
        held(values, 1, "fault", slice(38, 68))
        trouble(values, "dropped_queue_full", slice(39, 60))

    run = engine_run(change, workloads=(CHAT, gang), events=(Event("fault", THERE, 38 * 60.0, 1800.0, 0.0),))
    assert kinds(run) == ("unknown", "queue_full")
    shared = engine_run(change, events=run.header.events)
    assert kinds(shared)[0] == "event.fault"


def test_late_while_machines_have_room_is_told_of_queues(engine_run) -> None:
    def change(values):
        trouble(values, "missed_ttft", slice(1, 80))
        held(values, 1, "fault", slice(38, 68))
        values["workload", "ttft_s"][:, 0] = 0.6
        values["site", "served"][:, 0] = 600.0
        values["site", "gpu_util_frac"][:, 0] = 0.83

    run = engine_run(change, events=(Event("fault", THERE, 38 * 60.0, 1800.0, 0.0),), workloads=(CHAT,))
    chain = chain_of(run, ASKS, T_S)
    assert chain.kinds == ("queues", "ttft", "late")
    assert chain.first.text == (
        "of 600.0 ms to the first token 20.0 ms are the way there and back, the rest is queue and prompt: "
        "1,200 answered at 2 sites, none busier than 83.0 %"
    )
    assert chain.first.value == pytest.approx(0.58, abs=1e-3)
    # What a gang does beside requests tells nothing of them: at 06:30 the other site is half busy.
    gang = engine_run(lambda values: (change(values), held(values, 0, "no_work", slice(None), busy=0.95)))
    assert "at 2 sites, without a gang none busier than 50.0 %" in chain_of(gang, ASKS, 1800.0).first.text

    def short(values):
        change(values)
        trouble(values, "missed_ttft", slice(39, 60), unserved=20.0)
        values["workload", "missed_ttft"][:39, 0] = 1.0

    assert kinds(engine_run(short, events=run.header.events, workloads=(CHAT,)))[0] == "event.fault"


def test_a_few_machines_too_slow_make_all_late(engine_run) -> None:
    """As on a Monday morning: missing is what finds no machine, not a machine for each who is late."""

    def change(values):
        trouble(values, "missed_ttft", slice(39, 60), lost=580.0, unserved=9.0)
        values["workload", "demand"][38:, 0] = 60.0
        values["workload", "ttft_s"][:, 0] = 3.0
        values["site", "gpu_util_frac"][38:] = [1.0, 0.86]  # the second is filled as far as is planned

    chain = chain_of(engine_run(change, workloads=(CHAT,)), ASKS, T_S)
    assert chain.kinds == ("demand_rise", "ttft", "late")
    # Without a rise the policy is: while the other site has room, not while it is filled to its plan.
    level = engine_run(
        lambda values: (change(values), values["workload", "demand"].__setitem__(slice(None), 60.0)),
        workloads=(CHAT,),
    )  # fmt: skip
    assert kinds(level) == ("too_few_machines", "ttft", "late")


def test_a_round_trip_that_is_no_half_of_the_promise_is_no_cause(engine_run) -> None:
    def change(values):
        trouble(values, "missed_ttft", slice(None))
        values["workload", "ttft_s"][:, 0] = 0.25
        values["workload", "rtt_s"][:, 0] = 0.13

    assert kinds(engine_run(change))[0] == "queues"


def test_a_surge_of_a_region_counts_if_its_own_demand_rose(engine_run) -> None:
    surge = Event("demand_surge", EntityRef("region", 1), 38 * 60.0, 1800.0, 6.0)

    def change(values, region=45.0):
        trouble(values, "dropped_queue_full", slice(39, 60))
        values["workload", "demand"][38:, 0] = 90.0
        values["region", "demand"][38:, 1] += region
        values["site", "gpu_util_frac"][38:] = 1.0

    assert kinds(engine_run(change, events=(surge,)))[0] == "event.demand_surge"
    # The workload's demand rose, and the region's hardly.
    assert kinds(engine_run(lambda values: change(values, 3.0), events=(surge,)))[0] == "demand_rise"


RAMP = """
[scenario]
title = "Two planes, one of them to come"
start = 2026-06-21T00:00:00Z
duration = "4h"
step = "10m"
seed = 1
[[fleet]]
name = "ramp"
source = "walker-delta"
altitude_km = 550.0
inclination_deg = 53.0
planes = 2
satellites_per_plane = 4
phasing = 0
bus = { preset = "spacex-ai1", eclipse_policy = "ride-through", battery_kwh = 400.0 }
launch = { first = "0h", every = "2h" }
[[region]]
name = "virginia"
lat = 39.0
lon = -77.0
weight = 1.0
[[workload]]
name = "work"
kind = "batch"
peak_accelerators = 576.0
daily_amplitude = 0.0
"""


def test_what_is_not_launched_yet_is_missed(tmp_path: Path, capsys) -> None:
    (tmp_path / "ramp.toml").write_text(RAMP, encoding="utf-8")
    chain = asked(tmp_path, capsys, str(tmp_path / "ramp.toml"), "4h", "work", "+1h")
    assert [row["kind"] for row in chain] == ["capacity_lost", "unserved"]
    assert chain[0]["text"] == "288 GPUs are not there yet; the next come at 02:00 UTC"
    run = str(tmp_path / "run.dawn")
    assert main(["why", run, "--entity", "RAMP-P1S0", "--at", "+1h", "--json"]) == 0
    chain = json.loads(capsys.readouterr().out)["chain"]
    assert [row["kind"] for row in chain] == ["not_launched", "away"]
    assert main(["why", run, "--entity", "fleet:ramp", "--at", "+1h"]) == 0
    assert "at rest: 288 GPUs not launched" in capsys.readouterr().out


def asked(tmp_path: Path, capsys, scenario: str, until: str, entity: str, at: str):
    run = tmp_path / "run.dawn"
    assert main(["simulate", scenario, "-o", str(run), "--duration", until]) == 0
    capsys.readouterr()
    assert main(["why", str(run), "--entity", entity, "--at", at, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["chain"]


@pytest.mark.parametrize("workload", ["climate", "logistics"])
def test_jobs_of_the_library_wait_for_the_curtailed_ground(tmp_path: Path, capsys, workload: str) -> None:
    chain = asked(tmp_path, capsys, "orbital-batch", "15h32m", workload, "+15h30m")
    assert [row["kind"] for row in chain][:3] == ["event.power_cap", "contract", "held_back"]
    # Of the two sites' 10,000 accelerators half of 14 MW lets 5,038 work; at 13:58 all of them did.
    assert "4,962 GPUs more stand still than at 13:58 UTC" in chain[3]["text"]


def test_answers_of_the_library_are_late_by_queues(tmp_path: Path, capsys) -> None:
    chain = asked(tmp_path, capsys, "starlink-edge", "21m", "completion", "+20m")
    assert [row["kind"] for row in chain] == ["queues", "ttft", "late"]
