"""The transport: mode, chip, clock, ticks."""

from dataclasses import replace

import pytest

from dawnline.orbits.epoch import Epoch
from dawnline.present.clock import MOST_TICKS, clock_text, date_text, span_text, ticks
from dawnline.present.transport import chip_text, transport_scene
from dawnline.present.worker import WorkerState
from dawnline.timeline.playhead import Playhead

MIDNIGHT = Epoch.from_iso("2026-05-30T00:00:00Z")


def playhead(run, *, growing=False):
    head = Playhead(run.header.duration_s, run.header.step_s)
    head.extend(run.end_s, growing=growing)
    return head


def test_a_complete_run_is_a_replay_without_a_chip(make_run) -> None:
    run = make_run()
    head = playhead(run)
    head.seek(30 * 60.0 + 5.0)
    scene = transport_scene(run, head, WorkerState())
    assert (scene.mode, scene.chip, scene.enabled) == ("REPLAY", "", True)
    assert (scene.frame, scene.frame_count) == (30, 130)
    assert (scene.clock_text, scene.date_text) == ("06:30:05 UTC", "2026-05-30")
    assert scene.span_text == "05-30 06:00 \N{EN DASH} 05-30 08:09 UTC"
    assert scene.buffered_s == scene.duration_s == 129 * 60.0
    assert scene.gaps == ()


def test_following_is_live(make_run) -> None:
    run = make_run(frames=50)
    head = playhead(run, growing=True)
    head.follow()
    working = WorkerState("simulating", 94, 50, 130)
    assert transport_scene(run, head, working).mode == "LIVE"
    assert transport_scene(run, head, working).chip == "SIMULATING 72 %"


def test_waiting_for_the_simulation_is_buffering(make_run) -> None:
    run = make_run(frames=50)
    head = playhead(run, growing=True)
    head.seek(run.end_s)
    head.play()
    head.advance(1.0)
    assert transport_scene(run, head, WorkerState("simulating", 94, 50, 130)).chip == "BUFFERING 72 %"


def test_failures_are_told_in_words_and_kept_short(make_run) -> None:
    run = make_run()
    state = playhead(run).state
    failed = WorkerState("failed", problems=("disk is full " * 20,))
    chip = chip_text(failed, state, run)
    assert chip.startswith("FAILED: disk is full")
    assert len(chip) <= 60
    assert chip_text(WorkerState("starting"), state, None) == "STARTING"
    assert chip_text(WorkerState("cancelled"), state, None) == "CANCELLED"


def test_a_cancelled_run_says_how_far_it_came(make_run) -> None:
    run = make_run(frames=65)
    assert transport_scene(run, playhead(run), None).chip == "CANCELLED AT 50 %"


def test_nothing_open_is_off() -> None:
    scene = transport_scene(None, Playhead(0.0, 1.0), None)
    assert not scene.enabled
    assert scene.ticks == ()


def test_the_loop_is_passed_on(make_run) -> None:
    run = make_run()
    head = playhead(run)
    head.loop_range(60.0, 600.0)
    assert transport_scene(run, head, None).loop == (60.0, 600.0)


def test_a_day_is_ticked_by_two_hours() -> None:
    found = ticks(MIDNIGHT, 86_400.0)
    assert found[0] == (0.0, "00:00")
    assert found[3] == (21_600.0, "06:00") or found[3] == (3 * 7200.0, "06:00")
    assert found[-1] == (86_400.0, "24:00")


def test_ticks_are_at_round_times_of_the_day() -> None:
    epoch = Epoch.from_iso("2026-05-30T05:47:30Z")
    found = ticks(epoch, 2 * 86_400.0)
    assert found[0] == (pytest.approx(750.0), "06:00")
    assert "05-31" in [label for _, label in found]


@pytest.mark.parametrize("duration_s", [0.5, 1.0, 7.0, 60.0, 599.0, 3600.0, 5e4, 1e6, 1e7, 4e8])
def test_ticks_are_few_and_within(duration_s: float) -> None:
    found = ticks(replace(MIDNIGHT, fraction=0.34567), duration_s)
    assert len(found) <= MOST_TICKS
    assert all(0.0 <= t_s <= duration_s for t_s, _ in found)
    assert [t_s for t_s, _ in found] == sorted({t_s for t_s, _ in found})
    assert duration_s < 2.0 or found


def test_clocks_show_the_second_that_has_begun() -> None:
    assert clock_text(MIDNIGHT, 22_478.999) == "06:14:38 UTC"
    assert clock_text(MIDNIGHT, 59.9999999999) == "00:01:00 UTC"
    assert date_text(MIDNIGHT, 86_400.0) == "2026-05-31"
    assert span_text(MIDNIGHT, 86_400.0) == "05-30 00:00 \N{EN DASH} 05-31 00:00 UTC"
