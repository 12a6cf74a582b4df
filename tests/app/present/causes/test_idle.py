"""Why a machine has less work than it could do: planned to a share, nobody's place, nothing asked for."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.present.causes.planned import busy_share
from dawnline.present.working.planned import PLANNED_FRAC
from dawnline.scenario.event import Event
from dawnline.sim.accelerator import Computers, busy_within
from dawnline.sim.work.inference import FULLEST_FRAC
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline_testing.made_run import CHAT, GANG, SITES
from dawnline_testing.small_scenario import H100, WORKLOAD
from dawnline_testing.working import KNOWN_BUS

HERE, THERE, SAT = EntityRef("site", 0), EntityRef("site", 1), EntityRef("satellite", 1)
T_S = 40 * 60.0


def busy(share, kind="site", **workload):
    def change(values):
        values[kind, "gpu_util_frac"][:] = share
        for key, value in workload.items():
            values["workload", key][:, 0] = value

    return change


def test_numbers_of_the_plan_are_the_simulators() -> None:
    assert PLANNED_FRAC == FULLEST_FRAC
    machine = Computers.of([H100], [16], [0.12])
    for share in (0.05, 0.25, 0.4, 0.9, 1.0):
        expected = float(busy_within(machine, share * machine.full_w)[0])
        assert busy_share(H100, share) == pytest.approx(expected, abs=1e-12)


def test_a_machine_that_answers_what_is_planned_for_it(engine_run) -> None:
    def change(values):
        busy(0.848)(values)
        values["site", "queued"][:] = 3.0

    chain = chain_of(engine_run(change, workloads=(CHAT,)), HERE, T_S)
    assert chain.kinds == ("planned", "idle")
    assert chain.first.text == (
        "requests are planned to 85.0 % of a machine, and this one is at 84.8 % with 3 requests in hand; the "
        "rest is kept for peaks"
    )
    # Below its plan there is simply nothing more to answer; what answers nothing has no plan.
    assert chain_of(engine_run(busy(0.7), workloads=(CHAT,)), HERE, T_S).first.kind == "demand"
    plain = engine_run(busy(0.848), workloads=(replace(WORKLOAD, name="plain"),))
    assert chain_of(plain, HERE, T_S).first.kind == "demand"


def test_a_satellite_in_shadow_is_planned_to_what_its_policy_leaves(engine_run) -> None:
    bus = replace(KNOWN_BUS, eclipse_policy="throttle", throttle_frac=0.4)
    limit = busy_share(KNOWN_BUS.accelerator, 0.4)

    def change(values, share=PLANNED_FRAC * limit):
        busy(share, "satellite")(values)
        values["satellite", "sunlit_frac"][:] = 1.0
        values["satellite", "sunlit_frac"][30:60, 1] = 0.0

    chain = chain_of(engine_run(change, n=3, buses=(bus,), workloads=(CHAT,)), SAT, T_S)
    assert chain.kinds == ("umbra", "eclipse_policy", "planned", "idle")
    assert "policy throttle allows 40.0 % of full computing power" in chain.causes[1].text
    assert chain.causes[2].limit == pytest.approx(PLANNED_FRAC * limit)
    # In sunlight, with so little to do, it is demand; so it is in shadow with less.
    lit = engine_run(change, n=3, buses=(bus,), workloads=(CHAT,))
    assert chain_of(lit, EntityRef("satellite", 0), T_S).first.kind == "demand"
    little = engine_run(lambda values: change(values, 0.5 * limit), n=3, buses=(bus,), workloads=(CHAT,))
    assert chain_of(little, SAT, T_S).first.kind == "demand"


def test_a_curtailed_site_is_planned_to_what_its_contract_leaves(engine_run) -> None:
    cap = Event("power_cap", HERE, 600.0, 3600.0, 0.5)
    # 100 kW of 121.8 kW at full load.
    share = PLANNED_FRAC * busy_share(H100, 100.0 / 121.8)
    chain = chain_of(engine_run(busy(share), workloads=(CHAT,), events=(cap,)), HERE, T_S)
    assert chain.kinds == ("event.power_cap", "contract", "planned", "idle")
    assert "100 kW of its contract of 200 kW carry 82.1 % of full load" in chain.causes[1].text
    # The other site is not curtailed.
    assert (
        chain_of(engine_run(busy(share), workloads=(CHAT,), events=(cap,)), THERE, T_S).first.kind == "demand"
    )


def test_rooms_are_reckoned_in_the_mean_of_several_kinds(engine_run) -> None:
    other = replace(SITES[1], accelerator=replace(SITES[1].accelerator, preset="h200"))
    mixed = {"sites": (SITES[0], other), "workloads": (CHAT,)}
    short = engine_run(busy(0.74, unserved=12.0), **mixed)
    chain = chain_of(short, HERE, T_S)
    assert chain.kinds == ("planned", "idle")
    assert "reckoned by the mean of several kinds of accelerators" in chain.first.text
    # While nothing is left over, or all are of one kind, 74 % is not what was planned.
    assert chain_of(engine_run(busy(0.74), **mixed), HERE, T_S).first.kind == "demand"
    alike = engine_run(busy(0.74, unserved=12.0), workloads=(CHAT,))
    assert chain_of(alike, HERE, T_S).first.kind == UNKNOWN


def test_a_fleet_of_nobody_has_nothing_to_hold_back(engine_run) -> None:
    assert chain_of(engine_run(), EntityRef("fleet", 0), T_S).kinds == ("nothing_to_hold",)


def test_a_gang_that_waits_elsewhere_asks_nothing_of_this_site(engine_run) -> None:
    def waits(values):
        values["workload", "gang_state"][:, 1] = GANG_STATES.index("waits")
        values["workload", "unserved"][:, 1] = 64.0
        values["workload", "demand"][:, 1] = 64.0

    run = engine_run(waits)
    chain = chain_of(run, THERE, T_S)
    assert chain.kinds == ("demand", "idle")
    assert chain.first.entity == EntityRef("workload", 0)
    assert chain.first.text.startswith("asks for 50 GPUs, and all of it is served")
    # At its own site the gang is asked first.
    assert chain_of(run, HERE, T_S).first.entity == EntityRef("workload", 1)


def test_where_no_workload_may_run(engine_run) -> None:
    elsewhere = replace(GANG, gang=GangDemand(HERE, 64.0, 32.0, 1e9, 6.0, 0.5, 1e11))
    chain = chain_of(engine_run(workloads=(elsewhere,)), THERE, T_S)
    assert chain.kinds == ("no_workload", "idle")
    # Accelerators whose throughput nobody knows answer no requests.
    strange = (SITES[0], replace(SITES[1], accelerator=H100))
    assert chain_of(engine_run(workloads=(CHAT,), sites=strange), THERE, T_S).first.kind == "no_workload"


def test_what_is_left_over_and_fits_here_is_unknown(engine_run) -> None:
    chain = chain_of(engine_run(busy(0.3, unserved=12.0), workloads=(CHAT,)), HERE, T_S)
    assert chain.first.kind == UNKNOWN
    assert "12 GPUs are asked for in vain" in chain.first.text


def test_a_full_machine_is_told_of_its_queue(engine_run) -> None:
    def full(values):
        busy(0.99)(values)
        values["site", "queued"][:] = 400.0

    run = engine_run(full, workloads=(CHAT,))
    assert chain_of(run, HERE, T_S).kinds == ("queue", "full_load")
    fleet = chain_of(run, EntityRef("fleet", 1), T_S)
    assert fleet.effect.text == "99.0 % of 200 GPUs at work"
    assert LIMITERS[int(run.values("site", "limiter", 40)[0])] == "no_work"
    assert np.isfinite(run.values("site", "gpu_util_frac", 40)).all()
