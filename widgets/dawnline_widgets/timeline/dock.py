"""The inside of the timeline dock: the runs, where there are several, over the transport."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dawnline_widgets.timeline.runs_bar import RunsBar
from dawnline_widgets.timeline.transport import TransportWidget


class TimelineDock(QWidget):
    """Stacks both; the transport keeps its height."""

    def __init__(self, transport: TransportWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = RunsBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.runs)
        column.addWidget(transport, 1)
