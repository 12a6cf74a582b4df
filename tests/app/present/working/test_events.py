"""The line on events: which one is told of at a time, and how it was got over."""

from dataclasses import replace

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.event_line import event_line, event_moments_s
from dawnline.present.transport import event_marks
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS

HERE, THERE = EntityRef("site", 0), EntityRef("site", 1)
OUT = Event("fault", THERE, 20 * 60.0, 600.0, 0.0)
CUT = Event("power_cap", HERE, 40 * 60.0 + 1.0, float("inf"), 0.4)
AFTER = Event("fault", HERE, 1e6, 60.0, 0.0)


def lose(values):
    values["site", "limiter"][20:30, 1] = LIMITERS.index("fault")
    values["workload", "dropped_machine_lost"][20, 0] = 30.0


def line(run, t_s):
    return event_line(run, t_s, SceneCache())


def test_what_is_to_come_is_told_without_a_recovery(engine_run) -> None:
    scene = line(engine_run(lose, events=(CUT, OUT, AFTER)), 0.0)
    assert (scene.number, scene.when, scene.what) == ("1 of 2", "06:20 to 06:30", "lost t/there")
    assert (scene.recovery, scene.is_on, scene.entity) == ("", False, "site:t/there")


def test_what_has_begun_is_told_with_how_it_was_got_over(engine_run) -> None:
    run = engine_run(lose, events=(CUT, OUT, AFTER))
    scene = line(run, 25 * 60.0)
    assert scene.is_on
    assert scene.recovery.startswith("detected at once, rerouted and recovered after 1 min")
    over = line(run, 35 * 60.0)
    assert (over.what, over.is_on, over.recovery) == (scene.what, False, scene.recovery)
    endless = line(run, 45 * 60.0)
    assert (endless.number, endless.when) == ("2 of 2", "from 06:40:01 on")
    assert endless.recovery == "no effect of it is recorded"


LEASE = Event("lease_end", THERE, 40 * 60.0, float("inf"), 0.0, notice_s=30 * 60.0)


def test_what_is_announced_is_told_of_until_something_newer_happens(engine_run) -> None:
    run = engine_run(lose, events=(OUT, LEASE))
    before, told, newer, ended = (line(run, 60.0 * minutes) for minutes in (5.0, 10.0, 25.0, 40.0))
    assert (before.number, before.what) == ("1 of 2", "lost t/there")
    assert (told.number, told.when) == ("2 of 2", "announced for 06:40")
    assert told.what == "lease of t/there ends after 30 min of notice"
    assert (told.recovery, told.is_on) == ("", False)
    assert (newer.number, newer.when) == ("1 of 2", "06:20 to 06:30")
    assert (ended.number, ended.when, ended.is_on) == ("2 of 2", "from 06:40 on", True)
    assert event_moments_s(run) == (10 * 60.0, 20 * 60.0, 40 * 60.0)


def test_the_time_bar_shows_from_when_on_an_end_is_announced(engine_run) -> None:
    marks = event_marks(engine_run(lose, events=(OUT, LEASE, replace(LEASE, notice_s=90 * 86_400.0))))
    spans = [(mark.start_s / 60.0, mark.end_s / 60.0, mark.words.partition(":")[0]) for mark in marks]
    last = 60.0 * engine_run().header.duration_s / 3600.0
    ends = "lease of t/there ends after"
    assert [span[:2] for span in spans] == [
        (0.0, 40.0),
        (10.0, 40.0),
        (20.0, 30.0),
        (40.0, last),
        (40.0, last),
    ]
    assert [span[2] for span in spans[:3]] == ["announced", "announced", "lost t/there"]
    assert all(mark.words.startswith(ends) for mark in marks[3:])


def test_moments_are_the_first_frames_that_can_show_an_event(engine_run) -> None:
    run = engine_run(events=(CUT, OUT, AFTER))
    assert event_moments_s(run) == (20 * 60.0, 41 * 60.0)
    assert event_moments_s(engine_run()) == ()
    assert line(engine_run(), 0.0).what == ""
