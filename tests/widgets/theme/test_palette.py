"""The look of the application: shipped fonts, dark ground, a focus that is seen, no numpy."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dawnline_testing.patience import PATIENCE_S
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.fonts import caps, mono, sans


def test_the_shipped_fonts_are_the_ones_of_the_tokens(families: tuple[str, ...]) -> None:
    assert set(families) == {tokens.SANS, tokens.MONO}


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("font", [sans(), sans(17, QFont.Weight.DemiBold), mono(), caps()])
def test_fonts_are_found(font: QFont) -> None:
    info = QFontInfo(font)
    assert info.family() in {tokens.SANS, tokens.MONO}
    assert info.family() == font.family()
    assert info.weight() == font.weight()


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("font", [sans(13), mono(13)])
def test_numbers_keep_their_width(font: QFont) -> None:
    metrics = QFontMetricsF(font)
    widths = {round(metrics.horizontalAdvance(figure * 8), 3) for figure in "0123456789"}
    assert len(widths) == 1


def test_palette_and_ground_are_dark(dressed: QApplication) -> None:
    assert dressed.palette().color(QPalette.ColorRole.Window) == QColor(tokens.PANEL)
    assert dressed.palette().color(QPalette.ColorRole.WindowText) == QColor(tokens.TEXT)


@pytest.mark.usefixtures("dressed")
def test_focus_is_seen(qtbot: QtBot) -> None:
    button = QPushButton("Open")
    qtbot.addWidget(button)
    button.resize(120, 32)
    with qtbot.waitExposed(button):
        button.show()
    button.activateWindow()
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    focused = button.grab().toImage()
    edge = QColor(focused.pixelColor(60, 0))
    assert edge == QColor(tokens.ACCENT)
    assert plain.pixelColor(60, 0) != edge


def test_the_first_paint_loads_no_numpy() -> None:
    code = (
        "import sys\n"
        "import dawnline_widgets.theme.palette, dawnline_widgets.theme.parts, dawnline_widgets.theme.tiles\n"
        "import dawnline_widgets.theme.shapes, dawnline_widgets.theme.icons\n"
        "print([name for name in ('numpy', 'pyqtgraph', 'vispy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stdout.strip() == "[]"
