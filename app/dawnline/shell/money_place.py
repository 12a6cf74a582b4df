"""The place of money and carbon: what the run cost, orbit beside the ground, and what is assumed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dawnline.present.costs.panel import MoneyScene, money_scene
from dawnline.present.costs.report import costs_of
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.empty import EmptyPlace
from dawnline.shell.inspector_parts import Sentences
from dawnline.shell.session import Session
from dawnline_widgets.charts.ranges import RangeBars
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.parts import TextLabel

PROMISE = "What a run cost and emitted stands here once one is open, orbit beside the ground."
COUNTING = "Counting what the run cost…"
_GROWING_PARTS = 10  # a run that grows is counted anew after each tenth of it


class MoneyPlace(QScrollArea):
    """A column of ranges. They are counted over the whole run, in a thread of their own."""

    interval_s = 0.5

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ahead = Ahead("costs", on_ready=session.made.emit)
        session.opened.connect(self._ahead.forget)
        session.switched.connect(self._ahead.forget)
        self._pages = QStackedWidget()
        self._content = QWidget()
        self._subtitle = TextLabel("", tokens.SECONDARY, 12)
        self._notice = TextLabel("", tokens.ACCENT, 12)
        self._crossing = TextLabel("", tokens.TEXT, tokens.BODY_PX)
        self._groups: list[RangeBars] = []
        self._between = QVBoxLayout()
        self._drivers = Sentences("What moves it most")
        self._assumed = Sentences("Assumptions: central (low to high)")
        self._key: object = None
        self._lay_out()

    @property
    def visible(self) -> bool:
        """Return whether a person can see it."""
        return self.isVisible()

    @property
    def text(self) -> str:
        """Return what is shown, as words."""
        groups = (bars.text for bars in self._groups if not bars.isHidden())
        return "\n".join((self._subtitle.text(), self._notice.text(), *groups, self._crossing.text()))

    def refresh(self) -> None:
        """Ask anew and show; while the first is being counted, say so."""
        recording = self._session.recording
        if recording is None:
            self._pages.setCurrentIndex(0)
            return
        part = recording.frame_count
        if self._session.growing:
            part = part * _GROWING_PARTS // max(recording.header.frame_count, 1)
        scene = self._ahead.get("costs", (recording, part), lambda _cache: _scene(recording))
        self._pages.setCurrentIndex(1 if scene is None else 2)
        if scene is not None and scene.key != self._key:
            self._key = scene.key
            self.show_scene(scene)

    def show_scene(self, scene: MoneyScene) -> None:
        """Show a scene."""
        self._subtitle.setText(scene.subtitle)
        self._notice.setText(scene.notice)
        self._notice.setVisible(bool(scene.notice))
        while len(self._groups) < len(scene.groups):
            self._groups.append(RangeBars())
            self._between.addWidget(self._groups[-1])
        for index, bars in enumerate(self._groups):
            bars.setVisible(index < len(scene.groups))
            if index < len(scene.groups):
                bars.show_group(scene.groups[index])
        self._crossing.setText(scene.crossing)
        self._drivers.show_lines(scene.drivers)
        self._assumed.show_lines(
            [f"{title}\n    {value} ({source})" for title, value, source in scene.assumptions]
        )

    def close_threads(self) -> None:
        """End the thread."""
        self._ahead.close()

    @property
    def ahead(self) -> Ahead:
        """Return what counts, for pictures that wait for it."""
        return self._ahead

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(tokens.MARGIN_PX, 14, tokens.MARGIN_PX, 14)
        column.setSpacing(14)
        self._between.setSpacing(16)
        title = TextLabel("Money and carbon", tokens.TEXT, tokens.TITLE_PX, QFont.Weight.DemiBold)
        for label in (self._subtitle, self._notice, self._crossing):
            label.setWordWrap(True)
        for part in (title, self._subtitle, self._notice):
            column.addWidget(part)
        column.addLayout(self._between)
        column.addWidget(self._crossing)
        column.addWidget(self._drivers)
        column.addWidget(self._assumed)
        column.addStretch(1)
        self._pages.addWidget(EmptyPlace("Money and carbon", PROMISE))
        self._pages.addWidget(EmptyPlace("Money and carbon", COUNTING))
        self._pages.addWidget(self._content)
        self.setWidget(self._pages)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(300)
        self.setAccessibleName("Money and carbon")


def _scene(recording: Recording) -> MoneyScene:
    return money_scene(recording, costs_of(recording))
