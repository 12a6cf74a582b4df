"""Where the window was: its size, place and docks, kept for the next time. Nothing else is kept here.

The arrangement of docks has a number, and each number its own place in the file: an older program beside a
newer one reads and writes its own and leaves the other's alone. Where this one has none yet, it begins with
that of the version before.
"""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

LAYOUT = 1  # raise it when docks or bars are renamed or go; new ones find their place in an older arrangement
FIRST_FORM = "docks"  # where arrangement 1 was kept before it had a number


def restore_geometry(window: QMainWindow) -> bool:
    """Put the window where it was; return False if it was never open, or what is kept is no arrangement."""
    settings = settings_of_window()
    geometry = settings.value("geometry")
    if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
        return False
    kept = [(number, settings.value(f"arrangement/{number}")) for number in range(LAYOUT, 0, -1)]
    kept.append((1, settings.value(FIRST_FORM)))
    return any(window.restoreState(docks, number) for number, docks in kept if isinstance(docks, QByteArray))


def keep_geometry(window: QMainWindow) -> None:
    """Remember where the window is."""
    settings = settings_of_window()
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue(f"arrangement/{LAYOUT}", window.saveState(LAYOUT))
    settings.sync()


def settings_of_window() -> QSettings:
    """Return the file of it, in the user's configuration folder; what others keep in it stays there."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dawnline", "window")
