"""Sets of satellites as text: every set comes back, and nothing else is taken for one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.commands.complaint import CommandError
from dawnline.commands.satellite_spans import satellites_of, spans_text


def test_runs_are_spans() -> None:
    assert spans_text(np.array([5, 3, 4, 9, 20, 21])) == "3-5 9 20-21"
    assert spans_text(np.array([], np.int64)) == ""


@given(st.sets(st.integers(0, 3000), min_size=1, max_size=60))
def test_a_set_comes_back(wanted: set[int]) -> None:
    assert satellites_of(spans_text(np.array(list(wanted)))).tolist() == sorted(wanted)


@pytest.mark.parametrize("text", ["", "a", "3,4", "-3", "3-", "5-3", "0-999999999", "1  2", "1.5"])
def test_nothing_else_is_one(text: str) -> None:
    with pytest.raises(CommandError):
        satellites_of(text)
