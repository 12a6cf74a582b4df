"""The window: a frame with places for the views. It owns no logic and no data."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QToolBar, QWidget

from dawnline.shell.empty import EmptyPlace
from dawnline.shell.notice import NoticeBar
from dawnline.shell.topbar import TopBar
from dawnline_widgets.layers.panel import LayersPanel

DOCKS = {
    "table": (
        "Fleet",
        Qt.DockWidgetArea.LeftDockWidgetArea,
        "Every satellite and site, with search and sort.",
    ),
    "inspector": (
        "Inspector",
        Qt.DockWidgetArea.RightDockWidgetArea,
        "What is selected, and what holds it back.",
    ),
    "network": (
        "Network",
        Qt.DockWidgetArea.RightDockWidgetArea,
        "Who reaches whom, how fast, and why not.",
    ),
    "money": (
        "Money",
        Qt.DockWidgetArea.RightDockWidgetArea,
        "What the run cost and emitted, and orbit beside the ground.",
    ),
    "timeline": ("Timeline", Qt.DockWidgetArea.BottomDockWidgetArea, "The clock: play, scrub, step."),
}


class DeskWindow(QMainWindow):
    """The desk: top bar, globe in the middle, docks for table, inspector, network, money and timeline.

    The globe is the central widget and never floats: a floated GL widget would get a new context.
    """

    painted = Signal()  # once, after the first paint with the empty states
    dropped = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Dawnline")
        self.setObjectName("desk")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(False)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.top_bar = TopBar()
        self._add_top_bar()
        self._centre = QStackedWidget()
        self.notice = NoticeBar(self._centre)
        self._layers: LayersPanel | None = None
        self._centre.addWidget(EmptyPlace("The globe", "Preparing the Earth and the fleet."))
        self.setCentralWidget(self._centre)
        self.docks = {key: self._add_dock(key) for key in DOCKS}
        self.tabifyDockWidget(self.docks["inspector"], self.docks["network"])
        self.tabifyDockWidget(self.docks["network"], self.docks["money"])
        self.docks["network"].hide()
        self.docks["money"].hide()
        self.resizeDocks([self.docks["table"]], [384], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["inspector"]], [330], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["timeline"]], [132], Qt.Orientation.Vertical)
        self._has_painted = False

    def place_globe(self, globe: QWidget) -> None:
        """Put the globe where the empty state was."""
        self._centre.addWidget(globe)
        self._centre.setCurrentWidget(globe)

    def place(self, dock: str, widget: QWidget) -> None:
        """Put a view into its dock, in place of the empty state."""
        previous = self.docks[dock].widget()
        self.docks[dock].setWidget(widget)
        if previous is not None:
            previous.deleteLater()

    def place_layers(self, layers: LayersPanel) -> None:
        """Put the layers over the right edge of the globe."""
        self._layers = layers
        layers.setParent(self._centre)
        layers.show()
        self.lay_layers()

    def lay_layers(self) -> None:
        """Let the layers have the size they want."""
        if self._layers is not None:
            self._layers.fit_into(self._centre.rect())
            self._layers.raise_()
            self.notice.raise_()

    def show_notice(
        self, title: str, lines: tuple[str, ...], offer: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Tell of something that went wrong, in words, over the globe's foot; ``offer`` is a button's."""
        self.notice.tell(title, lines, offer)
        self._lay_notice()

    def _lay_notice(self) -> None:
        if not self.notice.isHidden():
            self.notice.fit_into(self._centre.rect())

    def _add_top_bar(self) -> None:
        bar = QToolBar("Top bar")
        bar.setObjectName("top-bar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(self.top_bar)
        self.addToolBar(bar)

    def _add_dock(self, key: str) -> QDockWidget:
        title, area, promise = DOCKS[key]
        dock = QDockWidget(title)
        dock.setObjectName(f"dock-{key}")
        dock.setWidget(EmptyPlace(title, promise))
        if key == "timeline":  # its transport says what it is
            dock.setTitleBarWidget(QWidget())
        self.addDockWidget(area, dock)
        return dock

    def event(self, event: QEvent) -> bool:
        """Keep the notice at its place when the layout changes."""
        done = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._lay_notice()
            self.lay_layers()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; after the first time, tell those who wait to load the heavy parts."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the file."""
        self.dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the others, so that the worker ends with the window."""
        self.closing.emit()
        super().closeEvent(event)
