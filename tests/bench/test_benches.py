"""The benches on tiny inputs: what they print is whole, and each ratio comes of both sides. Never a time."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from dawnline.bench import table
from dawnline.bench.first_window import first_window
from dawnline.bench.globe import globe, million_in_window, python_per_frame, window_frames
from dawnline.bench.inputs import Case, Effort, Inputs
from dawnline.bench.result import PeerError, Result
from dawnline_testing.data import shared_data
from dawnline_testing.small_scenario import write_small_scenario

# Three whole blocks of a run file, and one duel: enough to go through everything once.
TINY = Effort(
    rounds=1,
    slow_rounds=1,
    windows=1,
    turns=1,
    recorded_frames=181,
    screen_frames=10,
    million=3_600,
    play_s=0.2,
    timeout_s=120.0,
)
WITHOUT_A_WINDOW = ("j2-keyframe", "seek", "series", "run-file-size", "simulate", "simulate-network")
UNITS = {"first-window": "ms", "run-file-size": "MB", "simulate": "s", "simulate-network": "s"}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Return two small generated cases."""
    folder = tmp_path_factory.mktemp("bench")
    small = Case("small", write_small_scenario(folder, duration="4h"))
    made = Inputs([small], folder, TINY)
    made.cases.append(cut(made.generated(600)))
    return made


def cut(case: Case) -> Case:
    """Return a case whose day is as short as the other's: what is done for a frame is the same."""
    text = case.file.read_text(encoding="utf-8")
    assert 'duration = "24h"' in text
    case.file.write_text(text.replace('duration = "24h"', 'duration = "4h"'), encoding="utf-8")
    return case


def assert_whole(results: list[Result], bench: str) -> None:
    """Assert that each line has both sides and that its ratio is theirs."""
    for result in results:
        assert result.bench == bench
        assert result.unit == UNITS.get(bench, "ms")
        assert result.ours is not None, result.note
        assert result.peer is not None, result.note
        assert result.ours > 0.0
        assert result.peer > 0.0
        assert math.isclose(result.ratio or 0.0, result.ours / result.peer)
        assert "peer" in result.note


@pytest.mark.parametrize("bench", WITHOUT_A_WINDOW)
def test_each_bench_measures_both_sides_on_two_inputs(bench: str, inputs: Inputs) -> None:
    results = table.results_of(bench, inputs)
    assert len({result.input for result in results}) == len(results) == 2
    assert_whole(results, bench)


@pytest.mark.parametrize(
    ("bench", "measure", "lines"),
    [
        ("first-window", first_window, 4),
        ("globe", window_frames, 4),
        ("globe", python_per_frame, 1),
        ("globe", million_in_window, 8),
    ],
)
def test_each_bench_of_the_window_measures_both_sides(
    bench: str, measure: Callable[[Inputs], list[Result]], lines: int, inputs: Inputs
) -> None:
    results = measure(inputs)
    assert_whole(results, bench)
    assert len(results) == lines
    assert len({(result.input, result.note) for result in results}) == lines


def test_real_element_sets_are_measured_against_the_library(tmp_path: Path) -> None:
    lines = shared_data("tle/oneweb_2026-05-30.tle").read_text(encoding="utf-8").splitlines()[:60]
    file = tmp_path / "few.tle"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with table.open_inputs(str(file)) as made:
        assert [case.elements for case in made.cases] == [file, None]
        few = Inputs(made.cases[:1], made.folder, TINY)
        results = table.results_of("sgp4-keyframe", few)
    assert_whole(results, "sgp4-keyframe")
    assert "20 satellites" in results[0].note


def test_where_there_are_no_element_sets_the_bench_says_what_to_give(inputs: Inputs) -> None:
    (result,) = table.results_of("sgp4-keyframe", inputs)
    assert result.ratio is None
    assert result.note.startswith("not measured: ")
    assert "--elements" in result.note


def test_a_window_without_a_screen_is_not_measured(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for measure in (first_window, window_frames, python_per_frame):
        (result,) = measure(inputs)
        assert "not measured: this machine has no screen" in table.line_of(result)


def test_the_globe_goes_on_where_one_part_cannot_run(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a screen there are no frames of the window, and all else is measured."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    results = globe(inputs)
    without = [result for result in results if "no screen" in result.note]
    assert [result.input for result in without] == ["frames", "python a frame", "a million"]
    assert any(result.input.endswith("upload") and result.ratio is not None for result in results)
    assert any("read back from the shader" in result.note for result in results)


def test_a_peer_that_cannot_run_says_why_and_ends_nothing(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_inputs: Inputs) -> list[Result]:
        raise PeerError("the library is not installed")

    monkeypatch.setitem(table.BENCHES, "seek", broken)
    (result,) = table.results_of("seek", inputs)
    assert result.note == "not measured: the library is not installed"


@pytest.fixture
def _two_cheap_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the table hold a figure and one that is missing."""
    figure = Result("seek", "small", "ms", 3.0, 2.0, 2.0, "peer: a number")
    missing = Result("series", "-", "", None, None, None, "not measured: no reason")
    monkeypatch.setattr(table, "BENCHES", {"seek": lambda _: [figure], "series": lambda _: [missing]})


@pytest.mark.usefixtures("_two_cheap_benches")
def test_json_tells_sides_ratio_and_goal(capsys: pytest.CaptureFixture[str]) -> None:
    assert table.run_benches([], as_json=True, elements=None) == 0
    figure, missing = json.loads(capsys.readouterr().out)
    assert (figure["ours"], figure["peer"], figure["ratio"], figure["goal"]) == (3.0, 2.0, 1.5, 2.0)
    assert (missing["ratio"], missing["note"]) == (None, "not measured: no reason")


@pytest.mark.usefixtures("_two_cheap_benches")
def test_people_read_a_line_for_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert table.run_benches(["seek"], as_json=False, elements=None) == 0
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "1.50x" in said
    assert "goal <= 2x" in said


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(table.UnknownBenchError, match=r"first-window.*globe.*simulate"):
        table.run_benches(["sek"], as_json=False, elements=None)
