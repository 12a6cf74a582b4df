"""The window opens where it was; what is no arrangement of it, or of a newer program, is left alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from dawnline.shell import geometry
from dawnline.shell.geometry import FIRST_FORM, LAYOUT, keep_geometry, restore_geometry, settings_of_window
from dawnline.shell.window import DeskWindow


@pytest.fixture(autouse=True)
def no_settings() -> Iterator[None]:
    settings_of_window().clear()
    yield
    settings_of_window().clear()


@pytest.fixture
def window(dressed, qtbot: QtBot) -> DeskWindow:
    assert dressed
    window = DeskWindow()
    qtbot.addWidget(window)
    return window


def test_size_and_docks_come_back(window: DeskWindow, qtbot: QtBot) -> None:
    first = window
    first.resize(1111, 777)
    first.docks["inspector"].hide()
    first.show()
    keep_geometry(first)
    first.close()
    second = DeskWindow()
    qtbot.addWidget(second)
    assert restore_geometry(second)
    assert (second.width(), second.height()) == (1111, 777)
    assert second.docks["inspector"].isHidden()
    assert not second.docks["table"].isHidden()


def test_damaged_settings_are_left_alone(window: DeskWindow) -> None:
    settings = settings_of_window()
    settings.setValue("geometry", "nonsense")
    settings.setValue(f"arrangement/{LAYOUT}", 7)
    settings.sync()
    assert not restore_geometry(window)
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue(f"arrangement/{LAYOUT}", QByteArray(b"no arrangement"))
    settings.sync()
    assert not restore_geometry(window)


def write_older_form(qtbot: QtBot) -> QByteArray:
    """Write the file as the first version did: no numbers, and a window without the network's panel."""
    older = QMainWindow()
    qtbot.addWidget(older)
    for name in ("dock-table", "dock-inspector", "dock-timeline"):
        dock = QDockWidget(name)
        dock.setObjectName(name)
        older.addDockWidget(geometry_area(name), dock)
        dock.setHidden(name == "dock-inspector")
    older.resize(1234, 765)
    older.show()
    kept = older.saveState(1)
    settings = settings_of_window()
    settings.setValue("geometry", older.saveGeometry())
    settings.setValue(FIRST_FORM, kept)
    settings.setValue("language", "of another program's making")
    settings.sync()
    return kept


def geometry_area(name: str) -> object:
    from dawnline.shell.window import DOCKS

    return DOCKS[name.removeprefix("dock-")][1]


def test_a_file_of_the_older_form_is_read_and_kept(window: DeskWindow, qtbot: QtBot) -> None:
    kept = write_older_form(qtbot)
    assert restore_geometry(window)
    window.show()
    assert (window.width(), window.height()) == (1234, 765)
    assert window.docks["inspector"].isHidden()
    assert window.docks["table"].isVisible()
    window.docks["network"].show()  # new since then: it has a place
    assert window.docks["network"].isVisible()
    keep_geometry(window)
    after = settings_of_window()
    assert after.value(FIRST_FORM) == kept, "the older program still finds its own"
    assert after.value("language") == "of another program's making"
    assert isinstance(after.value(f"arrangement/{LAYOUT}"), QByteArray)


def test_a_newer_program_beside_this_one_keeps_its_arrangement(window: DeskWindow) -> None:
    keep_geometry(window)
    newer = f"arrangement/{LAYOUT + 1}"
    settings = settings_of_window()
    settings.setValue(newer, QByteArray(b"what only the newer one understands"))
    settings.setValue("theme", "high contrast")
    settings.sync()
    assert restore_geometry(window)
    keep_geometry(window)
    after = settings_of_window()
    assert after.value(newer) == QByteArray(b"what only the newer one understands")
    assert after.value("theme") == "high contrast"


def test_the_version_behind_this_one_begins_with_its_arrangement(
    window: DeskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.docks["table"].hide()
    window.show()
    keep_geometry(window)
    before = settings_of_window().value(f"arrangement/{LAYOUT}")
    monkeypatch.setattr(geometry, "LAYOUT", LAYOUT + 1)
    newer = DeskWindow()
    qtbot.addWidget(newer)
    assert restore_geometry(newer)
    assert newer.docks["table"].isHidden()
    newer.docks["table"].show()
    keep_geometry(newer)
    assert settings_of_window().value(f"arrangement/{LAYOUT}") == before
