"""The inside of the timeline dock: runs, where there are several, over the transport; events under it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dawnline_widgets.timeline.event_line import EventLine
from dawnline_widgets.timeline.runs_bar import RunsBar
from dawnline_widgets.timeline.transport import TransportWidget


class TimelineDock(QWidget):
    """Stacks them; the transport keeps its height."""

    def __init__(self, transport: TransportWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = RunsBar()
        self.events = EventLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.runs)
        column.addWidget(transport, 1)
        column.addWidget(self.events)
