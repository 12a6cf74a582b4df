"""One route in detail: how long, other ways, and the ladder of its hops."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dawnline_widgets.network.chips import Chip, ChipRows
from dawnline_widgets.network.route_ladder import RouteLadder
from dawnline_widgets.network.route_texts import alternative_texts
from dawnline_widgets.network.scene import RouteScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.parts import MonoLabel, TextLabel

EMPTY_TEXT = "Choose a pair in the matrix, and its route stands here hop by hop."


class RouteView(QWidget):
    """Shows a route scene.

    Signals
    -------
    hop_chosen(id) on a click on a hop or Enter, alternative_chosen(number) on a click on a chip. Nothing
    changes by itself: the scene that follows says which alternative is shown.
    """

    hop_chosen = Signal(str)
    alternative_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: RouteScene | None = None
        self._title = TextLabel("", tokens.TEXT, tokens.BODY_PX, QFont.Weight.DemiBold)
        self._headline = MonoLabel("", tokens.TEXT, tokens.KPI_PX, QFont.Weight.DemiBold)
        self._subline = TextLabel("", tokens.SECONDARY, 12)
        self._empty = TextLabel(EMPTY_TEXT, tokens.MUTED, 12)
        self._others = ChipRows()
        self.ladder = RouteLadder()
        self._area = QScrollArea()
        self._lay_out()
        self.ladder.hop_chosen.connect(self.hop_chosen)
        self.ladder.moved_to.connect(self._reveal)
        self._others.asked.connect(self.alternative_chosen)
        self._show_parts()

    def show_scene(self, scene: RouteScene) -> None:
        """Show a scene; one with the key and the choice that are shown already changes nothing."""
        old, self._scene = self._scene, scene
        if old is not None and (old.key, old.chosen) == (scene.key, scene.chosen):
            return
        self._title.setText(scene.title)
        self._headline.setText(scene.headline)
        self._subline.setText(scene.subline)
        self._empty.setText(scene.empty)
        self.setAccessibleDescription(f"{scene.title}: {scene.headline}, {scene.subline}")
        chips = []
        for number, alternative in enumerate(scene.alternatives):
            text, about = alternative_texts(alternative)
            chips.append(Chip(text, about, number == scene.chosen))
        self._others.show_chips(tuple(chips))
        self.ladder.show_hops(scene.hops)
        self._show_parts()

    def _lay_out(self) -> None:
        self.setAccessibleName("Route")
        self._title.setWordWrap(True)
        self._subline.setWordWrap(True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._headline.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._area.setWidget(self.ladder)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self.ladder.setAutoFillBackground(False)
        self.setMinimumWidth(280)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.MARGIN_PX - 4, 10, tokens.MARGIN_PX - 4, 6)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._headline)
        column.addWidget(self._subline)
        column.addSpacing(4)
        column.addWidget(self._others)
        column.addSpacing(4)
        column.addWidget(self._empty, 1)
        column.addWidget(self._area, 1)

    def _show_parts(self) -> None:
        scene = self._scene
        self._title.setVisible(scene is not None and bool(scene.title))
        self._headline.setVisible(scene is not None and bool(scene.headline))
        self._subline.setVisible(scene is not None and bool(scene.subline))
        self._others.setVisible(scene is not None and bool(scene.alternatives))
        self._area.setVisible(scene is not None and bool(scene.hops))
        self._empty.setVisible(scene is None or not scene.hops)

    def _reveal(self, y: int) -> None:
        self._area.ensureVisible(0, y, 0, 40)
