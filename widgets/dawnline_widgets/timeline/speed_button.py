"""The button that says how fast the run plays, with a menu of speeds forward and back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QFont
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from dawnline_widgets.theme.fonts import mono
from dawnline_widgets.timeline.axis import speed_text

SPEEDS = (10_000.0, 3_600.0, 1_000.0, 600.0, 300.0, 60.0, 10.0, 1.0, -1.0, -10.0, -60.0, -600.0, -1_000.0)


class SpeedButton(QToolButton):
    """Shows ``600×``; its menu asks for another speed. Signal: ``speed_requested(speed)``."""

    speed_requested = Signal(float)

    def __init__(self, speeds: Sequence[float] = SPEEDS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(mono(13, QFont.Weight.DemiBold))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip("How many seconds of the run pass in one second; below zero it plays back")
        menu = QMenu(self)
        self._choices: dict[float, QAction] = {}
        group = QActionGroup(self)
        for number, speed in enumerate(speeds):
            if number and speed < 0 < speeds[number - 1]:
                menu.addSeparator()
            action = menu.addAction(speed_text(speed))
            action.setCheckable(True)
            action.setData(speed)
            group.addAction(action)
            self._choices[speed] = action
        menu.triggered.connect(self._chosen)
        self.setMenu(menu)
        self.show_speed(1.0)

    def show_speed(self, speed: float) -> None:
        """Show a speed; one that is not in the menu checks nothing."""
        text = speed_text(speed)
        if text == self.text():
            return
        self.setText(text)
        self.setAccessibleName(f"Speed {text}")
        for choice, action in self._choices.items():
            action.setChecked(choice == speed)

    def _chosen(self, action: QAction) -> None:
        self.speed_requested.emit(float(action.data()))
