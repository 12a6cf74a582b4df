"""Runs of one time side by side: a chip for each, and in words what differs between two of them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.parts import CapsLabel, TextLabel
from dawnline_widgets.timeline.scene import RunsScene

_HEIGHT_PX = 52
_CHIP_PX = 240.0
_SHEET = (
    f"QToolButton {{ background: transparent; color: {tokens.SECONDARY}; border: 1px solid {tokens.LINE};"
    " border-radius: 10px; padding: 0px 10px; min-height: 20px; }"
    f"QToolButton:hover {{ background: {tokens.SELECTED}; color: {tokens.TEXT}; }}"
    f"QToolButton:checked {{ background: {tokens.SELECTED}; color: {tokens.TEXT};"
    f" border-color: {tokens.ACCENT}; }}"
    f"QToolButton:focus {{ border-color: {tokens.TEXT}; }}"
)


class RunsBar(QWidget):
    """Hidden while there is one run only. Signal: ``chosen(number)`` when a person wants another one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Runs")
        self.setStyleSheet(_SHEET)
        self.setFixedHeight(_HEIGHT_PX)
        self._scene = RunsScene()
        self._chips: list[_Chip] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(CapsLabel("Runs"))
        self._row.addSpacing(4)
        self._difference = TextLabel("", tokens.SECONDARY, 12)
        self._difference.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN_PX, 4, tokens.MARGIN_PX, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self._difference)
        self.hide()

    @property
    def chip_texts(self) -> tuple[str, ...]:
        """Return what the chips say."""
        return tuple(chip.text() for chip in self._chips if not chip.isHidden())

    @property
    def difference_text(self) -> str:
        """Return what is said of the difference."""
        return self._scene.difference

    def show_scene(self, scene: RunsScene) -> None:
        """Show a scene; an equal one touches nothing."""
        if scene == self._scene:
            return
        self._scene = scene
        while len(self._chips) < len(scene.runs):
            self._add_chip()
        for number, chip in enumerate(self._chips):
            chip.setHidden(number >= len(scene.runs))
            if number < len(scene.runs):
                chip.say(scene.runs[number], shown=number == scene.shown)
        self.setHidden(len(scene.runs) < 2)
        self._say_difference()

    def chip(self, number: int) -> QToolButton:
        """Return the chip of a run."""
        return self._chips[number]

    def minimumSizeHint(self) -> QSize:
        """Return that words make room before anything else does."""
        return QSize(160, _HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        self._say_difference()

    def _add_chip(self) -> None:
        number, chip = len(self._chips), _Chip(self)
        chip.clicked.connect(lambda _on=False: self.chosen.emit(number))
        self._chips.append(chip)
        self._row.insertWidget(2 + number, chip)

    def _say_difference(self) -> None:
        metrics = QFontMetricsF(self._difference.font())
        room = max(self._difference.width() - 4, 0)
        self._difference.setText(
            metrics.elidedText(self._scene.difference, Qt.TextElideMode.ElideRight, float(room))
        )
        self._difference.setToolTip(self._scene.difference)


class _Chip(QToolButton):
    """A chip. It does not press itself: what follows from its click does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(sans(11))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def nextCheckState(self) -> None:  # noqa: N802
        """Leave the tick to who answers the click."""

    def say(self, words: str, *, shown: bool) -> None:
        cut = QFontMetricsF(self.font()).elidedText(words, Qt.TextElideMode.ElideRight, _CHIP_PX)
        self.setText(cut.replace("&", "&&"))
        self.setToolTip(f"{words} (Ctrl+B switches)")
        self.setAccessibleName(words)
        self.setChecked(shown)
