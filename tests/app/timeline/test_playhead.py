"""The playhead: what moves it, what it may never do."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.timeline.playhead import Moved, Playhead

DAY_S = 86_400.0
STEP_S = 60.0


def ready(available_s: float = DAY_S, *, growing: bool = False) -> Playhead:
    playhead = Playhead(DAY_S, STEP_S)
    playhead.extend(available_s, growing=growing)
    return playhead


def test_time_moves_by_wall_time_times_speed() -> None:
    playhead = ready()
    playhead.set_speed(600)
    assert playhead.advance(1.0) is Moved.NOT
    playhead.play()
    assert playhead.advance(0.5) is Moved.TICK
    assert playhead.t_s == 300.0


def test_a_seek_is_told_once() -> None:
    playhead = ready()
    playhead.seek(1234.5)
    assert playhead.advance(0.1) is Moved.SEEK
    assert playhead.advance(0.1) is Moved.NOT
    assert playhead.t_s == 1234.5
    playhead.seek(1234.5)
    assert playhead.advance(0.1) is Moved.NOT


def test_a_seek_beyond_the_data_stops_at_its_end() -> None:
    playhead = ready(3600.0, growing=True)
    playhead.seek(7200.0)
    assert playhead.t_s == 3600.0
    playhead.seek(-5.0)
    assert playhead.t_s == 0.0


def test_playing_faster_than_the_simulation_holds_and_says_so() -> None:
    playhead = ready(100.0, growing=True)
    playhead.set_speed(1000)
    playhead.play()
    playhead.advance(1.0)
    assert (playhead.t_s, playhead.buffering, playhead.playing) == (100.0, True, True)
    playhead.extend(5000.0)
    assert not playhead.buffering
    assert playhead.advance(1.0) is Moved.TICK
    assert playhead.t_s == 1100.0


def test_it_stops_at_the_very_end_and_play_begins_again() -> None:
    playhead = ready()
    playhead.seek(DAY_S - 1)
    playhead.play()
    playhead.advance(5.0)
    assert (playhead.t_s, playhead.playing, playhead.buffering) == (DAY_S, False, False)
    playhead.play()
    assert (playhead.t_s, playhead.playing) == (0.0, True)


def test_backwards_it_stops_at_the_start() -> None:
    playhead = ready()
    playhead.seek(500.0)
    playhead.set_speed(-1000)
    playhead.play()
    playhead.advance(1.0)
    assert (playhead.t_s, playhead.playing) == (0.0, False)


def test_following_is_live_and_ends_with_the_run() -> None:
    playhead = ready(600.0, growing=True)
    playhead.follow()
    assert (playhead.mode, playhead.playing) == ("LIVE", True)
    assert playhead.advance(0.1) is Moved.SEEK
    playhead.extend(1200.0)
    assert playhead.advance(0.1) is Moved.TICK
    assert playhead.t_s == 1200.0
    assert not playhead.buffering
    playhead.extend(DAY_S)
    assert playhead.advance(0.1) is Moved.TICK
    assert (playhead.mode, playhead.playing, playhead.t_s) == ("REPLAY", False, DAY_S)


@pytest.mark.parametrize(
    "leave",
    [
        lambda p: p.seek(60.0),
        lambda p: p.pause(),
        lambda p: p.step_frames(-1),
        lambda p: p.reverse(),
        lambda p: p.set_speed(-5),
        lambda p: p.toggle(),
        lambda p: p.jump_start(),
    ],
)
def test_what_leaves_live(leave) -> None:
    playhead = ready(600.0, growing=True)
    playhead.follow()
    leave(playhead)
    assert playhead.mode == "REPLAY"


def test_a_new_speed_forwards_stays_live() -> None:
    playhead = ready(600.0, growing=True)
    playhead.follow()
    playhead.faster()
    assert playhead.mode == "LIVE"


def test_frame_steps_land_on_frames_exactly() -> None:
    playhead = Playhead(10.0, 0.1)
    playhead.extend(10.0)
    for k in range(1, 100):
        playhead.step_frames(1)
        assert playhead.t_s == k * 0.1
    playhead.seek(0.35)
    playhead.step_frames(-1)
    assert playhead.t_s == 3 * 0.1
    playhead.seek(0.35)
    playhead.step_frames(1)
    assert playhead.t_s == 4 * 0.1


def test_a_step_stops_at_the_last_frame_there_is() -> None:
    playhead = ready(150.0, growing=True)
    playhead.step_frames(10)
    assert playhead.t_s == 120.0
    playhead.step_frames(-10)
    assert playhead.t_s == 0.0


def test_a_loop_wraps_as_a_seek_and_keeps_what_is_left() -> None:
    playhead = ready()
    playhead.loop_range(100.0, 200.0)
    playhead.seek(190.0)
    playhead.advance(0.0)
    playhead.play()
    assert playhead.advance(30.0) is Moved.SEEK
    assert playhead.t_s == pytest.approx(120.0, abs=1e-9)
    assert playhead.playing
    playhead.set_speed(-1)
    assert playhead.advance(50.0) is Moved.SEEK
    assert playhead.t_s == pytest.approx(170.0, abs=1e-9)


def test_a_loop_beyond_the_data_waits_for_it() -> None:
    playhead = ready(150.0, growing=True)
    playhead.loop_range(100.0, 200.0)
    playhead.seek(140.0)
    playhead.play()
    playhead.advance(60.0)
    assert (playhead.t_s, playhead.buffering) == (150.0, True)


def test_an_empty_loop_is_refused() -> None:
    with pytest.raises(ValueError, match="start before its end"):
        ready().loop_range(200.0, 200.0)


@pytest.mark.parametrize("speed", [0.0, math.nan, math.inf, -1000.5, 10_001.0])
def test_speeds_that_are_none(speed: float) -> None:
    with pytest.raises(ValueError, match="-1000 to 10000"):
        ready().set_speed(speed)


def test_a_run_that_ends_early_ends_there() -> None:
    playhead = ready(600.0, growing=True)
    playhead.play()
    playhead.seek(590.0)
    playhead.extend(600.0, growing=False)
    playhead.advance(100.0)
    assert (playhead.t_s, playhead.playing, playhead.buffering) == (600.0, False, False)


def test_a_last_frame_before_the_duration_is_complete() -> None:
    playhead = Playhead(100.0, 30.0)
    playhead.extend(90.0)
    assert not playhead.growing


times = st.floats(-1e5, 2e5)
actions = st.one_of(
    st.tuples(st.just("advance"), st.floats(0, 100)),
    st.tuples(st.just("seek"), times),
    st.tuples(st.just("extend"), times),
    st.tuples(st.just("set_speed"), st.floats(-1000, 10_000).filter(lambda x: x != 0)),
    st.tuples(st.just("step_frames"), st.integers(-2000, 2000)),
    st.tuples(st.just("loop_range"), st.tuples(st.floats(0, 40_000), st.floats(40_001, 86_400))),
    st.tuples(
        st.sampled_from(
            ["play", "pause", "toggle", "faster", "slower", "reverse", "follow", "jump_start", "jump_end"]
        ),
        st.none(),
    ),
)


def apply(playhead: Playhead, action: tuple[str, object]) -> None:
    name, argument = action
    method = getattr(playhead, name)
    if argument is None:
        method()
    elif isinstance(argument, tuple):
        method(*argument)
    else:
        method(argument)


@settings(max_examples=150, deadline=None)
@given(st.lists(actions, max_size=30))
def test_whatever_happens_it_stays_inside_the_data(sequence: list[tuple[str, object]]) -> None:
    playhead = ready(5000.0, growing=True)
    for action in sequence:
        apply(playhead, action)
        assert 0.0 <= playhead.t_s <= playhead.available_s <= playhead.duration_s
        assert playhead.speed != 0
        assert -1000 <= playhead.speed <= 10_000
        assert not (playhead.following and not playhead.playing)
        assert not (playhead.following and playhead.speed < 0)
        assert not (playhead.buffering and not playhead.growing)
        assert playhead.state.mode == ("LIVE" if playhead.following else "REPLAY")


@settings(max_examples=150, deadline=None)
@given(st.lists(actions, max_size=10), st.floats(0, 5000))
def test_a_seek_forgets_what_was_before(sequence: list[tuple[str, object]], t_s: float) -> None:
    playhead = ready()
    for action in sequence:
        apply(playhead, action)
    playhead.extend(DAY_S, growing=False)
    playhead.loop_range()
    playhead.seek(t_s)
    playhead.set_speed(2.0)
    playhead.play()
    playhead.advance(10.0)
    assert playhead.t_s == t_s + 20.0


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.1, 0.3, 1.0, 7.0, 60.0, 1 / 3]))
def test_a_step_there_and_back_is_the_same_frame(k: int, step_s: float) -> None:
    playhead = Playhead(20_000 * step_s, step_s)
    playhead.extend(20_000 * step_s)
    playhead.seek(k * step_s)
    playhead.step_frames(7)
    assert playhead.t_s == (k + 7) * step_s
    playhead.step_frames(-7)
    assert playhead.t_s == k * step_s
