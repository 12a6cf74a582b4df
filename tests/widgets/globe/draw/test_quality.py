"""How finely is drawn follows measured frames, and does not swing."""

from itertools import pairwise

from dawnline_widgets.globe.draw.quality import HIGH, LOW, NORMAL, QualityChoice


def test_slow_frames_lower_it_to_the_lowest_and_no_further() -> None:
    choice = QualityChoice()
    assert [choice.feed(0.2) for _ in range(40)][-1] == LOW


def test_fast_frames_raise_it_to_the_highest_and_no_further() -> None:
    choice = QualityChoice()
    assert [choice.feed(0.002) for _ in range(80)][-1] == HIGH


def test_one_slow_frame_among_others_changes_nothing() -> None:
    choice = QualityChoice()
    levels = [choice.feed(0.5 if frame % 12 == 3 else 0.020) for frame in range(120)]
    assert set(levels) == {NORMAL}


def test_a_machine_too_slow_for_high_is_not_swung_to_and_fro() -> None:
    choice = QualityChoice()
    levels = [choice.feed(0.060 if choice.level == HIGH else 0.005) for _ in range(1200)]
    rises = sum(b > a for a, b in pairwise(levels))
    assert 2 <= rises <= 7  # each attempt waits twice as long: 1, 2, 4 ... of a hundred judgements
    assert levels.count(HIGH) < 100
