"""Where the window was: its size, place and docks, kept for the next time. Nothing else is kept here."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

LAYOUT = 1  # raise it when docks or bars change: an older arrangement is then left alone


def restore_geometry(window: QMainWindow) -> bool:
    """Put the window where it was; return False if it was never open, or its arrangement is of old."""
    settings = _settings()
    geometry, docks = settings.value("geometry"), settings.value("docks")
    if not (isinstance(geometry, QByteArray) and isinstance(docks, QByteArray)):
        return False
    return window.restoreGeometry(geometry) and window.restoreState(docks, LAYOUT)


def keep_geometry(window: QMainWindow) -> None:
    """Remember where the window is."""
    settings = _settings()
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue("docks", window.saveState(LAYOUT))
    settings.sync()


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dawnline", "window")
