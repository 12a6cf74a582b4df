"""Instants as people write them: whatever start and step a run has, the end that is printed is the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.cli.complaint import UserError
from dawnline.cli.instant import instant_s
from dawnline.orbits.epoch import Epoch


@given(
    start=st.integers(0, 86_399),
    step_s=st.sampled_from([0.5, 1.0, 7.0, 60.0, 90.5, 3600.0]),
    frames=st.integers(1, 20_000),
)
def test_the_printed_time_of_a_frame_is_that_frame(start: int, step_s: float, frames: int) -> None:
    epoch = Epoch.from_iso("2026-05-30T00:00:00Z").shifted(float(start))
    epoch = Epoch.from_iso(epoch.iso())
    end_s = frames * step_s
    assert instant_s(epoch.iso(end_s), start=epoch, duration_s=end_s) == end_s
    assert instant_s(epoch.iso(), start=epoch, duration_s=end_s) == 0.0


def test_a_moment_behind_the_end_is_outside() -> None:
    epoch = Epoch.from_iso("2026-05-30T06:00:00Z")
    for text in ("2026-05-30T07:00:00.001Z", "+3601s", "2026-05-30T05:59:59Z"):
        with pytest.raises(UserError, match="outside the run"):
            instant_s(text, start=epoch, duration_s=3600.0)
