"""What tests of widgets share: an application that looks as the program's does."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import dawnline_assets
from dawnline_widgets.theme.palette import apply_theme

FONTS = Path(dawnline_assets.__file__).parent / "fonts"


@pytest.fixture(scope="session")
def families(qapp: QApplication) -> tuple[str, ...]:
    """Dress the application with the shipped fonts, once; return their families."""
    return apply_theme(qapp, [path.read_bytes() for path in sorted(FONTS.glob("*.[ot]tf"))])


@pytest.fixture
def dressed(qapp: QApplication, families: tuple[str, ...]) -> QApplication:
    """Return the dressed application."""
    assert families
    return qapp
