"""Help, About Dawnline: by menu and keys, facts to copy, licences and credits, on small screens too."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTextBrowser,
)
from pytestqt.qtbot import QtBot

from dawnline import __version__
from dawnline.shell.about_box import AboutBox
from dawnline.shell.furnish import Furnishing
from dawnline.shell.program import Program
from dawnline.shell.window import DeskWindow
from dawnline_widgets.theme import tokens


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot) -> DeskWindow:
    assert dressed
    window = DeskWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def box(window: DeskWindow, qtbot: QtBot) -> AboutBox:
    """Return the box over a window, as its command opens it."""
    Program(window).open_about()
    box = window.findChild(AboutBox)
    assert box is not None
    box.activateWindow()  # no window manager does it on a bare screen
    qtbot.waitUntil(box.isActiveWindow)
    return box


def test_it_says_what_runs_here(box: AboutBox) -> None:
    facts = dict(line.split(": ", 1) for line in box.report.splitlines())
    assert list(facts) == ["Version", "Build", "Licence", "System", "Python", "Qt", "OpenGL", "Screen"]
    assert facts["Version"] == __version__
    assert facts["Build"].startswith("from source")
    assert facts["Licence"] == "MIT"
    assert re.fullmatch(r"3\.\d+\.\d+", facts["Python"])
    assert re.match(r"Qt 6\.\d+\.\d+, PySide6 6\.\d+\.\d+, xcb", facts["Qt"])
    assert re.match(r"\d\.\d.*, .*llvmpipe", facts["OpenGL"])
    assert facts["Screen"] == "1920x1200 pixels, scale 1"


def test_one_key_copies_it_and_escape_closes(box: AboutBox, window: DeskWindow, qtbot: QtBot) -> None:
    copy = next(b for b in box.findChildren(QPushButton) if b.text() == "Copy for a bug report")
    for _ in range(8):
        if copy.hasFocus():
            break
        qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Tab)
    assert copy.hasFocus()
    qtbot.keyClick(copy, Qt.Key.Key_Space)
    text = QGuiApplication.clipboard().text()
    assert text == box.report
    assert not re.search(r"[/\\](home|root|work|Users|tmp)\b", text), "no folder of a person"
    with qtbot.waitSignal(box.destroyed):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_every_work_has_its_licence(box: AboutBox, qtbot: QtBot) -> None:
    tabs = box.findChild(QTabWidget)
    assert tabs.hasFocus()
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    page = tabs.currentWidget()
    names, text = page.findChild(QListWidget), page.findChild(QPlainTextEdit)
    assert names.isVisible()
    said = {}
    for row in range(names.count()):
        names.setCurrentRow(row)
        said[names.item(row).text()] = text.toPlainText()
    assert said["Dawnline: MIT"].startswith("MIT License")
    assert "You may replace them by versions of your own" in said["Qt and PySide6: LGPL-3.0"]
    for work in ("numpy", "vispy", "pyqtgraph", "pydantic", "numba", "sgp4", "Python", "pyside6-essentials"):
        (name,) = [name for name in said if name.startswith(f"{work} ")]
        assert len(said[name]) > 400, f"{name} has a text"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in said[next(n for n in said if n.startswith("pyside6"))]
    assert not text.isEnabled() or text.isReadOnly()


def test_credits_name_where_data_and_textures_come_from(box: AboutBox, qtbot: QtBot) -> None:
    tabs = box.findChild(QTabWidget)
    tabs.setCurrentIndex(2)
    page = tabs.currentWidget()
    names, text = page.findChild(QListWidget), page.findChild(QTextBrowser)
    said = {}
    for row in range(names.count()):
        names.setCurrentRow(row)
        said[names.item(row).text()] = text.toPlainText()
        assert text.verticalScrollBar().value() == 0
    assert "NASA Earth Observatory" in said["Textures"]
    assert "Natural Earth" in said["Geography"]
    assert "SIL OFL 1.1" in said["Fonts"]
    assert qtbot


def test_it_is_dark_and_fits_a_small_screen(box: AboutBox) -> None:
    assert box.width() <= 1280 - 40
    assert box.height() <= 720 - 80
    assert box.minimumSizeHint().height() <= 600
    assert box.grab().toImage().pixelColor(4, 4).name() == tokens.PANEL.lower()


def test_the_menu_opens_it_and_twice_leaves_nothing(desk: Furnishing, qtbot: QtBot) -> None:
    for _ in range(2):
        desk.window.findChild(QAction, "help.about").trigger()
        box = desk.window.findChild(AboutBox)
        with qtbot.waitSignal(box.destroyed):
            box.findChildren(QPushButton)[-1].click()
    assert not desk.window.findChildren(QDialog)
