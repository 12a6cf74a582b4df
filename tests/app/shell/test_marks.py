"""Marks and watchlists: groups of satellites, kept by id, found again in other runs, never lost."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dawnline.commands.complaint import CommandError
from dawnline.recording.recording import Recording
from dawnline.shell.marks import Marks
from dawnline.shell.session import Session
from dawnline.shell.watchlists import FILE, Watchlists


def indices(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


@pytest.fixture
def session(run_file: Path, qtbot: QtBot):
    assert qtbot
    session = Session()
    session.open(Recording.open(run_file), playing=False)
    yield session
    session.close()


def test_marks_replace_add_and_remove(session: Session, tmp_path: Path) -> None:
    marks = Marks(session, Watchlists(tmp_path / FILE))
    marks.mark(indices(9, 3, 3), "replace")
    assert marks.marked.tolist() == [3, 9]
    marks.mark(indices(4, 9), "add")
    assert marks.marked.tolist() == [3, 4, 9]
    marks.mark(indices(3, 100), "remove")
    assert marks.marked.tolist() == [4, 9]
    marks.list_only(True)
    with pytest.raises(CommandError, match="satellites 0 to 163, and no 164"):
        marks.mark(indices(164), "add")
    marks.mark(indices(), "replace")
    assert not marks.listed  # an empty list would help nobody


def test_another_run_has_nobody_marked(session: Session, run_file: Path, tmp_path: Path) -> None:
    marks = Marks(session, Watchlists(tmp_path / FILE))
    marks.mark(indices(1), "replace")
    session.open(Recording.open(run_file), playing=False)
    assert not len(marks.marked)


def test_a_watchlist_is_found_again_by_id(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "folder" / FILE
    marks = Marks(session, Watchlists(path))
    assert marks.watchlists == ()
    marks.mark(indices(2, 7), "replace")
    marks.save('the "odd" ones')
    marks.save("b")
    marks.mark(indices(), "replace")
    again = Marks(session, Watchlists(path))
    assert again.watchlists == ("b", 'the "odd" ones')
    again.load('the "odd" ones')
    assert again.marked.tolist() == [2, 7]
    again.delete("b")
    assert Watchlists(path).names == ('the "odd" ones',)
    assert [entry.name for entry in path.parent.iterdir()] == [FILE]  # nothing half written is left
    assert session.recording is not None
    assert session.recording.header.fleet.satellites.ids[7] in path.read_text()


def test_a_name_that_is_none_and_a_list_that_is_elsewhere(session: Session, tmp_path: Path) -> None:
    lists = Watchlists(tmp_path / FILE)
    lists.save("others", ("satellite:else/NOBODY-1",))
    marks = Marks(session, lists)
    with pytest.raises(CommandError, match="none of the 1 satellites"):
        marks.load("others")
    with pytest.raises(CommandError, match=r"did you mean others\?"):
        marks.load("other")
    with pytest.raises(CommandError, match="no watchlist"):
        marks.delete("mine")


@pytest.mark.parametrize("text", ["= nothing", "watchlist = 3", "[[watchlist]]\nname = 5\n", "\udcff"])
def test_a_file_that_cannot_be_read_is_said_and_kept(session: Session, tmp_path: Path, text: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    marks = Marks(session, Watchlists(path))
    marks.mark(indices(5), "replace")
    with pytest.raises(CommandError, match="are kept as"):
        marks.save("mine")
    marks.save("mine")  # it was put aside: now there is room
    assert Watchlists(path).names == ("mine",)
    assert path.with_name(FILE + ".bad").read_bytes() == text.encode("utf-8", "surrogateescape")


def test_a_folder_that_cannot_be_written_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    marks = Marks(session, Watchlists(tmp_path / "file" / FILE))
    marks.mark(indices(5), "replace")
    with pytest.raises(CommandError, match=r"cannot be (read|written)"):
        marks.save("mine")
