"""The window opens where it was; what is no arrangement of it is left alone."""

from PySide6.QtCore import QSettings

from dawnline.shell.geometry import keep_geometry, restore_geometry
from dawnline.shell.window import DeskWindow


def test_size_and_docks_come_back(dressed, qtbot) -> None:
    assert dressed
    first = DeskWindow()
    qtbot.addWidget(first)
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


def test_damaged_settings_are_left_alone(dressed, qtbot) -> None:
    assert dressed
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dawnline", "window")
    settings.setValue("geometry", "nonsense")
    settings.setValue("docks", 7)
    settings.sync()
    window = DeskWindow()
    qtbot.addWidget(window)
    assert not restore_geometry(window)
