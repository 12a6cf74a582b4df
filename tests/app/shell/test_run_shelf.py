"""The shelf of kept runs: a name for each content, the oldest forgotten, never one that is written."""

import os
from pathlib import Path

import pytest

from dawnline.recording.writer import RunWriter
from dawnline.recording.writer_lock import lock_path
from dawnline.shell import run_shelf
from dawnline.shell.run_shelf import KEPT_RUNS, forget_old_runs, own_path_beside, run_path_for, runs_folder
from dawnline_testing.small_run import small_frame, small_header, write_small_run


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a shelf of its own."""
    monkeypatch.setattr(run_shelf, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    runs_folder().mkdir(parents=True)
    return runs_folder()


def test_a_path_is_a_function_of_the_content(tmp_path: Path, shelf: Path) -> None:
    scenario, elements = tmp_path / "s.toml", tmp_path / "e.tle"
    scenario.write_text("[scenario]\n", encoding="utf-8")
    elements.write_text("one", encoding="utf-8")
    plain = run_path_for(scenario, ())
    assert plain.parent == shelf
    assert run_path_for(scenario, ()) == plain
    paths = [plain, run_path_for(scenario, (str(elements),)), run_path_for(scenario, (f"a={elements}",))]
    elements.write_text("two", encoding="utf-8")
    paths.append(run_path_for(scenario, (str(elements),)))
    scenario.write_text("[scenario]\nseed = 2\n", encoding="utf-8")
    paths.append(run_path_for(scenario, ()))
    assert len(set(paths)) == len(paths)


def test_the_element_file_that_a_scenario_names_counts(tmp_path: Path) -> None:
    scenario, elements = tmp_path / "s.toml", tmp_path / "e.tle"
    scenario.write_text('[[fleet]]\nname = "a"\nfile = "e.tle"\n', encoding="utf-8")
    without = run_path_for(scenario, ())
    elements.write_text("one", encoding="utf-8")
    first = run_path_for(scenario, ())
    elements.write_text("two", encoding="utf-8")
    assert len({without, first, run_path_for(scenario, ())}) == 3


@pytest.mark.parametrize("text", ["fleet = 3", "fleet = [1]", "[[fleet]]\nfile = 3", "a = [" * 5000, "\0"])
def test_a_scenario_that_is_wrong_has_a_path_too(text: str, tmp_path: Path) -> None:
    scenario = tmp_path / "s.toml"
    scenario.write_text(text, encoding="utf-8")
    assert run_path_for(scenario, ()).suffix == ".dawn"


def test_a_scenario_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    scenario, outside = folder / "s.toml", tmp_path / "e.tle"
    scenario.write_text('[[fleet]]\nfile = "../e.tle"\n', encoding="utf-8")
    before = run_path_for(scenario, ())
    outside.write_text("one", encoding="utf-8")
    assert run_path_for(scenario, ()) == before


def test_two_windows_have_two_paths(tmp_path: Path) -> None:
    path = tmp_path / "welcome-0123.dawn"
    assert own_path_beside(path) == tmp_path / f"welcome-0123-{os.getpid()}.dawn"


def test_old_runs_are_forgotten_and_running_ones_never(shelf: Path) -> None:
    for age in range(KEPT_RUNS + 3):
        path = write_small_run(shelf / f"{age}.dawn", frames=2)
        os.utime(path, (1e9 - age, 1e9 - age))
    keep = write_small_run(shelf / "keep.dawn", frames=2)
    os.utime(keep, (1e8, 1e8))
    with RunWriter(shelf / "running.dawn", small_header(7, 9)) as writer:
        writer.append(small_frame(7, 0))
        writer.flush()
        os.utime(writer.path, (1e7, 1e7))
        forget_old_runs(keep=keep)
        left = {path.stem for path in shelf.glob("*.dawn")}
        assert left == {str(age) for age in range(KEPT_RUNS)} | {"keep", "running"}


def test_what_a_killed_worker_left_is_forgotten_whole(shelf: Path) -> None:
    killed = shelf / "killed.dawn"
    for path in (killed, killed.with_name("killed.dawn-wal"), killed.with_name("killed.dawn-shm"),
                 lock_path(killed)):  # fmt: skip
        path.write_bytes(b"")
        os.utime(path, (1e7, 1e7))
    for number in range(KEPT_RUNS):
        write_small_run(shelf / f"{number}.dawn", frames=2)
    forget_old_runs(keep=shelf / "0.dawn")
    assert sorted(path.name for path in shelf.iterdir()) == [f"{number}.dawn" for number in range(KEPT_RUNS)]
