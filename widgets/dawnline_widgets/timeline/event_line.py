"""One line on what happens: its number among all, when it is, what it did and how it was got over."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import mono, sans
from dawnline_widgets.theme.shapes import paint_status
from dawnline_widgets.timeline.scene import EventLineScene

_HEIGHT_PX = 24
_GLYPH_PX = 10.0
_GAP_PX = 10.0
SERIOUS = 1  # the diamond of the marks on the bar
_PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class EventLine(QWidget):
    """Hidden where nothing happens. Signal: ``chosen(entity)`` of what is hit, when a person presses it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = EventLineScene()
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Event")
        self.hide()

    @property
    def text(self) -> str:
        """Return everything that it tells."""
        scene = self._scene
        return " ".join(part for part in (scene.number, scene.when, scene.what, scene.recovery) if part)

    def show_scene(self, scene: EventLineScene) -> None:
        """Show a scene; an equal one paints nothing."""
        if scene == self._scene:
            return
        self._scene = scene
        self.setHidden(not scene.what)
        self.setToolTip("\n".join(part for part in (f"{scene.when} {scene.what}", scene.recovery) if part))
        self.setAccessibleDescription(self.text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(320, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which what happens can be read; the rest is cut."""
        return QSize(120, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint mark, number, time, words; what does not fit is cut at its end."""
        scene, painter = self._scene, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = float(tokens.MARGIN_PX)
        if scene.is_on:
            paint_status(painter, QRectF(left, 6.0, _GLYPH_PX, _GLYPH_PX), SERIOUS)
        left += _GLYPH_PX + 8.0
        for font, token, words in (
            (sans(11), tokens.MUTED, scene.number),
            (mono(11), tokens.SECONDARY, scene.when),
            (sans(12), tokens.TEXT if scene.is_on or scene.recovery else tokens.SECONDARY, scene.what),
            (sans(12), tokens.SECONDARY, scene.recovery),
        ):
            room = self.width() - tokens.MARGIN_PX - left
            if not words or room < 24.0:
                continue
            metrics = QFontMetricsF(font)
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(colour(token))
            painter.drawText(QRectF(left, 0.0, room, 22.0), Qt.AlignmentFlag.AlignVCenter, cut)
            left += metrics.horizontalAdvance(cut) + _GAP_PX
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.ACCENT), 1.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(6.5, 0.5, -6.5, -1.5), 4.0, 4.0)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is hit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose what is hit; leave every other key alone."""
        if Qt.Key(event.key()) in _PRESS_KEYS:
            self._choose()
        else:
            event.ignore()

    def _choose(self) -> None:
        if self._scene.entity:
            self.chosen.emit(self._scene.entity)
