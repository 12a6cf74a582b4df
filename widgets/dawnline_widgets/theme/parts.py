"""Small parts that several panels want: mode pill, status dot, caps label, mono label, tile, hairline."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.fonts import caps, mono, sans
from dawnline_widgets.theme.shapes import paint_status


def set_text_colour(widget: QWidget, token: str) -> None:
    """Give a widget's words the colour of a token."""
    look = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        look.setColor(role, colour(token))
    widget.setPalette(look)


class CapsLabel(QLabel):
    """The heading of a group, in small capitals."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.upper(), parent)
        self.setFont(caps())
        set_text_colour(self, tokens.MUTED)
        self.setAccessibleName(text)


class TextLabel(QLabel):
    """Words in the sans, in a token's colour, never taken for markup."""

    def __init__(
        self,
        text: str = "",
        token: str = tokens.TEXT,
        px: int = tokens.BODY_PX,
        weight: QFont.Weight = QFont.Weight.Normal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(sans(px, weight))
        set_text_colour(self, token)


class CutLabel(TextLabel):
    """The same in one line, which ends in three dots where it finds no room; its text stays whole."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        del event
        room = self.contentsRect()
        shown = QFontMetricsF(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, float(room.width())
        )
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(room, self.alignment(), shown)


class MonoLabel(QLabel):
    """A number or a clock in the mono: its width does not jump."""

    def __init__(
        self,
        text: str = "",
        token: str = tokens.TEXT,
        px: int = tokens.BODY_PX,
        weight: QFont.Weight = QFont.Weight.Normal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(mono(px, weight))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_text_colour(self, token)


class Rule(QFrame):
    """A hairline, horizontal or vertical."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vertical = vertical
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint one line of one device pixel's colour."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.LINE))
        painter.end()


class StatusDot(QWidget):
    """The glyph of a status; None shows nothing but keeps the place."""

    def __init__(self, status: int | None = None, size_px: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: int | None = None
        self.setFixedSize(size_px, size_px)
        self.show_status(status)

    def show_status(self, status: int | None) -> None:
        """Show ``tokens.STATUSES[status]``."""
        word = "" if status is None else tokens.STATUSES[status].word
        if status != self._status or not self.accessibleName():
            self._status = status
            self.setAccessibleName(word or "no status")
            self.setToolTip(word)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the glyph."""
        if self._status is None:
            return
        painter = QPainter(self)
        paint_status(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._status)
        painter.end()


class Pill(QWidget):
    """A word in a rounded frame of its colour, with a dot before it: LIVE, REPLAY."""

    def __init__(self, text: str = "", token: str = tokens.MUTED, *, dot: bool = True) -> None:
        super().__init__()
        self._text, self._token, self._dot = "", token, dot
        self.setFont(sans(11, QFont.Weight.DemiBold))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_word(text, token)

    def show_word(self, text: str, token: str) -> None:
        """Show another word in another token's colour; an empty word takes no room."""
        if (text, token) == (self._text, self._token):
            return
        self._text, self._token = text, token
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word that is shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the size of the word, its dot and the frame."""
        if not self._text:
            return QSize(0, 24)
        width = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        return QSize(round(width) + (37 if self._dot else 24), 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint frame, dot and word."""
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(mixed(self._token, tokens.PANEL, 0.55), 1.0))
        painter.setBrush(mixed(self._token, tokens.PANEL, 0.13))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        words = frame.adjusted(12.0, 0.0, -10.0, 0.0)
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._token))
            painter.drawEllipse(QRectF(frame.left() + 12.0, frame.center().y() - 3.5, 7.0, 7.0))
            words.setLeft(frame.left() + 25.0)
        painter.setPen(colour(self._token))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()
