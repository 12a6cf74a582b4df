"""A fault and a radiation upset look alike in a record: one is claimed only where the other is ruled out."""

from dataclasses import replace

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.small_scenario import BUS

OTHER = EntityRef("satellite", 1)
T_S = 30 * 60.0
# A fault takes 45 minutes, an upset 10.
BOTH = replace(BUS, fault_rate_per_h=0.001, fault_repair_s=2700.0, upsets_per_h=0.01, upset_repair_s=600.0)


def off(frames):
    def change(values):
        values["satellite", "limiter"][frames, 1] = LIMITERS.index("fault")
        values["satellite", "gpu_util_frac"][frames, 1] = 0.0

    return change


def first(make_run, frames, bus=BOTH, events=()):
    return chain_of(make_run(off(frames), buses=(bus,), events=events), OTHER, T_S).first


def test_where_both_might_be_neither_is_claimed(make_run) -> None:
    told = first(make_run, slice(20, 65))  # 45 minutes: a fault, or upsets in a row
    assert told.kind == "fault_or_upset"
    assert told.text == (
        "a fault (one in 1,000 h is drawn, each takes 45 min) or a radiation upset (one in 100 h is drawn, "
        "each takes 10 min): the run does not record which, since 06:20 UTC, until 07:05 UTC"
    )


@pytest.mark.parametrize("frames", [slice(0, 31), slice(28, 130)])
def test_what_the_run_cuts_short_rules_nothing_out(make_run, frames) -> None:
    assert first(make_run, frames).kind == "fault_or_upset"


def test_what_is_too_short_for_a_fault_is_an_upset(make_run) -> None:
    told = first(make_run, slice(25, 35))
    assert told.kind == "upset"
    assert "; a fault would take 45 min, since 06:25 UTC" in told.text


def test_what_has_no_rate_is_ruled_out(make_run) -> None:
    assert first(make_run, slice(20, 65), replace(BOTH, upsets_per_h=0.0)).kind == "fault"
    assert first(make_run, slice(25, 35), replace(BOTH, fault_rate_per_h=0.0)).kind == "upset"
    # An upset takes ten minutes, not thirty.
    assert first(make_run, slice(20, 50), replace(BOTH, fault_rate_per_h=0.0)).kind == UNKNOWN


def test_where_an_event_kept_it_off_as_well_its_length_tells_nothing(make_run) -> None:
    out = Event("fault", OTHER, 35 * 60.0, 1800.0, 0.0)
    assert first(make_run, slice(25, 65), events=(out,)).kind == "fault_or_upset"


@pytest.mark.parametrize("frames", [slice(28, 33), slice(20, 90)])
def test_what_neither_takes_is_unknown(make_run, frames) -> None:
    told = first(make_run, frames)
    assert told.kind == UNKNOWN
    assert "a fault takes 45 min and a radiation upset takes 10 min, and no event explains it" in told.text


@pytest.mark.parametrize(("start_s", "told"), [(1200.0, True), (1560.0, False)])
def test_a_storm_is_told_of_if_it_blew_when_the_satellite_stopped(make_run, start_s, told) -> None:
    storm = Event("storm", EntityRef("fleet", 0), start_s, 400.0, 30.0)
    text = first(make_run, slice(25, 35), events=(storm,)).text
    assert ("a solar storm multiplied upsets by 30 then" in text) is told
