"""The start of the real window: what is loaded before the first paint, before the lit globe, and after."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dawnline_testing.patience import PATIENCE_S

STORY = Path(__file__).with_name("startup_story.py")
AFTER_THE_PAINT = {"numpy", "pydantic", "vispy", "sgp4", "sqlite3", "numcodecs"}
AFTER_THE_GLOBE = {"pyqtgraph"}
NEVER = {"numba", "scipy", "skyfield"}  # on the way to a window; they cost more than all the rest


@pytest.fixture(scope="module")
def loaded() -> dict[str, set[str]]:
    """Return the packages that the program has loaded at each stage of its start."""
    done = subprocess.run(
        [sys.executable, str(STORY)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {stage["stage"]: set(stage["packages"]) for stage in told}


def test_the_stages_come_in_their_order(loaded: dict[str, set[str]]) -> None:
    assert list(loaded) == ["painted", "globe", "furnished"]
    assert loaded["painted"] < loaded["globe"] < loaded["furnished"]


def test_the_first_paint_waits_for_qt_and_the_theme_only(loaded: dict[str, set[str]]) -> None:
    assert {"PySide6", "dawnline", "dawnline_widgets"} <= loaded["painted"]
    assert not loaded["painted"] & (AFTER_THE_PAINT | AFTER_THE_GLOBE | NEVER)


def test_the_lit_globe_waits_for_vispy_and_not_for_the_rooms_below(loaded: dict[str, set[str]]) -> None:
    assert {"numpy", "vispy"} <= loaded["globe"]
    assert not loaded["globe"] & (AFTER_THE_GLOBE | NEVER | {"pydantic", "sgp4", "sqlite3", "numcodecs"})


def test_the_furnished_window_has_its_plots_and_none_of_the_slow_libraries(
    loaded: dict[str, set[str]],
) -> None:
    assert {"pyqtgraph", "pydantic"} <= loaded["furnished"]
    assert not loaded["furnished"] & NEVER
