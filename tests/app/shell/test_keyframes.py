"""Keyframes from a thread: the right pair, the last one while it is being made, and an end of the thread."""

import threading

import numpy as np
import pytest

from dawnline.orbits.ephemeris import Ephemeris, TemeState
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline.shell.keyframes import KEPT_PAIRS, KeyframeSource
from dawnline_testing.small_scenario import EPOCH, ring


class SlowEphemeris(Ephemeris):
    """Propagates only while it may; counts the moments it was asked for."""

    def __init__(self) -> None:
        super().__init__(EPOCH, [ring(6)])
        self.may = threading.Event()
        self.may.set()
        self.asked: list[float] = []

    def teme(self, t_s: float) -> TemeState:
        self.may.wait(20.0)
        self.asked.append(t_s)
        return super().teme(t_s)


def test_the_pair_is_the_one_around_the_time() -> None:
    ephemeris = SlowEphemeris()
    source = KeyframeSource(ephemeris, on_ready=lambda: None)
    for t_s, speed in ((0.0, 60.0), (3600.0, 60.0), (500.0, -60.0)):
        pair = source.around(t_s, speed, patience_s=20.0)
        right = make_keyframes(Ephemeris(EPOCH, [ring(6)]), *keyframe_span(t_s, speed))
        assert pair.t0_s <= t_s <= pair.t1_s
        np.testing.assert_array_equal(pair.r0, right.r0)
    source.close()


def test_meanwhile_the_last_pair_is_shown_and_the_end_of_waiting_is_told() -> None:
    ephemeris, ready = SlowEphemeris(), threading.Event()
    source = KeyframeSource(ephemeris, on_ready=ready.set)
    first = source.around(0.0, 60.0, patience_s=20.0)
    ephemeris.may.clear()
    assert source.around(40_000.0, 60.0) is first
    assert not ready.is_set()
    ephemeris.may.set()
    assert ready.wait(20.0)
    assert source.around(40_000.0, 60.0, patience_s=20.0).t0_s <= 40_000.0
    source.close()


@pytest.mark.parametrize("speed", [60.0, -60.0])
def test_what_playing_needs_next_is_made_ahead(speed: float) -> None:
    ephemeris = SlowEphemeris()
    source = KeyframeSource(ephemeris, on_ready=lambda: None)
    pair = source.around(7200.0, speed, patience_s=20.0)
    following = pair.t1_s + 1.0 if speed > 0 else pair.t0_s - 1.0
    source.around(7200.0, speed, patience_s=20.0)
    for _ in range(200):
        if len(set(ephemeris.asked)) >= 3:
            break
        threading.Event().wait(0.02)
    made = len(ephemeris.asked)
    ephemeris.may.clear()  # nothing more can be made: it is there already
    assert keyframe_span(following, speed)[0] == source.around(following, speed, patience_s=5.0).t0_s
    assert len(ephemeris.asked) == made
    ephemeris.may.set()
    source.close()


def test_few_pairs_are_kept() -> None:
    source = KeyframeSource(SlowEphemeris(), on_ready=lambda: None)
    for hour in range(2 * KEPT_PAIRS):
        source.around(3600.0 * hour, 60.0, patience_s=20.0)
        assert len(source._ahead._slots["pair"].made) <= KEPT_PAIRS
    source.close()


def test_closing_ends_the_thread_and_tells_nobody() -> None:
    told: list[int] = []
    ephemeris = SlowEphemeris()
    source = KeyframeSource(ephemeris, on_ready=lambda: told.append(1))
    source.around(0.0, 60.0, patience_s=20.0)
    source.around(0.0, 60.0, patience_s=20.0)
    ephemeris.may.clear()
    source.around(50_000.0, 60.0)
    told.clear()
    threading.Timer(0.1, ephemeris.may.set).start()
    source.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("keyframes")]
    assert told == []
