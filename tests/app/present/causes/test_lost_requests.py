"""Requests that were lost at machines: with those that stopped, at those that stood; or that nobody took."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline_testing.made_run import CHAT
from dawnline_testing.network_fleets import RULES
from dawnline_testing.working import KNOWN_BUS

CODE = {name: code for code, name in enumerate(LIMITERS)}
ASKS, WEST = EntityRef("workload", 0), EntityRef("region", 0)
T_S = 40 * 60.0
BEFORE, FROM = slice(0, 40), slice(40, 80)
ORBIT = {"n": 4, "buses": (replace(KNOWN_BUS, eclipse_policy="hibernate"),), "workloads": (CHAT,)}


def lost(values, key, number):
    values["workload", key][40, 0] = number


def in_hand(values, kind, row, number):
    """Give a machine requests in hand up to frame 39; from 40 on it has and answers none."""
    values[kind, "queued"][BEFORE, row] = number
    values[kind, "served"][FROM, row] = 0.0


def stands(values, kind, row, limiter):
    values[kind, "limiter"][FROM, row] = CODE[limiter]
    values[kind, "gpu_util_frac"][FROM, row] = 0.0


def asked(run, ref=ASKS, no_way=None):
    return chain_of(run, ref, T_S) if no_way is None else chain_of(run, ref, T_S, no_way=no_way)


def test_several_machines_that_stopped_are_told_together(engine_run) -> None:
    def change(values):
        lost(values, "dropped_machine_lost", 60.0)
        for row, number in ((0, 20.0), (1, 40.0)):
            in_hand(values, "satellite", row, number)
            stands(values, "satellite", row, "fault")
        stands(values, "satellite", 3, "fault")  # it had nothing in hand

    run = engine_run(change, events=(Event("fault", EntityRef("fleet", 0), T_S, 1800.0, 0.0),), **ORBIT)
    chain = asked(run)
    assert chain.kinds == ("event.fault", "off", "stood", "dropped")
    assert chain.causes[1].entity == EntityRef("satellite", 1)
    assert chain.causes[2].text == "it and 1 more of its fleet stopped in this step, with 60 requests in hand"


def test_a_site_whose_lease_ended_takes_its_requests_along(engine_run) -> None:
    ends = Event("lease_end", EntityRef("site", 1), T_S, np.inf, 0.0)

    def change(values):
        lost(values, "dropped_machine_lost", 60.0)
        in_hand(values, "site", 1, 60.0)
        values["site", "gpu_util_frac"][FROM, 1] = np.nan
        values["site", "limiter"][FROM, 1] = CODE["none"]

    run = engine_run(change, events=(ends,))
    assert asked(run).kinds == ("event.lease_end", "dropped")
    assert "100 GPUs gone" in asked(run, EntityRef("fleet", 1)).effect.text


def test_a_satellite_that_sleeps_leaves_what_it_had(engine_run) -> None:
    def change(values):
        lost(values, "dropped_no_capacity", 28.0)
        values["satellite", "sunlit_frac"][:] = 1.0
        values["satellite", "sunlit_frac"][FROM, 2] = 0.0
        in_hand(values, "satellite", 2, 28.0)
        stands(values, "satellite", 2, "eclipse")

    surge = Event("demand_surge", ASKS, T_S, 1800.0, 1.6)
    chain = asked(engine_run(change, events=(surge,), **ORBIT))
    assert chain.kinds == ("umbra", "eclipse_policy", "held_back", "stood", "dropped")
    assert chain.causes[3].text == "it answered none of 28 requests in hand at 06:39 UTC"


@pytest.mark.parametrize(("why", "kind"), [("nobody is linked to it.", "network"), ("", UNKNOWN)])
def test_machines_that_nobody_reaches_any_more(engine_run, why, kind) -> None:
    """As in a solar storm: a cluster that took chat while its gang waited comes out of everybody's sight."""
    gang = replace(
        CHAT, name="gang", title="Gang", kind="training", requests=None,
        gang=GangDemand(EntityRef("fleet", 0), 64.0, 48.0, 1e9, 6.0, 0.5, 1e11),
    )  # fmt: skip

    def change(values):
        lost(values, "dropped_no_capacity", 180.0)
        values["satellite", "links"][:] = 4.0
        values["workload", "gang"][:, 1] = 0.0
        values["workload", "gang_state"][:, 1] = GANG_STATES.index("waits")
        stands(values, "satellite", 0, "fault")
        for row in (1, 2, 3):
            in_hand(values, "satellite", row, 60.0)
            stands(values, "satellite", row, "no_work")

    orbit = {**ORBIT, "workloads": (CHAT, gang)}
    run = engine_run(change, rules=RULES, **orbit)
    chain = asked(run, no_way=lambda *_: why)
    assert chain.kinds == (kind, "stood", "dropped")
    assert chain.causes[1].text == (
        "it and 2 more of its fleet answered none of 180 requests in hand at 06:39 UTC"
    )


def test_a_gang_that_claims_what_power_leaves(engine_run) -> None:
    curtailed = Event("power_cap", EntityRef("site", 0), T_S, 1800.0, 0.3)

    def change(values):
        lost(values, "dropped_no_capacity", 50.0)
        in_hand(values, "site", 0, 50.0)
        values["site", "limiter"][FROM, 0] = CODE["power_cap"]
        values["site", "cap_frac"][FROM, 0] = 0.3
        values["site", "gpu_util_frac"][FROM, 0] = 0.4
        values["workload", "gang"][FROM, 1] = 40.0

    chain = asked(engine_run(change, events=(curtailed,)))
    assert chain.kinds == ("event.power_cap", "contract", "gang_claims", "stood", "dropped")
    assert chain.causes[2].text == "holds 40 GPUs there, all that work; gangs claim first"

    def beside(values):
        change(values)
        values["workload", "gang"][FROM, 1] = 20.0

    assert asked(engine_run(beside, events=(curtailed,))).kinds[2] == "held_back"


CAPPED = PlacementPolicy("provider-diversified", provider_cap_frac=0.25)


def test_what_no_provider_may_take(engine_run) -> None:
    def change(values):
        lost(values, "dropped_no_capacity", 50.0)
        values["region", "dropped"][40] = [20.0, 30.0]

    document = '{"policy": {"placement": "provider-diversified", "provider_cap_frac": 0.25}}'
    run = engine_run(change, policy=CAPPED, document=document)
    chain = asked(run)
    assert chain.kinds == ("policy.provider_cap", "dropped")
    assert chain.first.text == (
        "policy provider-diversified gives a provider 25.0 % of a workload at most; 50 requests found none "
        "that may take more, 30 of them from here"
    )
    assert chain.first.entity == EntityRef("region", 1)
    told = asked(run, WEST)
    assert told.kinds == ("policy.provider_cap", "dropped")
    assert "20 of them from here" in told.first.text
    # Another policy has no cap: then nothing recorded explains it.
    other = engine_run(change, document='{"policy": {"placement": "nearest"}}')
    assert asked(other).kinds == (UNKNOWN, "dropped")
    # The usual cap is not in the document.
    usual = engine_run(change, document='{"policy": {"placement": "provider-diversified"}}')
    assert "gives a provider 40.0 % of a workload" in asked(usual).first.text


def test_the_event_by_which_the_nearest_satellite_failed_comes_first(engine_run) -> None:
    out = Event("fault", EntityRef("fleet", 0), 600.0, 3600.0, 0.0)

    def change(values):
        values["workload", "dropped_unreached"][40, 0] = 12.0
        values["region", "dropped"][40, 0] = 12.0
        for key in ("rtt_s", "orbit_rtt_s"):
            values["region", key][:] = 0.03
            values["region", key][40, 0] = np.nan

    run = engine_run(change, rules=RULES, events=(out,), **ORBIT)
    chain = asked(run, no_way=lambda *_: "no link of west is up; the nearest, S2: a satellite has failed.")
    assert chain.kinds == ("event.fault", "network", "unreached", "dropped", "dropped")
    assert chain.first.entity == EntityRef("fleet", 0)
    chain = asked(run, no_way=lambda *_: "no link of west is up; the nearest, S2: out of range.")
    assert chain.kinds == ("network", "unreached", "dropped", "dropped")
    chain = asked(run, no_way=lambda *_: "no link of west is up; the nearest, S21: a satellite has failed.")
    assert chain.first.kind == "network"
