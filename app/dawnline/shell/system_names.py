"""What the operating system is told of the program: its names, and how it scales."""

import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from dawnline import __version__

NAME = "Dawnline"
# The menu entry is called so on Linux: window managers find icon and name by it.
DESKTOP_FILE = "dawnline"


def name_process() -> None:
    """Say what must be said before there is an application."""
    # A dock that floats must not take the globe's buffers with it.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setApplicationDisplayName(NAME)
    QGuiApplication.setDesktopFileName(DESKTOP_FILE)
    # 125 % and 150 % as they are: rounded, everything would be a quarter too large or too small.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    if sys.platform == "win32":
        _name_for_taskbar()


def _name_for_taskbar() -> None:
    """Let Windows' taskbar show our icon, where it would show Python's.

    An installed program has one by its own path, which a pinned button shares; a name would part the two.
    """
    if not getattr(sys, "frozen", False):
        import ctypes

        # https://learn.microsoft.com/windows/win32/shell/appids: CompanyName.ProductName.SubProduct.Version
        shell = ctypes.windll.shell32  # type: ignore[attr-defined,unused-ignore]
        shell.SetCurrentProcessExplicitAppUserModelID(f"Dawnline.Dawnline.Desk.{__version__}")
