"""A workload's chain: what it misses, and what made it, each from a recorded value or unknown."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import JobDemand
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline_testing.small_scenario import WORKLOAD

CODE = {name: code for code, name in enumerate(LIMITERS)}
CHAT, GANG = EntityRef("workload", 0), EntityRef("workload", 1)
HERE, THERE = EntityRef("site", 0), EntityRef("site", 1)
T_S = 40 * 60.0
OUT = Event("fault", THERE, 38 * 60.0, 1800.0, 0.0)


def lose(values, site=1, frames=slice(38, 68)):
    values["site", "limiter"][frames, site] = CODE["fault"]
    values["site", "gpu_util_frac"][frames, site] = 0.0


def drop(values, key="dropped_queue_full", frames=slice(39, 60)):
    values["workload", key][frames, 0] = 30.0


def both(values):
    lose(values)
    drop(values)


def test_all_is_well(engine_run) -> None:
    chain = chain_of(engine_run(), CHAT, T_S)
    assert chain.kinds == ("served",)
    assert "50 GPUs on the ground, all of it served" in chain.first.text


def test_a_full_queue_after_an_outage_elsewhere(engine_run) -> None:
    chain = chain_of(engine_run(both, events=(OUT,)), CHAT, T_S)
    assert chain.kinds == ("event.fault", "off", "capacity_lost", "queue_full")
    assert chain.effect.text == (
        "30 requests turned away, queue full in this step, of 600 that came; some in every step since "
        "06:39 UTC, until 07:00 UTC"
    )
    assert (chain.effect.value, chain.effect.limit) == (30.0, 0.0)
    # Site 1 worked with half of its hundred accelerators.
    assert chain.causes[2].value == pytest.approx(100.0, abs=0.2)
    # The outage is in the header, and nothing of it in the record.
    assert chain_of(engine_run(drop, events=(OUT,)), CHAT, T_S).kinds == (UNKNOWN, "queue_full")
    # In the record, and not in the header.
    assert chain_of(engine_run(both), CHAT, T_S).kinds == (UNKNOWN, "off", "capacity_lost", "queue_full")


def test_what_moved_away_is_the_cause_of_a_queue(engine_run) -> None:
    def moved(values):
        both(values)
        values["site", "moved"][38, 1] = 212.0
        values["workload", "rtt_s"][38:, 0] = 0.058

    chain = chain_of(engine_run(moved, events=(OUT,)), CHAT, T_S)
    assert chain.kinds == ("event.fault", "off", "moved", "queue_full")
    assert chain.causes[2].text == "212 requests moved away at 06:38 UTC, +38 ms round trip"


def test_more_is_asked_while_machines_are_full(engine_run) -> None:
    def more(values):
        drop(values)
        values["workload", "demand"][38:, 0] = 90.0
        values["site", "limiter"][38:] = CODE["none"]
        values["site", "gpu_util_frac"][38:] = 1.0

    chain = chain_of(engine_run(more), CHAT, T_S)
    assert chain.kinds == ("demand_rise", "queue_full")
    assert chain.first.text == "asks for 90 GPUs, and asked for 50 GPUs at 06:28 UTC"
    surge = Event("demand_surge", CHAT, 38 * 60.0, 1800.0, 1.8)
    assert chain_of(engine_run(more, events=(surge,)), CHAT, T_S).first.kind == "event.demand_surge"

    def loose(values):
        more(values)
        values["site", "gpu_util_frac"][38:] = 0.9

    assert chain_of(engine_run(loose), CHAT, T_S).first.kind == UNKNOWN


def test_one_machine_is_full_while_another_has_room(engine_run) -> None:
    def crowded(values):
        drop(values)
        values["site", "gpu_util_frac"][:, 0] = 1.0

    chain = chain_of(engine_run(crowded), CHAT, T_S)
    assert chain.kinds == ("policy.crowded", "queue_full")
    assert chain.first.text == "its policy fills machines unevenly: 1 at full load, while 1 have room"


@pytest.mark.parametrize(("rtt_s", "kind"), [(1.9, "latency"), (0.9, "queues")])
def test_late_by_the_path_or_not(engine_run, rtt_s, kind) -> None:
    def late(values):
        drop(values, "missed_ttft")
        values["workload", "ttft_s"][:, 0] = 2.2
        values["workload", "rtt_s"][:, 0] = rtt_s

    chain = chain_of(engine_run(late), CHAT, T_S)
    assert chain.first.kind == kind
    assert chain.effect.kind == "late"
    if kind == "latency":
        assert chain.first.text == "the round trip takes 1.9 s, 95.0 % of the time that is promised"
        assert chain.causes[1].text == "first tokens after 2.2 s on average, promised within 2.0 s"


def test_answers_lost_with_a_machine(engine_run) -> None:
    def lost(values):
        lose(values)
        values["site", "queued"][:38, 1] = 30.0
        drop(values, "dropped_machine_lost", slice(38, 39))

    run = engine_run(lost, events=(OUT,))
    assert chain_of(run, CHAT, 38 * 60.0).kinds == ("event.fault", "off", "dropped")
    run = engine_run(lambda values: drop(values, "dropped_machine_lost"))
    assert chain_of(run, CHAT, T_S).kinds == (UNKNOWN, "dropped")


def gang_state(values, state, frames):
    values["workload", "gang_state"][frames, 1] = GANG_STATES.index(state)


def test_a_gang_waits_for_members(engine_run) -> None:
    def waits(values):
        lose(values, site=0)
        gang_state(values, "waits", slice(38, 68))
        values["workload", "gang"][38:68, 1] = 20.0

    out = Event("fault", HERE, 38 * 60.0, 1800.0, 0.0)
    chain = chain_of(engine_run(waits, events=(out,)), GANG, T_S)
    assert chain.kinds == ("event.fault", "gang_waits", "stands")
    assert "it needs 32 of 64 GPUs, and has 20 GPUs" in chain.causes[1].text
    assert chain.would_help == "a gang that works with 20 GPUs instead of 32"


def test_a_gang_begins_again_after_a_failure(engine_run) -> None:
    def restarts(values, lost=7200.0):
        gang_state(values, "restarts", slice(38, 48))
        values["workload", "lost_accelerator_s"][38, 1] = lost

    chain = chain_of(engine_run(restarts), GANG, T_S)
    assert chain.kinds == ("failure", "restart", "stands")
    assert "a member failed at 06:38 UTC: 2.0 GPU h since the last checkpoint are undone" in chain.first.text
    assert chain_of(engine_run(lambda values: restarts(values, 0.0)), GANG, T_S).kinds == (
        "restart",
        "stands",
    )


def test_a_gang_that_shrank(engine_run) -> None:
    def shrinks(values):
        values["workload", "gang"][38:68, 1] = 40.0
        values["site", "limiter"][38:68, 0] = CODE["power_cap"]
        values["site", "cap_frac"][38:68, 0] = 0.2

    cap = Event("power_cap", HERE, 38 * 60.0, 1800.0, 0.2)
    chain = chain_of(engine_run(shrinks, events=(cap,)), GANG, T_S)
    assert chain.kinds == ("event.power_cap", "contract", "gang_shrunk", "works")
    assert chain_of(engine_run(), GANG, T_S).kinds == ("works",)


def test_what_is_lost_is_unknown(engine_run) -> None:
    def gone(values):
        values["workload", "demand"][:, 0] = np.nan
        values["workload", "gang_state"][:, 1] = 255

    run = engine_run(gone)
    assert chain_of(run, CHAT, T_S).kinds == (UNKNOWN,)
    assert chain_of(run, GANG, T_S).kinds == (UNKNOWN,)


def test_jobs_that_wait_and_are_late(engine_run) -> None:
    jobs = replace(WORKLOAD, name="jobs", title="Jobs", kind="batch", jobs=JobDemand(10.0))

    def waits(values, lost=True):
        if lost:
            lose(values)
        values["workload", "jobs_waiting"][38:60, 0] = 3.0

    def late(values):
        waits(values)
        values["workload", "jobs_late"][40, 0] = 2.0

    chain = chain_of(engine_run(waits, workloads=(jobs,), events=(OUT,)), CHAT, T_S)
    assert chain.kinds == ("event.fault", "off", "capacity_lost", "waits")
    assert chain.effect.text == "3 jobs without a machine, some since 06:38 UTC, until 07:00 UTC"
    chain = chain_of(engine_run(late, workloads=(jobs,), events=(OUT,)), CHAT, T_S)
    assert (chain.first.kind, chain.effect.kind, chain.effect.value) == ("event.fault", "late", 2.0)
    run = engine_run(lambda values: waits(values, lost=False), workloads=(jobs,))
    assert chain_of(run, CHAT, T_S).kinds == (UNKNOWN, "waits")
