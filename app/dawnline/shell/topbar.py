"""The top bar: scenario, mode, what matters now, and the clock. It shows what it is told."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.parts import CutLabel, MonoLabel, Pill, Rule, TextLabel
from dawnline_widgets.theme.tiles import KpiTile

TILES = 5
CANCEL_TIPS = {
    "simulating": "Stop simulating; what is there stays",
    "opening": "Stop opening; what is open stays (Esc)",
}
MODE_TOKENS = {"LIVE": tokens.LIVE, "REPLAY": tokens.REPLAY}


class TopBar(QWidget):
    """Logo, title, mode pill, chip with its cancel button, up to five tiles, date and clock."""

    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Top bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = CutLabel("")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pill = Pill()
        self._chip = TextLabel("", tokens.SECONDARY, 11)
        self._cancel = QToolButton()
        self._cancel.setText("Cancel")
        self._cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cancel.clicked.connect(self.cancel_asked)
        self._cancel.hide()
        self._date = MonoLabel("", tokens.SECONDARY, 11)
        self._clock = MonoLabel("", tokens.TEXT, 15, QFont.Weight.DemiBold)
        self._tiles = tuple(KpiTile() for _ in range(TILES))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(12)
        row.addWidget(_Logo())
        row.addWidget(TextLabel("Dawnline", tokens.TEXT, tokens.TITLE_PX, QFont.Weight.DemiBold))
        row.addWidget(self._title, 1)
        row.addWidget(self._pill)
        row.addWidget(self._chip)
        row.addWidget(self._cancel)
        self._rules = tuple(Rule(vertical=True) for _ in self._tiles)
        for rule, tile in zip(self._rules, self._tiles, strict=True):
            rule.setFixedHeight(30)
            rule.hide()
            row.addWidget(rule)
            row.addWidget(tile)
        when = QVBoxLayout()
        when.setSpacing(0)
        when.addWidget(self._date)
        when.addWidget(self._clock)
        row.addLayout(when)

    @property
    def mode_text(self) -> str:
        """Return the word of the pill."""
        return self._pill.text()

    @property
    def chip_text(self) -> str:
        """Return what the simulation does, as shown."""
        return self._chip.text()

    @property
    def clock_text(self) -> str:
        """Return the clock as shown."""
        return self._clock.text()

    @property
    def title_text(self) -> str:
        """Return the title as shown."""
        return self._title.text()

    def show_title(self, title: str) -> None:
        """Show what is open."""
        self._title.setText(title)
        self._title.setToolTip(title)

    def show_mode(self, mode: str, chip: str, *, can_cancel: str) -> None:
        """Show LIVE or REPLAY in colour and word, what is at work beside it, and its way out.

        ``can_cancel`` is a key of ``CANCEL_TIPS``, "" where there is nothing to cancel.
        """
        self._cancel.setVisible(bool(can_cancel))
        self._cancel.setToolTip(CANCEL_TIPS.get(can_cancel, ""))
        self._pill.show_word(mode, MODE_TOKENS.get(mode, tokens.MUTED))
        self._chip.setText(chip)

    def show_clock(self, date: str, clock: str) -> None:
        """Show the time of the playhead."""
        self._date.setText(date)
        self._clock.setText(clock)

    def show_headline(self, figures: Sequence[tuple[str, str, int | None]]) -> None:
        """Show up to five numbers that matter: label, value and status."""
        padded = [*figures[:TILES], *[("", "", None)] * (TILES - len(figures))]
        for rule, tile, (label, value, status) in zip(self._rules, self._tiles, padded, strict=True):
            rule.setVisible(bool(label))
            tile.show_value(label, value, status)


class _Logo(QWidget):
    """A sun rising over the line between night and day."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(26, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint arc and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.ACCENT), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(5, 5, 16, 16), 0, 180 * 16)
        painter.drawLine(QPointF(2, 17), QPointF(24, 17))
        painter.end()
