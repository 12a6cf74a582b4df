"""Icons of the transport and of search, painted as paths on a grid of 16: no files, sharp at any size.

An icon follows the state of its button: secondary text at rest, text under the mouse, dark on the accent
when the button is checked, dim when it cannot be pressed.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPainterPathStroker, QPixmap, QPolygonF

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour

GRID = 16.0


def icon_path(name: str) -> QPainterPath:
    """Return the outline of an icon on a 16 x 16 grid; raise KeyError with the known names otherwise."""
    if name not in _PATHS:
        raise KeyError(f"no icon {name!r}; there are {', '.join(sorted(_PATHS))}")
    return _PATHS[name]()


def paint_icon(painter: QPainter, name: str, box: QRectF, token: str) -> None:
    """Paint an icon into ``box`` in one colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.fillPath(icon_path(name), colour(token))
    painter.restore()


@cache
def icon(name: str, size_px: int = 16) -> QIcon:
    """Return an icon in all its states, sharp at device pixel ratios of 1, 2 and 3."""
    result = QIcon()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, tokens.SECONDARY),
        (QIcon.Mode.Active, QIcon.State.Off, tokens.TEXT),
        (QIcon.Mode.Disabled, QIcon.State.Off, tokens.UNKNOWN),
        (QIcon.Mode.Normal, QIcon.State.On, tokens.ON_ACCENT),
        (QIcon.Mode.Active, QIcon.State.On, tokens.ON_ACCENT),
        (QIcon.Mode.Disabled, QIcon.State.On, tokens.UNKNOWN),
    )
    for mode, state, token in states:
        for ratio in (1, 2, 3):
            pixmap = QPixmap(size_px * ratio, size_px * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint_icon(painter, name, QRectF(0.0, 0.0, size_px, size_px), token)
            painter.end()
            result.addPixmap(pixmap, mode, state)
    return result


def _filled(*polygons: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for polygon in polygons:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon]))
        path.closeSubpath()
    return path


def _bar(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _stroked(path: QPainterPath, width: float = 1.6) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path)


def _mirrored(path: QPainterPath) -> QPainterPath:
    flipped = QPainterPath()
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        point = QPointF(GRID - element.x, element.y)
        if element.isMoveTo():
            flipped.moveTo(point)
        else:
            flipped.lineTo(point)
    flipped.setFillRule(Qt.FillRule.WindingFill)
    return flipped


def _play() -> QPainterPath:
    return _filled(((4.5, 2.5), (13.5, 8.0), (4.5, 13.5)))


def _pause() -> QPainterPath:
    return _filled(_bar(4.0, 3.0, 2.9, 10.0), _bar(9.1, 3.0, 2.9, 10.0))


def _step_forward() -> QPainterPath:
    return _filled(_bar(3.6, 3.2, 2.0, 9.6), ((7.0, 3.2), (13.2, 8.0), (7.0, 12.8)))


def _jump_end() -> QPainterPath:
    return _filled(
        ((2.4, 3.4), (7.2, 8.0), (2.4, 12.6)),
        ((7.0, 3.4), (11.8, 8.0), (7.0, 12.6)),
        _bar(11.9, 3.4, 1.8, 9.2),
    )


def _follow() -> QPainterPath:
    """Draw an arrow that runs up to a dot: the playhead at the end of the data."""
    line = QPainterPath()
    line.moveTo(2.2, 8.0)
    line.lineTo(9.6, 8.0)
    line.moveTo(6.4, 4.6)
    line.lineTo(9.8, 8.0)
    line.lineTo(6.4, 11.4)
    path = _stroked(line)
    path.addEllipse(QPointF(12.9, 8.0), 1.9, 1.9)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _loop() -> QPainterPath:
    line = QPainterPath()
    line.moveTo(12.6, 5.0)
    line.lineTo(5.6, 5.0)
    line.arcTo(QRectF(2.4, 5.0, 6.2, 6.2), 90.0, 150.0)
    line.moveTo(3.4, 11.2)
    line.lineTo(10.4, 11.2)
    line.arcTo(QRectF(7.4, 5.0, 6.2, 6.2), 270.0, 150.0)
    line.moveTo(10.6, 2.8)
    line.lineTo(12.8, 5.0)
    line.lineTo(10.6, 7.2)
    return _stroked(line, 1.5)


def _search() -> QPainterPath:
    line = QPainterPath()
    line.addEllipse(QPointF(6.9, 6.9), 4.3, 4.3)
    line.moveTo(10.2, 10.2)
    line.lineTo(13.6, 13.6)
    return _stroked(line, 1.5)


def _close() -> QPainterPath:
    line = QPainterPath()
    line.moveTo(4.4, 4.4)
    line.lineTo(11.6, 11.6)
    line.moveTo(11.6, 4.4)
    line.lineTo(4.4, 11.6)
    return _stroked(line, 1.5)


_PATHS: dict[str, Callable[[], QPainterPath]] = {
    "play": _play,
    "pause": _pause,
    "step-forward": _step_forward,
    "step-back": lambda: _mirrored(_step_forward()),
    "jump-end": _jump_end,
    "jump-start": lambda: _mirrored(_jump_end()),
    "follow": _follow,
    "loop": _loop,
    "search": _search,
    "close": _close,
}
