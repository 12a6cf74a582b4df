"""The outline of a region while a hand draws it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from dawnline_widgets.globe.hand.region import Region
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour


def paint_region(painter: QPainter, region: Region | None) -> None:
    """Paint it, if there is one: a thin bright line round a veil."""
    if region is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tokens.ACCENT), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(colour(tokens.ACCENT, 0.10))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in region.outline.tolist()]))
