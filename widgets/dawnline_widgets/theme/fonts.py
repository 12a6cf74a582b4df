"""The fonts of the look: the sans with figures of one width, the mono, and how wide caps are spaced."""

from PySide6.QtGui import QFont

from dawnline_widgets.theme import tokens


def sans(px: int = tokens.BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the sans at ``px`` pixels; its figures all have one width, so numbers do not jump."""
    font = QFont(tokens.SANS)
    font.setPixelSize(px)
    font.setWeight(weight)
    tabular = QFont.Tag.fromString("tnum")
    if tabular is not None:
        font.setFeature(tabular, 1)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def mono(px: int = tokens.BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the mono at ``px`` pixels, for clocks and numbers in columns."""
    font = QFont(tokens.MONO)
    font.setPixelSize(px)
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def caps() -> QFont:
    """Return the font of a group's heading: small, bold, spaced. The caller writes capitals."""
    font = sans(tokens.CAPS_PX, QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108.0)
    return font
