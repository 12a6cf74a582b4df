"""The inspector's place: what is selected, why, its power, its values over time, where numbers come from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import told_at_once
from dawnline.present.inspector import inspector_scene
from dawnline.present.inspector_scene import InspectorScene, WhyLine
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.empty import EmptyPlace
from dawnline.shell.inspector_parts import Budget, Pairs, Sentences, WhyBox
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.session import Session
from dawnline.shell.totals import totals_now
from dawnline_widgets.charts.strips import StripStackWidget
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.parts import StatusDot, TextLabel

PROMISE = "What is selected, and what holds it back, stands here once a run is open."


class InspectorPlace(QScrollArea):
    """A column of parts, of the selected entity or of the whole run.

    Signals: ``seek_asked(seconds)``, and ``cause_asked(entity, seconds)`` of a line of why.
    """

    seek_asked = Signal(float)
    cause_asked = Signal(str, float)

    interval_s = 0.2  # sentences that change faster cannot be read

    def __init__(self, session: Session, cache: SceneCache, ahead: Ahead, network: NetworkSource) -> None:
        super().__init__()
        self._session = session
        self._cache = cache
        self._ahead = ahead
        self._network = network
        self._pages = QStackedWidget()
        self._content = QWidget()
        self._dot = StatusDot()
        self._title = TextLabel("", tokens.TEXT, tokens.TITLE_PX, QFont.Weight.DemiBold)
        self._subtitle = TextLabel("", tokens.SECONDARY, 12)
        self._why = WhyBox()
        self._budget = Budget("Power budget")
        self._values = Pairs("Now")
        self._strips = StripStackWidget()
        self._facts = Pairs("What it is")
        self._provenance = Sentences("Where the numbers come from")
        self._strips.seek_requested.connect(self.seek_asked)
        self._why.chosen.connect(self.cause_asked)
        self._lay_out()

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.isVisible()

    @property
    def text(self) -> str:
        """Return title and reasons, as shown."""
        return f"{self._title.text()}\n{self._subtitle.text()}\n{self._why.text}"

    def refresh(self) -> None:
        """Ask anew and show."""
        recording = self._session.recording
        self._pages.setCurrentIndex(0 if recording is None else 1)  # nothing of a run that is closed
        if recording is not None and recording.frame_count:
            t_s, ref = self._session.t_s, self._session.selection
            totals = totals_now(recording, t_s, self._ahead) if ref is None else None
            why = None if ref is None else self._why_now(recording, t_s, ref)
            if ref is not None or totals is not None:
                self.show_scene(inspector_scene(recording, t_s, ref, self._cache, totals, why))

    def _why_now(self, recording: Recording, t_s: float, ref: EntityRef) -> tuple[WhyLine, ...]:
        """Return the chain of causes; while the network is being asked, as far as it is known."""
        told = told_at_once(recording, ref, t_s, self._cache)
        if not told.asks:
            return told.lines
        return self._network.why(recording, t_s, ref) or told.lines

    def show_scene(self, scene: InspectorScene) -> None:
        """Show a scene."""
        self._dot.show_status(scene.status)
        self._dot.setVisible(scene.status is not None)
        self._title.setText(scene.title)
        self._title.setToolTip(scene.title)
        self._subtitle.setText(scene.subtitle)
        lines = scene.why_lines or tuple(WhyLine(text) for text in scene.why)
        self._why.show_reasons(scene.why_title, lines, scene.status)
        self._budget.show_rows(scene.budget)
        self._values.show_pairs(scene.values)
        self._strips.show_scene(scene.strips)
        self._facts.show_pairs(scene.facts)
        self._provenance.show_lines(scene.provenance)

    def _lay_out(self) -> None:
        for label in (self._title, self._subtitle):
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(tokens.MARGIN_PX, 14, tokens.MARGIN_PX, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._subtitle)
        for part in (self._why, self._budget, self._values, self._strips, self._facts, self._provenance):
            column.addWidget(part)
        column.addStretch(1)
        self._pages.addWidget(EmptyPlace("Inspector", PROMISE))
        self._pages.addWidget(self._content)
        self.setWidget(self._pages)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(300)
        self.setAccessibleName("Inspector")
