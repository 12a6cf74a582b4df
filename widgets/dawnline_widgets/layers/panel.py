"""The layers of a globe beside it: a strip of letters, which unfolds into rows with titles and fleets."""

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from dawnline_widgets.layers.row import LEAST_ROW_PX, ROW_PX, LayerButton
from dawnline_widgets.layers.scene import LayerRow, LayersScene
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.fonts import sans
from dawnline_widgets.theme.parts import CapsLabel, Rule

STRIP_PX = 38
WIDE_PX = 222
_HEAD_PX = 28
_GAP_PX = 7
_MARGIN_PX = 10
_EDGES_PX = 8  # border and margins above and below the rows


class LayersPanel(QFrame):
    """Shows a layers scene.

    Signals: ``layer_asked(id)`` and ``fleet_asked(id)`` when a person wants one turned on or off,
    ``expand_asked()`` for the panel itself, ``fleets_asked()`` for the fleets to be unfolded or folded.
    """

    layer_asked = Signal(str)
    fleet_asked = Signal(str)
    expand_asked = Signal()
    fleets_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layers")
        self.setAccessibleName("Layers")
        self.setStyleSheet(
            f"#layers {{ background: {tokens.PANEL}; border: 1px solid {tokens.LINE}; border-radius: 8px; }}"
            "#layers QScrollArea, #layers-rows { background: transparent; border: none; }"
        )
        self._scene: LayersScene | None = None
        self._buttons: dict[tuple[str, bool], LayerButton] = {}
        self._title = CapsLabel("Layers")
        self._fleets = self._button("Fleets", "Show the fleets of the satellites")
        self._fold = self._button("", "")
        self._fleets.clicked.connect(self.fleets_asked)
        self._fold.clicked.connect(self.expand_asked)
        head = QHBoxLayout()
        head.setContentsMargins(8, 2, 4, 2)
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        head.addWidget(self._fleets)
        head.addWidget(self._fold)
        self._head = QWidget()
        self._head.setLayout(head)
        self._head.setFixedHeight(_HEAD_PX)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 5)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    def show_scene(self, scene: LayersScene) -> bool:
        """Show a scene; return whether the panel wants another size than before."""
        if scene == self._scene:
            return False
        old, self._scene = self._scene, scene
        same_rows = (
            old is not None
            and old.expanded == scene.expanded
            and [(row.id, row.is_fleet) for row in _shown(old)]
            == [(row.id, row.is_fleet) for row in _shown(scene)]
        )
        if same_rows:
            for row in _shown(scene):
                self._buttons[row.id, row.is_fleet].show_row(row)
            return False
        self._build(scene)
        return True

    def wanted_size(self) -> QSize:
        """Return the size at which nothing needs to scroll."""
        if self._scene is None:
            return QSize(0, 0)
        rows = _shown(self._scene)
        gaps = sum(a.group != b.group for a, b in pairwise(rows))
        height = _HEAD_PX + len(rows) * ROW_PX + gaps * _GAP_PX + _EDGES_PX
        return QSize(WIDE_PX if self._scene.expanded else STRIP_PX, height)

    def fit_into(self, room: QRect) -> None:
        """Lay itself along the right edge of ``room``, as high as it wants or the room allows."""
        size = self.wanted_size()
        height = min(size.height(), room.height() - 2 * _MARGIN_PX)
        saved_px = self._squeeze(size.height() - height)
        height = min(size.height() - saved_px, height)
        left = room.right() + 1 - size.width() - _MARGIN_PX
        self.setGeometry(left, room.top() + _MARGIN_PX, size.width(), max(height, _HEAD_PX))

    def _squeeze(self, too_much_px: int) -> int:
        """Make the rows lower, so that they need not scroll; only so far that they can be read and hit.

        Return the pixels that this saved.
        """
        count = len(self._buttons)
        less_px = min(-(-max(too_much_px, 0) // max(count, 1)), ROW_PX - LEAST_ROW_PX)
        for button in self._buttons.values():
            button.setFixedHeight(ROW_PX - less_px)
        return less_px * count

    def _build(self, scene: LayersScene) -> None:
        rows = QWidget()
        rows.setObjectName("layers-rows")
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._buttons = {}
        group = ""
        for row in _shown(scene):
            if group not in {"", row.group}:
                column.addSpacing(_GAP_PX // 2)
                column.addWidget(Rule())
                column.addSpacing(_GAP_PX - _GAP_PX // 2 - 1)
            group = row.group
            button = LayerButton(row, compact=not scene.expanded)
            asked = self.fleet_asked if row.is_fleet else self.layer_asked
            button.clicked.connect(lambda _on=False, asked=asked, name=row.id: asked.emit(name))
            column.addWidget(button)
            self._buttons[row.id, row.is_fleet] = button
        column.addStretch(1)
        self._area.setWidget(rows)
        self._area.setVerticalScrollBarPolicy(  # no room for one beside letters; the wheel scrolls them
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if scene.expanded else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._title.setVisible(scene.expanded)
        self._fleets.setVisible(scene.expanded and any(row.is_fleet for row in scene.rows))
        self._fleets.setChecked(scene.fleets_open)
        self._fold.setText("\N{RIGHTWARDS ARROW}" if scene.expanded else "\N{LEFTWARDS ARROW}")
        words = "Fold the layers into letters (Ctrl+4)" if scene.expanded else "Layers by name (Ctrl+4)"
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)

    def _button(self, text: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(words)
        button.setFont(sans(11))
        button.setProperty("quiet", True)
        button.setCheckable(text != "")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def _shown(scene: LayersScene) -> list[LayerRow]:
    return [row for row in scene.rows if not row.is_fleet or (scene.expanded and scene.fleets_open)]
