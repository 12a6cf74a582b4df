"""The ladder of speeds."""

import pytest

from dawnline.timeline.speeds import LADDER, faster_than, reversed_speed, slower_than


def test_the_ladder_goes_up_and_down_again() -> None:
    speed = 1.0
    climbed = [speed]
    while (speed := faster_than(speed)) != climbed[-1]:
        climbed.append(speed)
    assert climbed == list(LADDER)
    for expected in reversed(LADDER[:-1]):
        speed = slower_than(speed)
        assert speed == expected
    assert slower_than(1.0) == 1.0


@pytest.mark.parametrize(
    ("speed", "faster", "slower"), [(-60.0, -120.0, -20.0), (-1000.0, -1000.0, -600.0), (42.0, 60.0, 20.0)]
)
def test_the_direction_is_kept(speed: float, faster: float, slower: float) -> None:
    assert (faster_than(speed), slower_than(speed)) == (faster, slower)


def test_backwards_is_not_faster_than_allowed() -> None:
    assert reversed_speed(10_000.0) == -1000.0
    assert reversed_speed(-60.0) == 60.0
