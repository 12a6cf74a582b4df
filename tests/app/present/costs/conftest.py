"""Made-up runs without prices: what is told of them is of assumptions alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dawnline_testing.made_run import MakeRun, made_runs


@pytest.fixture
def engine_run(tmp_path: Path) -> Iterator[MakeRun]:
    """Return a function that writes a healthy run of two sites, changed by a function, and opens it."""
    yield from made_runs(tmp_path)
