"""The shelf of kept runs: a name for each content, the oldest forgotten, never one that is written."""

import os
from pathlib import Path

import pytest

from dawnline import __version__
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.recording.writer_lock import lock_path
from dawnline.shell import run_shelf
from dawnline.shell.run_shelf import (
    KEPT_OF_OTHERS,
    KEPT_RUNS,
    forget_old_runs,
    own_path_beside,
    run_path_for,
    runs_folder,
)
from dawnline_testing.small_run import small_frame, small_header, write_small_run


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a shelf of its own."""
    monkeypatch.setattr(run_shelf, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    runs_folder().mkdir(parents=True)
    return runs_folder()


def named(name: object, version: str = __version__) -> str:
    """Return the file name of a run that a version keeps."""
    return f"{name}-v{version}.dawn"


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
        path = write_small_run(shelf / named(age), frames=2)
        os.utime(path, (1e9 - age, 1e9 - age))
    keep = write_small_run(shelf / named("keep"), frames=2)
    os.utime(keep, (1e8, 1e8))
    with RunWriter(shelf / named("running"), small_header(7, 9)) as writer:
        writer.append(small_frame(7, 0))
        writer.flush()
        os.utime(writer.path, (1e7, 1e7))
        forget_old_runs(keep=keep)
        left = {path.name for path in shelf.glob("*.dawn")}
        assert left == {named(age) for age in range(KEPT_RUNS)} | {named("keep"), named("running")}


def test_runs_of_another_version_do_not_count_and_stay(shelf: Path) -> None:
    """One beside this one, or the one before it, whose names had no version."""
    others = [named(age, "0.0.9") for age in range(3)] + [f"welcome-{age}.dawn" for age in range(3)]
    for name in others:
        os.utime(write_small_run(shelf / name, frames=2), (1e8, 1e8))
    for age in range(KEPT_RUNS + 2):
        os.utime(write_small_run(shelf / named(age), frames=2), (1e9 - age, 1e9 - age))
    forget_old_runs(keep=shelf / named(0))
    left = {path.name for path in shelf.glob("*.dawn")}
    assert left == {named(age) for age in range(KEPT_RUNS)} | set(others)
    with Recording.open(shelf / others[0]) as recording:
        assert recording.frame_count == 2


def test_many_runs_of_others_do_not_stay_for_ever(shelf: Path) -> None:
    for age in range(KEPT_OF_OTHERS + 3):
        os.utime(write_small_run(shelf / named(age, f"0.0.{age}"), frames=2), (1e9 - age, 1e9 - age))
    forget_old_runs(keep=shelf / named("keep"))
    left = {path.name for path in shelf.glob("*.dawn")}
    assert left == {named(age, f"0.0.{age}") for age in range(KEPT_OF_OTHERS)}


def test_what_this_window_keeps_counts_as_its_own(tmp_path: Path, shelf: Path) -> None:
    scenario = tmp_path / "s.toml"
    scenario.write_text("[scenario]\n", encoding="utf-8")
    path = run_path_for(scenario, ())
    for number in range(KEPT_RUNS + 1):
        os.utime(write_small_run(shelf / named(number), frames=2), (1e9 + number, 1e9 + number))
    for own in (path, own_path_beside(path)):
        os.utime(write_small_run(own, frames=2), (1e8, 1e8))
    forget_old_runs(keep=shelf / named(0))
    assert not path.exists()
    assert not own_path_beside(path).exists()


def test_what_a_killed_worker_left_is_forgotten_whole(shelf: Path) -> None:
    killed = shelf / named("killed")
    beside = [killed.with_name(killed.name + end) for end in ("-wal", "-shm")]
    for path in (killed, *beside, lock_path(killed)):
        path.write_bytes(b"")
        os.utime(path, (1e7, 1e7))
    for number in range(KEPT_RUNS):
        write_small_run(shelf / named(number), frames=2)
    forget_old_runs(keep=shelf / named(0))
    assert sorted(path.name for path in shelf.iterdir()) == [named(number) for number in range(KEPT_RUNS)]
