"""The window: panels that float and come back, full screen, dropped files, words that fit, and its end."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from dawnline.shell.furnish import Furnishing
from dawnline_testing.patience import PATIENCE_MS

OpenDesk = Callable[..., Furnishing]
SAME_PIXELS = 1.5  # mean difference of a channel, of 255, that drawing again may make


def picture(desk: Furnishing) -> QImage:
    """Return the globe as a person sees it, settled."""
    QApplication.processEvents()
    desk.settle()
    return desk.globe_place.globe.picture()


def pixels(image: QImage) -> np.ndarray:
    """Return the pixels (h, w, 3), int16."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return flat[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4)[..., :3].astype(np.int16)


def difference(left: QImage, right: QImage) -> float:
    assert left.size() == right.size()
    return float(np.abs(pixels(left) - pixels(right)).mean())


def test_floating_redocking_and_full_screen_keep_the_globe(desk: Furnishing, qtbot: QtBot) -> None:
    before = picture(desk)
    assert pixels(before).max() > 200  # there is an Earth
    for name, dock in desk.window.docks.items():
        dock.setFloating(True)
        qtbot.waitUntil(dock.isWindow)
        assert pixels(picture(desk)).max() > 200, name
        dock.setFloating(False)
        qtbot.waitUntil(lambda dock=dock: not dock.isWindow())
    qtbot.waitUntil(lambda: desk.globe_place.globe.size() == before.size())
    assert difference(picture(desk), before) < SAME_PIXELS
    desk.invoker.run("view.full_screen")
    qtbot.waitUntil(desk.window.isFullScreen)
    assert pixels(picture(desk)).max() > 200
    desk.invoker.run("view.full_screen")
    qtbot.waitUntil(lambda: not desk.window.isFullScreen())
    qtbot.waitUntil(lambda: desk.globe_place.globe.size() == before.size())
    assert difference(picture(desk), before) < SAME_PIXELS


def test_a_hidden_panel_gives_its_room_and_is_not_asked(desk: Furnishing, qtbot: QtBot) -> None:
    wide = desk.globe_place.globe.width()
    for panel in ("table", "inspector", "timeline"):
        assert desk.invoker.run(f"view.{panel}")
        qtbot.waitUntil(lambda panel=panel: not desk.window.docks[panel].isVisible())
    qtbot.waitUntil(lambda: desk.globe_place.globe.width() > wide + 500)
    for panel in ("table", "inspector", "timeline"):
        assert desk.invoker.run(f"view.{panel}")
    qtbot.waitUntil(lambda: desk.globe_place.globe.width() == wide)


def test_a_dropped_file_is_opened(open_desk: OpenDesk, run_file: Path, qtbot: QtBot) -> None:
    desk = open_desk()
    drop(desk.window, [QUrl.fromLocalFile(str(run_file))])
    qtbot.waitUntil(lambda: desk.session.recording is not None)
    assert desk.session.recording is not None
    assert desk.session.recording.path == run_file
    qtbot.waitUntil(lambda: desk.window.top_bar.title_text.startswith("Small:"))


def test_a_dropped_file_that_cannot_be_opened_is_said(desk: Furnishing, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "bad.dawn"
    bad.write_bytes(b"no run")
    drop(desk.window, [QUrl.fromLocalFile(str(bad))])
    qtbot.waitUntil(lambda: str(bad) in desk.window.notice.text)
    assert desk.session.recording is not None


def test_other_drops_are_refused(desk: Furnishing) -> None:
    for urls in (["https://example.org/a.dawn"], ["file:///a.dawn", "file:///b.dawn"], []):
        assert not drop(desk.window, [QUrl(url) for url in urls])


def drop(window: QWidget, urls: list[QUrl]) -> bool:
    """Drag and drop as Qt delivers it; return whether the window wanted it."""
    content = QMimeData()
    content.setUrls(urls)
    button, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, content, button, no_key)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        where = QPointF(300, 300)
        QApplication.sendEvent(window, QDropEvent(where, Qt.DropAction.CopyAction, content, button, no_key))
    return enter.isAccepted()


@pytest.mark.parametrize("size", [(1280, 720), (1280, 800), (1920, 1080)])
def test_no_word_of_the_top_bar_is_cut(
    size: tuple[int, int], open_desk: OpenDesk, run_file: Path, qtbot: QtBot
) -> None:
    desk = open_desk(run_file, size)
    bar = desk.window.top_bar
    qtbot.waitUntil(desk.globe_place.globe.isVisible)
    picture(desk)
    assert (desk.window.width(), desk.window.height()) == size
    labels = [label for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(labels) >= 4
    cut = [
        label.text()
        for label in labels
        if label.sizeHint().width() > label.width() or label.sizeHint().height() > label.height()
    ]
    assert cut == []
    assert all(bar.rect().contains(child.geometry()) for child in bar.findChildren(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if child.isVisible())  # fmt: skip


def test_the_notice_stays_within_the_globe_and_goes_when_dismissed(desk: Furnishing, qtbot: QtBot) -> None:
    window = desk.window
    window.show_notice("Something", tuple(f"line {number}" for number in range(30)))
    qtbot.waitUntil(window.notice.isVisible)
    assert "and 22 more" in window.notice.text
    centre = window.centralWidget()
    for size in ((1100, 720), (1600, 1000)):
        window.resize(*size)
        qtbot.waitUntil(lambda: centre.rect().contains(window.notice.geometry()))
    dismiss = next(child for child in window.notice.children() if hasattr(child, "click"))
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert window.notice.isHidden()


def test_closing_ends_worker_threads_and_the_clock(open_desk: OpenDesk, scenario: Path, qtbot: QtBot) -> None:
    desk = open_desk()
    text = scenario.read_text(encoding="utf-8").replace('duration = "2h"', 'duration = "2000h"')
    long = scenario.with_name("long.toml")
    long.write_text(text, encoding="utf-8")
    desk.files.open(long)
    qtbot.waitUntil(lambda: desk.session.recording is not None, timeout=PATIENCE_MS)
    assert desk.files.simulating
    desk.window.close()
    assert not desk.files.simulating
    assert desk.session.recording is None


def test_nothing_of_the_last_run_is_shown_when_another_is_awaited(
    desk: Furnishing, scenario: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: desk.window.top_bar.title_text.startswith("Small:"))
    picture(desk)
    text = scenario.read_text(encoding="utf-8").replace("planes = 12", "planes = -12")
    bad = scenario.with_name("never.toml")
    bad.write_text(text, encoding="utf-8")
    desk.files.open(bad)
    qtbot.waitUntil(lambda: not desk.window.notice.isHidden(), timeout=PATIENCE_MS)
    picture(desk)
    assert desk.window.top_bar.title_text == "never"
    shown = {label.text() for label in desk.window.findChildren(QLabel) if label.isVisible()}
    assert not [words for words in shown if "164" in words or "SHELL-P0" in words or "Small:" in words]
    view = desk.window.docks["table"].findChild(QTableView)
    assert view.model().rowCount() == 0
