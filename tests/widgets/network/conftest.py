"""What tests of the network's widgets share: showing one, and looking at its pixels."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return what shows a widget at a size and waits for it."""

    def shown(widget: QWidget, width: int, height: int) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()

    return shown
