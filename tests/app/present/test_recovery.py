"""Recovery of events: found in what was recorded, and changed with it."""

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.recovery import recovery_of
from dawnline.present.recovery_words import recoveries, recovery_text
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS

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
