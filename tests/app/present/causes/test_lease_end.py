"""The end of a lease is the first cause of what it takes away, and its effect is seen at once."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.chain import chain_of
from dawnline.present.recovery import recovery_of
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.scenario.event import DRAIN_S
from dawnline_testing.small_scenario import event
from dawnline_testing.working import KNOWN_SITE, gang, requests, working_scenario

ENDS_S = 1200.0
HERE, THERE = EntityRef("site", 0), EntityRef("site", 1)


def recorded(folder: Path, notice_s: float) -> Path:
    """Return an hour of two sites, of which the larger leaves after twenty minutes."""
    scenario = working_scenario(
        (requests(150.0), gang(accelerators=64.0)),
        n=0,
        sites=(replace(KNOWN_SITE, accelerators=400, power_cap_w=1e6), replace(KNOWN_SITE, name="small")),
        events=(replace(event("lease_end", "site", 0, ENDS_S, math.inf), notice_s=notice_s),),
        duration_s=3600.0,
    )
    path = folder / "leased.dawn"
    run(scenario, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
    return path


@pytest.fixture(scope="module")
def leased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    with Recording.open(recorded(tmp_path_factory.mktemp("leased"), 0.0)) as recording:
        yield recording


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    with Recording.open(recorded(tmp_path_factory.mktemp("announced"), 86_400.0)) as recording:
        yield recording


@pytest.mark.parametrize("entity", [HERE, EntityRef("workload", 0), EntityRef("workload", 1)])
def test_it_comes_first(leased: Recording, entity: EntityRef) -> None:
    chain = chain_of(leased, entity, 1800.0)
    assert chain.first.kind == "event.lease_end", [cause.text for cause in chain.causes]
    assert chain.first.entity == HERE
    assert chain.first.since_s == ENDS_S
    assert "its lease has ended at" in chain.first.text


def test_before_it_nobody_knows_of_it(leased: Recording) -> None:
    for entity in (HERE, THERE, EntityRef("workload", 0)):
        assert "event.lease_end" not in chain_of(leased, entity, 600.0).kinds


def test_it_is_detected_at_once_and_not_recovered(leased: Recording) -> None:
    (ended,) = leased.header.events
    found = recovery_of(leased, ended)
    assert found.detected_s == ENDS_S
    assert found.recovered_s is None
    assert found.unserved_accelerator_s > 0.0


def test_why_nothing_new_begins_in_the_last_minutes_is_told(announced: Recording) -> None:
    chain = chain_of(announced, HERE, ENDS_S - 120.0)
    assert (chain.first.kind, chain.first.entity) == ("lease_closing", HERE)
    assert (chain.first.since_s, chain.first.until_s) == (ENDS_S - DRAIN_S, ENDS_S)
    assert "takes nothing new since 06:15 UTC: its lease ends at 06:20 UTC, as announced" in chain.first.text
    assert "lease_closing" not in chain_of(announced, HERE, ENDS_S - 600.0).kinds
    assert "lease_closing" not in chain_of(announced, THERE, ENDS_S - 120.0).kinds
    assert chain_of(announced, HERE, ENDS_S + 60.0).first.kind == "event.lease_end"


def test_what_the_last_minutes_take_from_others_is_told_of_them(announced: Recording) -> None:
    chain = chain_of(announced, EntityRef("workload", 0), ENDS_S - 120.0)
    assert chain.kinds == ("lease_closing", "idle", "capacity_lost", "queue_full")
    assert chain.causes[2].text.endswith("more stand still than at 06:05 UTC: closing")
    # In the last step the gang there computes nothing.
    gang = chain_of(announced, EntityRef("workload", 1), ENDS_S - 60.0)
    assert gang.kinds == ("lease_closing", "works")
    assert chain_of(announced, EntityRef("workload", 1), ENDS_S - 120.0).kinds == ("works",)


def test_with_notice_the_end_costs_capacity_and_no_answer(leased: Recording, announced: Recording) -> None:
    sudden, told = (recovery_of(one, one.header.events[0]) for one in (leased, announced))
    assert dict(sudden.dropped)["machine_lost"] > 0
    assert sudden.undone_accelerator_s > 0.0
    assert "machine_lost" not in dict(told.dropped)
    assert told.undone_accelerator_s == 0.0
    assert told.detected_s == ENDS_S
