"""What stands over the rows: the search box, and a chip a status that shows how many and filters by it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from dawnline_widgets.tables.scene import TableScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.fonts import mono
from dawnline_widgets.theme.icons import paint_icon
from dawnline_widgets.theme.shapes import status_icon


class SearchBox(QLineEdit):
    """The search. Escape clears it. Signal: ``leave_requested()`` on Down, Enter, or Escape when empty."""

    leave_requested = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Search")
        self.setToolTip("Words match anywhere in a name; limiter:eclipse or status:critical match a column")
        self.setTextMargins(20, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and the magnifying glass before it."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, "search", QRectF(9.0, self.height() / 2 - 8.0, 16.0, 16.0), tokens.MUTED)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Down, Enter and Escape; the rest is typing."""
        escape = event.key() == Qt.Key.Key_Escape
        if escape and self.text():
            self.clear()
        elif escape or event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)


class StatusChips(QWidget):
    """One chip a status, with its count. Signal: ``changed(frozenset)`` of the statuses asked for."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = np.zeros(0, dtype=np.int64)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._chips: list[QToolButton] = []
        for number, status in enumerate(tokens.STATUSES):
            chip = QToolButton()
            chip.setIcon(status_icon(number))
            chip.setIconSize(QSize(10, 10))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setFont(mono(11))
            chip.setProperty("quiet", True)
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.setToolTip(f"Only {status.word}")
            chip.clicked.connect(self._emit)
            row.addWidget(chip)
            self._chips.append(chip)
        row.addStretch(1)
        self.show_counts(np.zeros(len(tokens.STATUSES), dtype=np.int64))

    def show_counts(self, counts: NDArray[np.int64]) -> None:
        """Show (6,) how many rows have each status; a status that nobody has is hidden."""
        if np.array_equal(counts, self._counts):
            return
        self._counts = counts
        for chip, status, count in zip(self._chips, tokens.STATUSES, counts.tolist(), strict=True):
            chip.setText(_short(count))
            chip.setAccessibleName(f"{count:,} {status.word}")
            chip.setHidden(count == 0 and not chip.isChecked())

    def asked(self) -> frozenset[int]:
        """Return the statuses that are asked for; none means all."""
        return frozenset(number for number, chip in enumerate(self._chips) if chip.isChecked())

    def clear(self) -> None:
        """Ask for all."""
        for chip in self._chips:
            chip.setChecked(False)
        self._emit()

    def _emit(self) -> None:
        self.changed.emit(self.asked())


class MarkedChip(QToolButton):
    """How many rows are marked; pressed, only they are listed. Hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(mono(11))
        self.setProperty("quiet", True)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def nextCheckState(self) -> None:  # noqa: N802
        """Leave the tick: the scene that follows the command sets it."""

    def show_marks(self, scene: TableScene) -> None:
        """Show the marks of a scene."""
        count = 0 if scene.marked is None else int(np.count_nonzero(scene.marked))
        self.setVisible(bool(count) or scene.only_marked)
        self.setChecked(scene.only_marked)
        self.setText(f"\N{BULLET} {_short(count)}")
        self.setToolTip(f"{scene.note or 'Marked'}: list only these (Ctrl+M)")
        self.setAccessibleName(f"{count:,} marked")


def _short(count: int) -> str:
    """Return a count in at most four characters: ``533``, ``7.2k``, ``10k``, ``1.0M``."""
    if count < 1_000:
        return str(count)
    if count < 999_500:
        return f"{count / 1e3:.1f}k" if count < 9_950 else f"{count / 1e3:.0f}k"
    return f"{count / 1e6:.1f}M"
