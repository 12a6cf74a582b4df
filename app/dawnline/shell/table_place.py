"""The fleet table's place: satellites, sites, work and the network's ends, asked anew as time moves."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.network.there import has_links
from dawnline.present.table import table_scene
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.session import Session
from dawnline_widgets.tables.scene import TableScene
from dawnline_widgets.tables.table import EntityTableWidget

TABS: tuple[tuple[Kind, str], ...] = (
    ("satellite", "Satellites"),
    ("site", "Sites"),
    ("workload", "Work"),
    ("gateway", "Gateways"),
    ("region", "Regions"),
    ("pair", "Pairs"),
)
_ALWAYS = 2  # tabs that stand there whatever is open


class TablePlace(QWidget):
    """Tabs over a table.

    ``selection_asked`` carries an EntityRef or None, ``activated`` an EntityRef; ``marked_asked`` wants only
    the marked to be listed, or all again.
    """

    selection_asked = Signal(object)
    marked_asked = Signal()
    activated = Signal(object)

    interval_s = 0.2  # numbers that change faster cannot be read

    def __init__(self, session: Session, ahead: Ahead) -> None:
        super().__init__()
        self._session = session
        self._ahead = ahead
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for kind, title in TABS[:_ALWAYS]:
            self._tabs.setTabData(self._tabs.addTab(title), kind)
        self.table = EntityTableWidget(placeholder="Search name or fleet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self.table, 1)
        self._scene: TableScene | None = None
        self._seen_selection: EntityRef | None = None
        self._offered: Recording | None = None
        self._kinds = [kind for kind, _ in TABS[:_ALWAYS]]
        self._tabs.currentChanged.connect(self.refresh)
        self.table.picked.connect(self._pick)
        self.table.marked_asked.connect(self.marked_asked)
        self.table.activated.connect(lambda row: self.activated.emit(EntityRef(self.kind, row)))

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.isVisible()

    @property
    def kind(self) -> Kind:
        """Return what the table lists."""
        return self._kinds[self._tabs.currentIndex()]

    def refresh(self) -> None:
        """Ask anew and show; a selection made elsewhere brings its tab to the front."""
        recording, selection = self._session.recording, self._session.selection
        self._offer_tabs(recording)
        if selection != self._seen_selection:
            self._seen_selection = selection
            self._show_tab_of(selection)
        if recording is not None:
            made = self._made(recording)
            if made is not None:
                row = selection.index if selection and selection.kind == self.kind else None
                self._scene = replace(made, selected=row)
            elif self._scene is not None:
                self._scene = _emptied(self._scene)
        elif self._scene is not None:  # its run is closed, and another is awaited
            self._scene = _emptied(self._scene)
        if self._scene is not None:
            self.table.show_scene(self._scene)

    def step(self, n: int) -> None:
        """Select the entity ``n`` rows further down, or up."""
        self.table.step(n)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.table.focus_search()

    def _made(self, recording: Recording) -> TableScene | None:
        """Return the rows as they are now, or were last; None before the first of this kind."""
        kind, t_s, view = self.kind, self._session.t_s, self._session.view
        frame = recording.frame_index_at(t_s) if recording.frame_count else None
        return self._ahead.get(
            f"table of {kind}s",
            (recording, frame, view.marked, view.marked_only, view.channel),
            lambda cache: table_scene(recording, t_s, kind, None, cache, view),
        )

    def _offer_tabs(self, recording: Recording | None) -> None:
        """Offer the workloads, and what a run with a network has: regions and pairs are ends of routes."""
        if recording is self._offered:
            return
        self._offered = recording
        self._leave_what_is_empty(recording)
        wanted = [*TABS[:_ALWAYS], *(tab for tab in TABS[_ALWAYS:] if _has(recording, tab[0]))]
        if [kind for kind, _ in wanted] == self._kinds:
            return
        while self._tabs.count() > _ALWAYS:
            self._tabs.removeTab(self._tabs.count() - 1)
        self._kinds = [kind for kind, _ in wanted]
        for kind, title in wanted[_ALWAYS:]:
            self._tabs.setTabData(self._tabs.addTab(title), kind)

    def _leave_what_is_empty(self, recording: Recording | None) -> None:
        """Go from the satellites to the sites where a run has sites alone."""
        tables = {} if recording is None else recording.header.fleet.tables
        if self.kind == "satellite" and not len(tables.get("satellite", ())) and len(tables.get("site", ())):
            self._tabs.setCurrentIndex(self._kinds.index("site"))

    def _show_tab_of(self, selection: EntityRef | None) -> None:
        if selection is not None and selection.kind in self._kinds:
            self._tabs.setCurrentIndex(self._kinds.index(selection.kind))

    def _pick(self, row: int | None) -> None:
        self.selection_asked.emit(None if row is None else EntityRef(self.kind, row))


def _has(recording: Recording | None, kind: Kind) -> bool:
    """Return whether a run has some of a kind; of the network only where it has links."""
    if recording is None or not len(recording.header.fleet.tables.get(kind, ())):
        return False
    return kind == "workload" or has_links(recording)


def _emptied(scene: TableScene) -> TableScene:
    """Return the scene without its rows; its columns stay, and how a person sorted them."""
    columns = tuple(replace(column, values=column.values[:0]) for column in scene.columns)
    return TableScene("no run", "no run", columns, scene.status[:0], None)
