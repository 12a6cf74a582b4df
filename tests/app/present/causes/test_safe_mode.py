"""Why a low satellite stands in a storm: it is in safe mode; a high one is not, whatever else stops it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.chain import chain_of
from dawnline.present.recovery import recovery_of
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.scenario.event import Event
from dawnline_testing.small_scenario import BUS, ring, small_scenario

STORM = Event("storm", EntityRef("fleet", 0), 600.0, 1200.0, 30.0, safe_mode_below_m=500e3)
LOW, STRUCK = EntityRef("satellite", 2), EntityRef("satellite", 1)


@pytest.fixture(scope="module")
def blown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """Return forty minutes of eight satellites at 350 km; in the middle of the storm one of them fails."""
    fails = Event("fault", STRUCK, 1200.0, 1200.0, 0.0)
    scenario = small_scenario(
        n=8, orbits=ring(8, altitude_m=350e3), buses=(replace(BUS, fault_rate_per_h=0.0),),
        events=(STORM, fails), duration_s=2400.0,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("blown") / "blown.dawn"
    run(scenario, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
    with Recording.open(path) as recording:
        yield recording


def test_safe_mode_is_the_first_cause(blown: Recording) -> None:
    chain = chain_of(blown, LOW, 900.0)
    assert (chain.first.kind, chain.first.since_s, chain.first.until_s) == ("event.storm", 600.0, 1800.0)
    assert "safe mode below 500 km: edge-on, computers off" in chain.first.text
    for t_s in (300.0, 2100.0):
        assert "event.storm" not in chain_of(blown, LOW, t_s).kinds


def test_who_has_failed_is_told_as_failed(blown: Recording) -> None:
    assert chain_of(blown, STRUCK, 1500.0).first.kind == "event.fault"
    assert chain_of(blown, STRUCK, 900.0).first.kind == "event.storm"


def test_the_storm_is_felt_at_once_and_got_over_at_its_end(blown: Recording) -> None:
    found = recovery_of(blown, STORM)
    assert found.detected_s == 600.0
    assert found.recovered_s is not None
    assert found.recovered_s >= 1800.0
