"""The glyphs of status: shape says the same as colour, for eyes that do not see the colour."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour

# Stroke of the rings, as a share of the glyph's size.
_RING_SHARE = 0.19


def status_path(shape: str, box: QRectF) -> QPainterPath:
    """Return the filled outline of a shape inside ``box``; rings are outlines with a hole.

    Raises
    ------
    KeyError
        If ``shape`` is not one of ``tokens.STATUSES``.
    """
    path = QPainterPath()
    centre, radius = box.center(), min(box.width(), box.height()) / 2.0
    if shape == "triangle":
        path.addPolygon(_polygon(centre, radius * 1.1, ((0.0, -0.86), (1.0, 0.8), (-1.0, 0.8))))
    elif shape == "diamond":
        path.addPolygon(_polygon(centre, radius * 1.08, ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))))
    elif shape == "square":
        side = radius * 0.82
        path.addRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side))
    elif shape == "circle":
        path.addEllipse(centre, radius * 0.86, radius * 0.86)
    elif shape in {"ring", "ring-dot"}:
        outer, inner = radius * 0.95, radius * (0.95 - 2 * _RING_SHARE)
        path.addEllipse(centre, outer, outer)
        path.addEllipse(centre, inner, inner)
        if shape == "ring-dot":
            path.addEllipse(centre, radius * 0.28, radius * 0.28)
        return path
    else:
        raise KeyError(f"no status shape {shape!r}")
    path.closeSubpath()
    return path


def paint_status(painter: QPainter, box: QRectF, status: int) -> None:
    """Paint the glyph of ``tokens.STATUSES[status]`` inside ``box``."""
    look = tokens.STATUSES[status]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.fillPath(status_path(look.shape, box), colour(look.colour))
    painter.restore()


@cache
def status_icon(status: int, size_px: int = 12) -> QIcon:
    """Return the glyph as an icon, sharp at device pixel ratios of 1, 2 and 3."""
    icon = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(size_px * ratio, size_px * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_status(painter, QRectF(1.0, 1.0, size_px - 2.0, size_px - 2.0), status)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _polygon(centre: QPointF, radius: float, corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x * radius, centre.y() + y * radius) for x, y in corners])
