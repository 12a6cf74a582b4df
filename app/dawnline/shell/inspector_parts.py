"""Parts of the inspector: the box that says why, pairs, bars of a budget, sentences."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from dawnline.present.inspector_scene import BudgetRow, WhyLine
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.parts import CapsLabel, MonoLabel, TextLabel
from dawnline_widgets.theme.steps import StepList

CALM = 3  # from this status on nothing is wrong: tokens.STATUSES[3] is normal
BAR_PX = 8


class WhyBox(QFrame):
    """The reasons, first causes first; framed in the colour of the status while something is wrong.

    Signal: ``chosen(entity, seconds)`` of the line that was chosen.
    """

    chosen = Signal(str, float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("why")
        self._title = TextLabel("", tokens.ACCENT, tokens.BODY_PX, QFont.Weight.DemiBold)
        self._steps = StepList()
        self._lines: tuple[WhyLine, ...] = ()
        self._edge = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._steps)
        self._steps.chosen.connect(self._choose)

    @property
    def text(self) -> str:
        """Return title and reasons."""
        return "\n".join((self._title.text(), *self._steps.texts()))

    def show_reasons(self, title: str, lines: Sequence[WhyLine], status: int | None) -> None:
        """Show why."""
        self._title.setText(title)
        self._lines = tuple(lines)
        self._steps.show_steps(
            [line.text for line in lines],
            [line.starts for line in lines],
            [bool(line.entity) for line in lines],
        )
        wrong = status is not None and status < CALM
        edge = tokens.STATUSES[status].colour if wrong and status is not None else tokens.LINE
        if edge != self._edge:
            self._edge = edge
            ground = mixed(edge, tokens.PANEL, 0.1).name()
            self.setStyleSheet(
                f"#why {{ background: {ground}; border: 1px solid {mixed(edge, tokens.PANEL, 0.5).name()};"
                f" border-radius: 6px; }}"
            )

    def _choose(self, place: int) -> None:
        line = self._lines[place]
        self.chosen.emit(line.entity, line.t_s)


class Pairs(QWidget):
    """A heading over labels and values; hidden while there are none."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._rows: list[tuple[TextLabel, TextLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(5)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(CapsLabel(heading), 0, 0, 1, 2)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show (label, value) pairs."""
        self.setVisible(bool(pairs))
        while len(self._rows) < len(pairs):
            self._add_row()
        for index, row in enumerate(self._rows):
            shown = index < len(pairs)
            for label, text in zip(row, pairs[index] if shown else ("", ""), strict=True):
                label.setText(text)
                label.setVisible(shown)

    def _add_row(self) -> None:
        name, value = TextLabel("", tokens.SECONDARY, 12), TextLabel("", tokens.TEXT, 12)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for label in (name, value):
            label.setWordWrap(True)
        line = len(self._rows) + 1
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, line, 1)
        self._rows.append((name, value))


class Budget(QWidget):
    """A heading over bars: label, bar, value."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._rows: list[tuple[TextLabel, _Bar, MonoLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(7)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(CapsLabel(heading), 0, 0, 1, 3)

    def show_rows(self, rows: Sequence[BudgetRow]) -> None:
        """Show the bars of a budget."""
        self.setVisible(bool(rows))
        while len(self._rows) < len(rows):
            parts = (TextLabel("", tokens.SECONDARY, 12), _Bar(), MonoLabel("", tokens.TEXT, 12))
            for column, part in enumerate(parts):
                self._grid.addWidget(part, len(self._rows) + 1, column)
            self._rows.append(parts)
        for index, (label, bar, value) in enumerate(self._rows):
            for part in (label, bar, value):
                part.setVisible(index < len(rows))
            if index < len(rows):
                label.setText(rows[index].label)
                value.setText(rows[index].value_text)
                bar.show_share(rows[index].share, rows[index].colour)


class Sentences(QWidget):
    """A heading over small grey lines."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._text = TextLabel("", tokens.MUTED, 11)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(CapsLabel(heading))
        column.addWidget(self._text)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the lines."""
        self.setVisible(bool(lines))
        self._text.setText("\n".join(lines))


class _Bar(QWidget):
    """One bar of a budget."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._colour = 0.0, "dawn"
        self.setFixedHeight(BAR_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, series: str) -> None:
        """Show a share of the longest bar, in a series colour."""
        self._share, self._colour = min(max(share, 0.0), 1.0), series
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect())
        painter.setBrush(colour(tokens.LINE))
        painter.drawRoundedRect(room, 3, 3)
        if self._share > 0.0:
            room.setWidth(max(room.width() * self._share, 4.0))
            painter.setBrush(colour(tokens.SERIES.get(self._colour, tokens.ACCENT)))
            painter.drawRoundedRect(room, 3, 3)
        painter.end()
