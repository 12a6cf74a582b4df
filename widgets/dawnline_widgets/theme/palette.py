"""Gives an application the look: fonts, Fusion with an own palette, the stylesheet.

Used before the first paint, so nothing here loads numpy.
"""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.stylesheet import stylesheet


def apply_theme(app: QApplication, fonts: Sequence[bytes]) -> tuple[str, ...]:
    """Dress ``app``; ``fonts`` are font files (OTF, TTF). Return the families that they hold.

    Bytes that are no font are skipped: the system's own sans then stands in.
    """
    families: list[str] = []
    for content in fonts:
        number = QFontDatabase.addApplicationFontFromData(QByteArray(content))
        if number >= 0:
            families.extend(QFontDatabase.applicationFontFamilies(number))
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark)  # for native dialogs; bare xcb ignores it
    app.setStyle("Fusion")
    app.setPalette(palette())
    app.setFont(sans())
    app.setStyleSheet(stylesheet())
    return tuple(dict.fromkeys(families))


def palette() -> QPalette:
    """Return the palette of the dark theme."""
    role = QPalette.ColorRole
    result = QPalette()
    for names, token in (
        ((role.Window, role.AlternateBase), tokens.PANEL),
        ((role.Base,), tokens.BACKGROUND),
        ((role.Button, role.ToolTipBase), tokens.RAISED),
        ((role.WindowText, role.Text, role.ButtonText, role.BrightText, role.ToolTipText), tokens.TEXT),
        ((role.PlaceholderText,), tokens.MUTED),
        ((role.Highlight,), tokens.SELECTED),
        ((role.HighlightedText,), tokens.TEXT),
        ((role.Link, role.Accent), tokens.ACCENT),
        ((role.LinkVisited,), tokens.VIOLET),
        ((role.Light, role.Midlight), tokens.LINE),
        ((role.Mid, role.Dark, role.Shadow), tokens.BACKGROUND),
    ):
        for name in names:
            result.setColor(name, colour(token))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, mixed(tokens.MUTED, tokens.PANEL, 0.8))
    return result
