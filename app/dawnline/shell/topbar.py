"""The top bar: scenario, mode, what matters now, and the clock."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens

TILES = 5


class TopBar(QWidget):
    """Shows what it is told; knows nothing of runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Top bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = _label(tokens.SECONDARY, tokens.BODY_PX)
        self._title.setMinimumWidth(80)
        self._pill = _label(tokens.MUTED, tokens.BODY_PX, bold=True)
        self._chip = _label(tokens.SECONDARY, 11)
        self._date = _label(tokens.SECONDARY, 11, mono=True)
        self._clock = _label(tokens.TEXT, 15, mono=True, bold=True)
        self._tiles = [_Tile() for _ in range(TILES)]
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(12)
        row.addWidget(_Logo())
        name = _label(tokens.TEXT, tokens.TITLE_PX, bold=True)
        name.setText("Dawnline")
        row.addWidget(name)
        row.addWidget(self._title, 1)
        row.addWidget(self._pill)
        row.addWidget(self._chip)
        for tile in self._tiles:
            row.addWidget(tile)
        row.addStretch(1)
        when = QVBoxLayout()
        when.setSpacing(0)
        for label in (self._date, self._clock):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            when.addWidget(label)
        row.addLayout(when)
        self.show_mode("", "")

    def show_title(self, title: str) -> None:
        """Show what is open."""
        self._title.setText(self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 340))
        self._title.setToolTip(title)

    def show_mode(self, mode: str, chip: str) -> None:
        """Show LIVE or REPLAY in colour and word, and what the simulation does beside it."""
        colour = {"LIVE": tokens.LIVE, "REPLAY": tokens.REPLAY}.get(mode, tokens.MUTED)
        if self._pill.text() != mode:
            self._pill.setText(mode)
            self._pill.setAccessibleName(f"Mode {mode}")
            self._pill.setStyleSheet(
                f"color: {colour}; border: 1px solid {colour}; border-radius: 11px; padding: 2px 14px;"
            )
            self._pill.setVisible(bool(mode))
        self._chip.setText(chip)

    def show_clock(self, date: str, clock: str) -> None:
        """Show the time of the playhead."""
        self._date.setText(date)
        self._clock.setText(clock)

    def show_headline(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show up to five numbers that matter, by label."""
        for tile, pair in zip(self._tiles, [*pairs[:TILES], *[("", "")] * TILES], strict=False):
            tile.show_pair(*pair)


class _Tile(QWidget):
    """A small caps label over a number that keeps its width."""

    def __init__(self) -> None:
        super().__init__()
        self._label = _label(tokens.MUTED, tokens.CAPS_PX)
        self._value = _label(tokens.TEXT, 15, mono=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(1)
        column.addWidget(self._label)
        column.addWidget(self._value)

    def show_pair(self, label: str, value: str) -> None:
        self._label.setText(label.upper())
        self._value.setText(value)
        self.setVisible(bool(label))
        self._value.setMinimumWidth(max(self._value.minimumWidth(), self._value.sizeHint().width()))


class _Logo(QWidget):
    """A sun rising over a limb: two arcs and a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(26, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.ACCENT), 2.0))
        painter.drawArc(QRectF(5, 4, 16, 16), 0, 180 * 16)
        painter.drawLine(QPointF(1, 13), QPointF(25, 13))
        painter.end()


def _label(colour: str, size_px: int, *, mono: bool = False, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setFamily(tokens.MONO if mono else tokens.SANS)
    font.setPixelSize(size_px)
    font.setBold(bold)
    label.setFont(font)
    label.setStyleSheet(
        f"color: {colour}; font-size: {size_px}px;"
        f" font-family: '{tokens.MONO if mono else tokens.SANS}'; font-weight: {600 if bold else 400};"
    )
    return label
