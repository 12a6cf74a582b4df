"""The network's place: the matrix of latencies, the chosen route hop by hop, and why links are up or not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.network.choice import pair_of
from dawnline.present.network.strip import rtt_strip
from dawnline.present.network.there import what_is_missing
from dawnline.recording.recording import Recording
from dawnline.shell.empty import EmptyPlace
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.session import Session
from dawnline_widgets.charts.strips import StripStackWidget
from dawnline_widgets.network.matrix import LatencyMatrix
from dawnline_widgets.network.reasons import LinkReasons
from dawnline_widgets.network.route import RouteView
from dawnline_widgets.theme import tokens

TABS = (("matrix", "Matrix"), ("route", "Route"), ("links", "Links"))
_NO_STRIP = "Round trips over time stand here for a pair of a region and a site whose run recorded them."


class NetworkPlace(QWidget):
    """Tabs over three views.

    ``route_asked`` carries two ids, ``entity_asked`` one, ``way_asked`` the number of a way from 1 on,
    ``seek_asked`` seconds.
    """

    route_asked = Signal(str, str)
    entity_asked = Signal(str)
    way_asked = Signal(int)
    seek_asked = Signal(float)

    interval_s = 0.2  # numbers that change faster cannot be read

    def __init__(self, session: Session, cache: SceneCache, source: NetworkSource) -> None:
        super().__init__()
        self._session = session
        self._cache = cache
        self._source = source
        self._tabs = QTabBar()
        self._pages = QStackedWidget()
        self._words = EmptyPlace("Network", "")
        self._missing = ""
        self.matrix = LatencyMatrix()
        self.route = RouteView()
        self.strip = StripStackWidget(empty_text=_NO_STRIP)
        self.links = LinkReasons()
        self._lay_out()
        self._tabs.currentChanged.connect(self._take_tab)
        self.matrix.cell_chosen.connect(self._choose_cell)
        self.route.hop_chosen.connect(self.entity_asked)
        self.route.alternative_chosen.connect(lambda number: self.way_asked.emit(number + 1))
        self.strip.seek_requested.connect(self.seek_asked)
        self.links.chosen.connect(self.entity_asked)

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.isVisible()

    @property
    def tab(self) -> str:
        """Return the id of the tab in front."""
        return TABS[self._tabs.currentIndex()][0]

    def refresh(self) -> None:
        """Ask anew and show what the tab in front shows."""
        recording = self._session.recording
        self._tabs.setCurrentIndex([name for name, _ in TABS].index(self._session.network_tab))
        missing = what_is_missing(recording)
        if missing or recording is None:
            self._tell(missing)
            return
        self._pages.setCurrentIndex(1 + self._tabs.currentIndex())
        {"matrix": self._show_matrix, "route": self._show_route, "links": self._show_links}[self.tab](
            recording
        )

    def _take_tab(self, index: int) -> None:
        if TABS[index][0] != self._session.network_tab:
            self._session.network_tab = TABS[index][0]
            self.refresh()

    def _show_matrix(self, recording: Recording) -> None:
        scene = self._source.matrix(recording, self._session.t_s, self._session.view.route)
        if scene is not None:
            self.matrix.show_scene(scene)

    def _show_route(self, recording: Recording) -> None:
        choice, t_s = self._session.view.route, self._session.t_s
        scene = self._source.route(recording, t_s, choice)
        if scene is not None:
            self.route.show_scene(scene)
        pair = None if choice is None else pair_of(recording, choice.source, choice.target)
        self.strip.setVisible(choice is not None)
        self.strip.show_scene(rtt_strip(recording, t_s, pair, self._cache))

    def _show_links(self, recording: Recording) -> None:
        scene = self._source.reasons(recording, self._session.t_s, self._session.selection)
        if scene is not None:
            self.links.show_scene(scene)

    def _tell(self, words: str) -> None:
        """Say what is missing and what to do about it."""
        if words != self._missing:
            self._missing = words
            before, self._words = self._words, EmptyPlace("Network", words)
            self._pages.insertWidget(0, self._words)
            self._pages.removeWidget(before)
            before.deleteLater()
        self._pages.setCurrentIndex(0)

    def _choose_cell(self, row: int, column: int) -> None:
        recording = self._session.recording
        if recording is not None:
            ends = (EntityRef("region", row), EntityRef("site", column))
            self.route_asked.emit(*(recording.header.fleet.entity_id(ref) for ref in ends))

    def _lay_out(self) -> None:
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _, title in TABS:
            self._tabs.addTab(title)
        route = QWidget()
        column = QVBoxLayout(route)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.route, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(tokens.MARGIN_PX - 4, 8, tokens.MARGIN_PX - 4, 10)
        foot.addWidget(self.strip)
        column.addLayout(foot)
        for page in (self._words, self.matrix, route, self.links):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._tabs)
        whole.addWidget(self._pages, 1)
        self.setMinimumWidth(320)
        self.setAccessibleName("Network")
