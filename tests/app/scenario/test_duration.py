"""Lengths of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.scenario.duration import parse_duration, show_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("10m", 600), ("24h", 86400), ("1h30m", 5400), ("2d", 172800), ("1.5h", 5400), ("0s", 0)],
)
def test_people_write_lengths_of_time(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "h", "10", "10 parsecs", "-5s", "1h 30m", "30m1h", "inf", "9" * 500 + "s", "٣s"]
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as '90s'"):
        parse_duration(text)


@given(st.integers(0, 10_000_000))
def test_shown_durations_read_back(seconds: int) -> None:
    assert parse_duration(show_duration(seconds)) == seconds
