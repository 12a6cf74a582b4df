"""The end of a lease is the first cause of what it takes away, and its effect is seen at once."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.chain import chain_of
from dawnline.present.recovery import recovery_of
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline_testing.small_scenario import event
from dawnline_testing.working import KNOWN_SITE, gang, requests, working_scenario

ENDS_S = 1200.0
HERE, THERE = EntityRef("site", 0), EntityRef("site", 1)


@pytest.fixture(scope="module")
def leased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """Return an hour of two sites, of which the larger leaves after twenty minutes."""
    scenario = working_scenario(
        (requests(150.0), gang(accelerators=64.0)),
        n=0,
        sites=(replace(KNOWN_SITE, accelerators=400, power_cap_w=1e6), replace(KNOWN_SITE, name="small")),
        events=(event("lease_end", "site", 0, ENDS_S, math.inf),),
        duration_s=3600.0,
    )
    path = tmp_path_factory.mktemp("leased") / "leased.dawn"
    run(scenario, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
    with Recording.open(path) as recording:
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
