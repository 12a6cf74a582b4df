"""Ranges, steps and hours of the strips."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.charts.lines import axis_text, gap_spans, hour_ticks, shown_range, stepped
from dawnline_widgets.charts.scene import Strip


def strip(values: list[float], **changes: object) -> Strip:
    parts = {
        "key": 1, "title": "T", "unit": "%", "t_s": np.arange(float(len(values))), "value": np.array(values),
        "low": None, "high": None, "limit": None, "now_text": "", "colour": "dawn",
    }  # fmt: skip
    return Strip(**(parts | changes))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (strip([1.0, np.nan, 3.0]), (1.0, 3.0)),
        (strip([1.0, 3.0], low=0.0, high=100.0), (0.0, 100.0)),
        (strip([5.0, 6.0], limit=2.0), (2.0, 6.0)),
        (strip([5.0, 5.0]), (5.0, 6.0)),
        (strip([0.0, 2.6e-10]), (0.0, 1.0)),
        (strip([np.nan]), (0.0, 1.0)),
        (strip([]), (0.0, 1.0)),
    ],
)
def test_range(shown: Strip, expected: tuple[float, float]) -> None:
    assert shown_range(shown) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [(100.0, "100"), (0.0, "0"), (1361.4, "1,361"), (30.82, "30.8"), (-0.8677, "\N{MINUS SIGN}0.87")],
)
def test_ends_of_the_axis_in_about_three_figures(value: float, text: str) -> None:
    assert axis_text(value) == text


def test_codes_hold_until_the_next_one() -> None:
    t_s, value = stepped(np.array([0.0, 60.0, 120.0]), np.array([1.0, 2.0, 1.0]))
    assert t_s.tolist() == [0.0, 60.0, 60.0, 120.0, 120.0]
    assert value.tolist() == [1.0, 1.0, 2.0, 2.0, 1.0]


def test_hours_are_round_in_utc_whatever_the_start() -> None:
    assert hour_ticks("2026-05-30T05:50:00Z", 0.0, 3 * 3600.0, 4) == [
        (600.0, "06:00"),
        (4200.0, "07:00"),
        (7800.0, "08:00"),
    ]


@given(st.floats(0, 1e6), st.floats(1, 1e6), st.integers(1, 20))
def test_there_are_never_many_ticks(start_s: float, span_s: float, most: int) -> None:
    ticks = hour_ticks("2026-05-30T06:00:00Z", start_s, start_s + span_s, most)
    assert len(ticks) <= most + 1
    assert all(start_s - 1e-3 <= t_s <= start_s + span_s + 1e-3 for t_s, _ in ticks)


def test_a_start_that_is_no_time_has_no_ticks() -> None:
    assert hour_ticks("soon", 0.0, 100.0, 5) == []


NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "line", "step"),
    [
        ([1.0, 2.0], [], []),
        ([], [], []),
        ([1.0, NAN, NAN, 4.0], [[0.0, 3.0]], [[1.0, 3.0]]),
        ([NAN, 2.0, NAN], [[0.0, 1.0], [1.0, 2.0]], [[0.0, 1.0], [2.0, 2.0]]),
        ([NAN, NAN], [[0.0, 1.0]], [[0.0, 1.0]]),
    ],
)
def test_a_gap_lies_where_the_line_is_broken(
    values: list[float], line: list[list[float]], step: list[list[float]]
) -> None:
    t_s, value = np.arange(float(len(values))), np.array(values)
    assert gap_spans(t_s, value, step=False).tolist() == line
    assert gap_spans(t_s, value, step=True).tolist() == step


@given(st.lists(st.sampled_from([1.0, NAN]), max_size=12))
def test_gaps_hold_all_that_is_unknown_and_nothing_known(values: list[float]) -> None:
    t_s, value = np.arange(float(len(values))), np.array(values, dtype=np.float64)
    spans = gap_spans(t_s, value, step=False)
    inside = ((t_s[:, None] > spans[:, 0]) & (t_s[:, None] < spans[:, 1])).any(axis=1)
    assert not (inside & np.isfinite(value)).any()
    touched = ((t_s[:, None] >= spans[:, 0]) & (t_s[:, None] <= spans[:, 1])).any(axis=1)
    assert touched[~np.isfinite(value)].all()
