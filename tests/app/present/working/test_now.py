"""What a person reads of a workload or a machine now: what it has, beside what was promised."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.fleet.workload import JobDemand
from dawnline.present import status
from dawnline.present.cache import SceneCache
from dawnline.present.inspector import inspector_scene
from dawnline.present.states import statuses
from dawnline.present.table import table_scene
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline_testing.made_run import CHAT, GANG, SITES
from dawnline_testing.small_scenario import WORKLOAD

CHAT_REF, GANG_REF, HERE = EntityRef("workload", 0), EntityRef("workload", 1), EntityRef("site", 0)
JOBS = replace(WORKLOAD, name="jobs", title="Jobs", kind="batch", jobs=JobDemand(jobs_per_h=6.0))
T_S = 40 * 60.0


def rows(run, ref, t_s=T_S):
    return dict(inspector_scene(run, t_s, ref).values)


def test_requests_are_told_as_rates_beside_what_was_promised(engine_run) -> None:
    run = engine_run()
    now = rows(run, CHAT_REF)
    assert now["Requests made"] == now["Served"] == "10 /s"
    assert now["Time to first token"] == "200.0 ms of 2 s"
    assert now["Time per token"] == "30.0 ms of 100 ms"
    assert (now["Turned away or lost"], now["Late or slow"]) == ("none", "none")
    assert not {"Gang", "Goodput", "Running", "Unserved"} & set(now)


def test_troubles_are_told_one_by_one_with_their_share(engine_run) -> None:
    def trouble(values):
        values["workload", "dropped_unreached"][40, 0] = 30.0
        values["workload", "missed_ttft"][40, 0] = 6.0
        values["workload", "unserved"][40, 0] = 7.0

    run = engine_run(trouble)
    now = rows(run, CHAT_REF)
    assert now["Turned away: unreached"] == "30 (5.0 %)"
    assert now["First tokens too late"] == "6 (1.0 %)"
    assert now["Unserved"] == "7 GPUs"
    assert "Turned away or lost" not in now
    assert inspector_scene(run, T_S, CHAT_REF).status == status.SERIOUS
    assert inspector_scene(run, T_S - 60.0, CHAT_REF).status == status.NORMAL


def test_a_gang_has_its_members_and_nothing_of_requests(engine_run) -> None:
    def waits(values):
        values["workload", "gang_state"][40, 1] = GANG_STATES.index("waits")
        values["workload", "gang"][40, 1] = 20.0

    run = engine_run(waits)
    now = rows(run, GANG_REF)
    assert (now["State"], now["Gang"], now["Works with at least"]) == ("waits", "20 of 64 GPUs", "32 GPUs")
    assert not {"Requests made", "Time to first token", "Turned away or lost"} & set(now)
    assert inspector_scene(run, T_S, GANG_REF).status == status.SERIOUS
    scene = inspector_scene(run, T_S, GANG_REF)
    assert [strip.title for strip in scene.strips.strips][:2] == ["Goodput", "Gang"]
    assert scene.strips.strips[1].limit == 32.0


def test_jobs_that_wait_or_are_late(engine_run) -> None:
    def late(values):
        values["workload", "jobs_late"][40, 0] = 2.0

    run = engine_run(late, workloads=(JOBS,))
    now = rows(run, CHAT_REF)
    assert (now["Deadlines missed"], now["Waiting"]) == ("2", "none")
    assert statuses(run, "workload", 40).tolist() == [status.SERIOUS]
    assert statuses(run, "workload", 39).tolist() == [status.NORMAL]


def test_strips_of_requests_have_their_target_and_their_losses(engine_run) -> None:
    def lost(values):
        values["workload", "dropped_unreached"][40, 0] = 30.0
        values["workload", "dropped_queue_full"][40, 0] = 60.0

    scene = inspector_scene(engine_run(lost), T_S, CHAT_REF)
    strips = {strip.title: strip for strip in scene.strips.strips}
    first = strips["Time to first token"]
    assert (first.limit, first.unit, first.now_text) == (2000.0, "ms", "200.0 ms")
    np.testing.assert_allclose(strips["Requests made"].value, 10.0)
    away = strips["Turned away or lost"]
    assert (away.value[40], away.value[39], away.now_text) == (1.5, 0.0, "1.5 /s")


def test_sites_have_a_clock_own_power_and_a_price_only_where_they_do(engine_run) -> None:
    clocked = replace(SITES[0], capping="clock", tariff=Tariff(usd_per_accelerator_h=1.5))
    powered = replace(SITES[1], on_site=OnSitePower(gas_w=1e5))
    run = engine_run(sites=(clocked, powered))
    first, second = rows(run, HERE), rows(run, EntityRef("site", 1))
    assert {"Clock", "Cost of a GPU-hour"} <= set(first)
    assert not {"From its own gas", "From the grid", "Battery"} & set(first)
    assert {"From its own gas", "From the grid"} <= set(second)
    assert not {"Clock", "Cost of a GPU-hour", "Battery"} & set(second)
    assert first["Cost of a GPU-hour"] == "$ 0.00"
    titles = {strip.title for strip in inspector_scene(run, T_S, HERE).strips.strips}
    assert "Clock" in titles
    assert "From its own gas" not in titles


def test_the_table_of_work_tells_what_is_served_late_and_waiting(engine_run) -> None:
    def trouble(values):
        values["workload", "unserved"][40, 0] = 5.0
        values["workload", "missed_ttft"][40, 0] = 6.0
        values["workload", "queued"][40, 0] = 12.0

    run = engine_run(trouble, workloads=(CHAT, GANG, JOBS))
    scene = table_scene(run, T_S, "workload", CHAT_REF)
    columns = {column.title: column.values for column in scene.columns}
    assert list(columns)[:3] == ["Name", "Served", "Late"]
    assert columns["Served"][0] == pytest.approx(90.0)
    assert columns["Late"][0] == pytest.approx(1.0)
    assert np.isnan(columns["Late"][1:]).all()
    np.testing.assert_array_equal(columns["In hand"], [12.0, np.nan, 0.0])
    assert columns["Goodput"][1] == pytest.approx(98.0, rel=1e-3)
    assert list(columns["Counted in"]) == ["requests", "a gang", "jobs"]
    assert scene.status.tolist() == [status.CAUTION, status.NORMAL, status.NORMAL]
    sites = [column.title for column in table_scene(run, T_S, "site", None).columns]
    assert sites[1:5] == ["GPU util", "Power", "In hand", "Served"]


def fill(values):
    values["site", "gpu_util_frac"][40, 0] = 0.993
    values["site", "queued"][40, 0] = 1204.0


def test_a_site_with_a_queue_and_no_room_is_full_and_not_without_work(engine_run) -> None:
    run = engine_run(fill)
    scene = inspector_scene(run, T_S, HERE)
    assert (scene.why_title, scene.status) == ("Why is it full?", status.NORMAL)
    assert scene.why[0].startswith(
        "1,204 requests wait or are answered here since 06:40 UTC, until 06:41 UTC"
    )
    assert scene.why[1].startswith("Full since 06:40 UTC, until 06:41 UTC: GPUs at 99.3 %")
    limiter = next(c for c in table_scene(run, T_S, "site", None).columns if c.title == "Limiter")
    assert [limiter.codes[code] for code in limiter.values] == ["full", "no work"]
    assert inspector_scene(run, T_S, None).why == ("Sites: too little work 1, full 1.",)
    assert rows(run, HERE)["Limiter"] == "full"


@pytest.mark.parametrize(
    ("key", "value"),
    [("queued", 0.0), ("gpu_util_frac", 0.9), ("limiter", LIMITERS.index("power_cap"))],
)
def test_it_is_full_only_with_a_queue_no_room_and_no_other_limit(engine_run, key, value) -> None:
    def change(values):
        fill(values)
        values["site", key][40, 0] = value

    scene = inspector_scene(engine_run(change), T_S, HERE, SceneCache())
    assert scene.why_title != "Why is it full?"


def test_a_site_whose_lease_has_ended_is_off(engine_run) -> None:
    ends = Event("lease_end", HERE, 30 * 60.0, float("inf"), 0.0)
    run = engine_run(events=(ends,))
    assert statuses(run, "site", 29).tolist() == [status.STANDBY] * 2
    assert statuses(run, "site", 40).tolist() == [status.OFF, status.STANDBY]
