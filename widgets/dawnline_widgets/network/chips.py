"""Chips in rows as wide as there is room: small buttons that ask and wait for the answer."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.fonts import sans

_GAP_PX = 4
_SHEET = (
    f"QToolButton {{ background: transparent; color: {tokens.SECONDARY}; border: 1px solid {tokens.LINE};"
    " border-radius: 10px; padding: 0px 8px; min-height: 19px; }"
    f"QToolButton:hover {{ background: {tokens.SELECTED}; color: {tokens.TEXT}; }}"
    f"QToolButton:checked {{ background: {tokens.SELECTED}; color: {tokens.TEXT};"
    f" border-color: {tokens.ACCENT}; }}"
    f"QToolButton:focus {{ border-color: {tokens.TEXT}; }}"
)


@dataclass(frozen=True)
class Chip:
    """What one chip says, what it says when pointed at, and whether it is pressed."""

    text: str
    about: str
    on: bool


class ChipButton(QToolButton):
    """A chip. It does not press itself: what follows from its click does."""

    def nextCheckState(self) -> None:  # noqa: N802
        """Leave the tick to who answers the click."""


class ChipRows(QWidget):
    """Chips from left to right, broken into as many rows as it takes. Signal: ``asked(number)``."""

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[ChipButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setStyleSheet(_SHEET)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show chips; with none there is nothing to see."""
        if chips == self._chips:
            return
        self._chips = chips
        while len(self._buttons) < len(chips):
            self._buttons.append(self._button(len(self._buttons)))
        for number, button in enumerate(self._buttons):
            button.setHidden(number >= len(chips))
            if number < len(chips):
                button.setText(chips[number].text)
                button.setToolTip(chips[number].about)
                button.setAccessibleName(chips[number].text)
                button.setChecked(chips[number].on)
        self.setHidden(not chips)
        self._lay_out(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return that fewer pixels across need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows in ``width``."""
        return self._lay_out(width, move=False)

    def sizeHint(self) -> QSize:
        """Return a row as wide as a dock."""
        return QSize(280, self._lay_out(max(self.width(), 120), move=False))

    def minimumSizeHint(self) -> QSize:
        """Return that it can always be broken again."""
        return QSize(80, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self._lay_out(self.width())

    def _lay_out(self, width: int, *, move: bool = True) -> int:
        """Place the chips, or only say how high they are together."""
        x = y = tall = 0
        for button in self._buttons[: len(self._chips)]:
            size = button.sizeHint().boundedTo(QSize(width, 1000))
            if x and x + size.width() > width:
                x, y = 0, y + tall + _GAP_PX
            if move:
                button.setGeometry(x, y, size.width(), size.height())
            tall = size.height()
            x += size.width() + _GAP_PX
        return y + tall

    def _button(self, number: int) -> ChipButton:
        button = ChipButton(self)
        button.setFont(sans(11))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: self.asked.emit(number))
        return button
