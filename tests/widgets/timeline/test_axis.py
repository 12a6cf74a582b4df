"""Times and pixels, times and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.timeline.axis import Axis, clock_at, offset_text, speed_text

PIXELS = Axis(86_400.0, 16.0, 1184.0)


@given(st.floats(0.0, 86_400.0))
def test_time_to_pixel_and_back(t_s: float) -> None:
    assert PIXELS.t_s(PIXELS.x(t_s)) == pytest.approx(t_s, abs=1e-6)


def test_outside_is_the_nearest_end() -> None:
    assert PIXELS.t_s(-500.0) == 0.0
    assert PIXELS.t_s(5000.0) == 86_400.0
    assert PIXELS.x(1e9) == 1184.0


def test_a_run_of_no_length_has_one_place() -> None:
    assert Axis(0.0, 16.0, 100.0).x(5.0) == 16.0
    assert Axis(10.0, 16.0, 16.0).t_s(40.0) == 0.0


@pytest.mark.parametrize(
    ("speed", "text"),
    [
        (600.0, "600\N{MULTIPLICATION SIGN}"),
        (10_000.0, "10,000\N{MULTIPLICATION SIGN}"),
        (-60.0, "\N{MINUS SIGN}60\N{MULTIPLICATION SIGN}"),
        (0.5, "0.5\N{MULTIPLICATION SIGN}"),
    ],
)
def test_speed_in_words(speed: float, text: str) -> None:
    assert speed_text(speed) == text


def test_offset_in_words() -> None:
    assert offset_text(22_478.0) == "+6h14m38s"
    assert offset_text(-5.0) == "\N{MINUS SIGN}0h00m05s"


def test_clock_runs_over_midnight() -> None:
    assert clock_at("23:59:50", 100.0, 115.0) == "00:00:05"
    assert clock_at("00:00:05 UTC", 115.0, 100.0) == "23:59:50"
    assert not clock_at("no clock", 0.0, 1.0)
