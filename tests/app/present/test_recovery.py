"""Recovery of events: found in what was recorded, and changed with it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.recovery import recovery_of
from dawnline.present.recovery_words import recoveries, recovery_text
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run as simulated
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.small_scenario import small_scenario
from dawnline_testing.working import KNOWN_BUS, KNOWN_SITE, gang, requests, working_scenario

CODE = {name: code for code, name in enumerate(LIMITERS)}
SITE = EntityRef("site", 0)
OUT = Event("fault", SITE, 600.0, 1200.0, 0.0)


def outage(values, worse=slice(12, 15), seen=slice(11, 30)):
    """Let the site go at frame 10: seen at 11, and a fifth is unserved from 12 to 15."""
    values["site", "limiter"][seen, 0] = CODE["fault"]
    values["site", "load_w"][seen, 0] = 0.0
    values["workload", "unserved"][:] = 0.0
    values["workload", "unserved"][worse] = 8.0


def test_detected_rerouted_recovered(make_run) -> None:
    found = recovery_of(make_run(outage, events=(OUT,)), OUT)
    assert (found.detected_s, found.rerouted_s, found.recovered_s) == (660.0, 900.0, 900.0)
    # 100 kW in the 19 of 20 frames of the event that it stood still.
    assert found.unserved_j == pytest.approx(19 * 60.0 * 1e5)
    text = recovery_text(found)
    assert text.startswith("detected after 1 min, rerouted and recovered after 5 min; 0.03")


@pytest.mark.parametrize(
    ("change", "times"),
    [
        # Served otherwise at once; trouble after the event is over is part of it until it is well again.
        (lambda v: outage(v, slice(0, 0)), (660.0, 660.0, 660.0)),
        (lambda v: outage(v, slice(12, 40)), (660.0, 2400.0, 2400.0)),
        (lambda v: outage(v, slice(12, 130)), (660.0, None, None)),
        # Another trouble, long after it.
        (lambda v: outage(v, slice(60, 70)), (660.0, 660.0, 660.0)),
        # Nothing of it is recorded.
        (lambda v: outage(v, seen=slice(0, 0)), (None, None, None)),
    ],
)
def test_a_changed_recording_changes_it(make_run, change, times) -> None:
    found = recovery_of(make_run(change, events=(OUT,)), OUT)
    assert (found.detected_s, found.rerouted_s, found.recovered_s) == times


def served(values, before=30.0, during=29.7):
    """Let the site go at frame 10; of forty GPUs asked for, so many are served before and from then on."""
    outage(values, slice(0, 0), slice(10, 30))
    values["workload", "unserved"][:10] = 40.0 - before
    values["workload", "unserved"][10:] = 40.0 - during


@pytest.mark.parametrize(
    ("before", "during", "rerouted_s"),
    [(30.0, 29.71, 600.0), (30.0, 29.6, None), (40.0, 39.61, 600.0), (40.0, 39.5, None), (4.0, 3.97, 600.0)],
)
def test_rerouted_is_99_percent_of_what_was_served_before(make_run, before, during, rerouted_s) -> None:
    run = make_run(lambda values: served(values, before, during), events=(OUT,))
    assert recovery_of(run, OUT).rerouted_s == rerouted_s


def test_a_gang_has_one_place_and_cannot_be_rerouted(make_run) -> None:
    def lose(values):
        values["workload", "demand"] = np.tile([40.0, 60.0], (130, 1))
        for key in ("orbit", "ground"):
            values["workload", key] = np.full((130, 2), 20.0)
        values["workload", "unserved"] = np.zeros((130, 2))
        values["workload", "unserved"][10:, 1] = 60.0
        values["site", "limiter"][10:, 0] = CODE["fault"]

    work = (small_scenario().fleet.workloads[0], gang(accelerators=60.0))
    found = recovery_of(make_run(lose, events=(OUT,), workloads=work), OUT)
    assert (found.rerouted_s, found.recovered_s) == (600.0, None)
    assert recovery_text(found).startswith("detected and rerouted at once, recovered not in this run")

    def lose_it_alone(values):
        lose(values)
        for key in ("demand", "orbit", "ground", "unserved"):
            values["workload", key] = values["workload", key][:, 1:]

    alone = recovery_of(make_run(lose_it_alone, events=(OUT,), workloads=work[1:]), OUT)
    assert (alone.rerouted_s, alone.may_reroute) == (None, False)
    assert "rerouted" not in recovery_text(alone)


@pytest.fixture(scope="module")
def overlapping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    """Return a run of three sites: one stops, the second leaves, and the link of two satellites is lost."""
    site = replace(KNOWN_SITE, accelerators=200, power_cap_w=1e6)
    events = (
        Event("fault", SITE, 1500.0, 900.0, 0.0),
        Event("fault", EntityRef("satellite", 0), 1560.0, 600.0, 0.0, EntityRef("satellite", 1)),
        Event("lease_end", EntityRef("site", 1), 1620.0, float("inf"), 0.0),
        Event("fault", EntityRef("site", 2), 5100.0, 60.0, 0.0),
    )
    scenario = working_scenario(
        (requests(150.0, patience_s=60.0), gang(accelerators=64.0, restart_s=120.0)), n=4,
        buses=(replace(KNOWN_BUS, accelerators=0),),
        sites=(site, replace(site, name="b"), replace(site, name="c", accelerators=400)),
        events=events,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("overlapping") / "run.dawn"
    simulated(scenario, path, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
    with Recording.open(path) as recording:
        yield recording


def test_what_is_lost_at_a_target_is_told_of_it_alone(overlapping: Recording) -> None:
    stops, link, leaves, later = (recovery_of(overlapping, event) for event in overlapping.header.events)
    lost = overlapping.ledger("workload", "requests_dropped_machine_lost")[1]
    with_machines = [dict(found.dropped).get("machine_lost", 0.0) for found in (stops, link, leaves, later)]
    assert with_machines == [lost[25], 0.0, lost[27], lost[85]]
    assert min(lost[25], lost[27], lost[85]) > 0
    # The gang trains at the site that stops.
    undone_s = float(np.nansum(overlapping.ledger("workload", "gang_lost_accelerator_s")[1]))
    assert stops.undone_accelerator_s == pytest.approx(undone_s, rel=1e-3)
    assert undone_s > 0.0
    assert leaves.undone_accelerator_s == link.undone_accelerator_s == 0.0


def test_what_everybody_feels_is_told_of_all_events_of_the_time(overlapping: Recording) -> None:
    first, link, second, later = overlapping.header.events
    found = recovery_of(overlapping, first)
    assert found.together == (link, second)
    assert recovery_of(overlapping, second).together[:2] == (first, link)
    # What is over and got over is no company, and what is gone for good is as it was.
    assert recovery_of(overlapping, later).together == ()
    text = recovery_text(found)
    assert text.startswith("detected at once; ")
    own, _, joint = text.partition("together with 2 other events ")
    assert "requests lost (machine lost)" in own
    assert "rerouted" in joint
    assert "recovered" in joint
    assert "machine lost" not in joint
    assert "together" not in recovery_text(recovery_of(overlapping, later))


def test_what_began_before_the_run_has_no_before(make_run) -> None:
    early = Event("fault", SITE, 0.0, 1200.0, 0.0)
    assert recovery_of(make_run(outage, events=(early,)), early).detected_s is None


def test_words_are_those_of_events_that_have_begun(make_run) -> None:
    run, cache = make_run(outage, events=(OUT,)), SceneCache()
    assert recoveries(run, SITE, 590.0, cache) == ()
    ((label, text),) = recoveries(run, SITE, 700.0, cache)
    assert label == "Fault 06:10:00"
    assert text.startswith("detected after 1 min")
    assert recoveries(run, EntityRef("satellite", 0), 700.0, cache) == ()


def test_a_surge_is_seen_in_demand(make_run) -> None:
    twice = Event("demand_surge", EntityRef("workload", 0), 600.0, 600.0, 2.0)

    def change(values):
        values["workload", "unserved"][:] = 0.0
        values["workload", "demand"][10:20] = 80.0

    assert recovery_of(make_run(change, events=(twice,)), twice).detected_s == 600.0
    assert recovery_of(make_run(events=(twice,)), twice).detected_s is None
