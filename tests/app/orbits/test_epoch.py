"""Times are written and read exactly, and a wrong one is explained."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.orbits.epoch import Epoch

START = datetime(1957, 1, 1, tzinfo=UTC)
MILLISECONDS = st.integers(0, 100 * 365 * 86_400_000)


def test_julian_dates_known_from_elsewhere() -> None:
    # J2000.0 is JD 2451545.0; the Unix epoch is JD 2440587.5.
    assert Epoch.from_iso("2000-01-01T12:00:00Z") == Epoch(2_451_544.5, 0.5)
    assert Epoch.from_iso("1970-01-01T00:00:00Z") == Epoch(2_440_587.5, 0.0)


@given(MILLISECONDS)
def test_iso_round_trip(ms: int) -> None:
    moment = START + timedelta(milliseconds=ms)
    text = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z").replace(".000Z", "Z")
    assert Epoch.from_iso(text).iso() == text


@given(MILLISECONDS, st.integers(-(10**9), 10**9))
def test_iso_of_a_later_time_agrees_with_datetime(ms: int, t_s: int) -> None:
    epoch = Epoch.from_iso((START + timedelta(milliseconds=ms)).isoformat())
    later = datetime.fromisoformat(epoch.iso(t_s))
    assert later == START + timedelta(milliseconds=ms, seconds=t_s)


@given(MILLISECONDS, st.floats(-1e9, 1e9))
def test_shifted_and_seconds_since_are_inverse(ms: int, t_s: float) -> None:
    epoch = Epoch.from_iso((START + timedelta(milliseconds=ms)).isoformat())
    later = epoch.shifted(t_s)
    assert later.jd % 1.0 == 0.5
    assert 0.0 <= later.fraction < 1.0
    # A day's fraction has 53 bits: 1e-11 s; the times themselves reach 1e9 s with 1.2e-7 s between floats.
    assert later.seconds_since(epoch) == pytest.approx(t_s, abs=3e-7)


def test_zones_are_the_same_moment() -> None:
    assert Epoch.from_iso("2026-05-30T08:00:00+02:00") == Epoch.from_iso("2026-05-30T06:00:00Z")
    assert Epoch.from_iso("2026-05-29T22:30:00-0730") == Epoch.from_iso("2026-05-30T06:00Z")


def test_from_julian_takes_any_split() -> None:
    assert Epoch.from_julian(2_451_545.0, 0.25) == Epoch(2_451_544.5, 0.75)
    assert Epoch.from_julian(2_451_544.5, -0.25) == Epoch(2_451_543.5, 0.75)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-05-30T06:00:00",
        "2026-02-30T06:00:00Z",
        "2026-05-30T24:00:00Z",
        "2026-05-30T23:59:60Z",
        "٢٠٢٦-05-30T06:00:00Z",
        "2026-05-30T06:00:00Z" + "0" * 1_000_000,
        "99999-05-30T06:00:00Z",
    ],
)
def test_a_wrong_time_is_explained(text: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        Epoch.from_iso(text)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("t_s", [float("nan"), float("inf"), 1e15, -1e12])
def test_a_time_beyond_the_calendar_is_refused(t_s: float) -> None:
    with pytest.raises(ValueError, match="s after the epoch"):
        Epoch.from_iso("2026-05-30T06:00:00Z").iso(t_s)
