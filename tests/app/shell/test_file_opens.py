"""A double click on macOS is an event: it opens the file, also one that came before the window was ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline.shell.file_opens import FileOpens
from dawnline.shell.furnish import Furnishing


@pytest.fixture
def opens(dressed: QApplication) -> Iterator[FileOpens]:
    opens = FileOpens(dressed)
    yield opens
    opens.end()
    opens.deleteLater()


def double_click(app: QApplication, path: Path) -> bool:
    return QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_it_opens_in_the_window_that_is_there(
    opens: FileOpens, dressed: QApplication, desk: Furnishing, run_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "a run with spaces.dawn"
    copy.write_bytes(run_file.read_bytes())
    opens.serve(lambda name: desk.invoker.run("file.open", name))
    assert double_click(dressed, copy)
    qtbot.waitUntil(lambda: desk.session.recording is not None and desk.session.recording.path == copy)


def test_the_last_file_waits_for_the_window(opens: FileOpens, dressed: QApplication, tmp_path: Path) -> None:
    opened: list[str] = []
    assert opens.take() is None
    for name in ("first.dawn", "second.dawn"):
        double_click(dressed, tmp_path / name)
    opens.serve(opened.append)
    assert opened == [str(tmp_path / "second.dawn")]
    double_click(dressed, tmp_path / "third.dawn")
    assert opened[1:] == [str(tmp_path / "third.dawn")]
    assert opens.take() is None


def test_the_start_may_take_what_waits_in_place_of_its_own(
    opens: FileOpens, dressed: QApplication, tmp_path: Path
) -> None:
    opened: list[str] = []
    double_click(dressed, tmp_path / "asked.toml")
    assert opens.take() == tmp_path / "asked.toml"
    opens.serve(opened.append)
    assert opened == []


def test_other_events_and_addresses_elsewhere_are_left_alone(opens: FileOpens, dressed: QApplication) -> None:
    assert not opens.eventFilter(QObject(), QEvent(QEvent.Type.LanguageChange))
    assert not opens.eventFilter(dressed, QFileOpenEvent(QUrl("https://example.org/x.dawn")))
    assert opens.take() is None
    opens.end()
    double_click(dressed, Path("/nowhere.dawn"))
    assert opens.take() is None
