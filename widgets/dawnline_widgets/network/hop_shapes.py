"""The shapes of what a route runs through, and the lines between: told apart without colour."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour

LASER, UP, DOWN, FIBRE = "laser", "up", "down", "fibre"


def leg_word(before: str, after: str) -> str:
    """Return what carries a leg between two kinds of hop: laser, up, down, or fibre on the ground."""
    above = (before == "satellite", after == "satellite")
    return {(True, True): LASER, (False, True): UP, (True, False): DOWN}.get(above, FIBRE)


def hop_path(kind: str, box: QRectF) -> QPainterPath:
    """Return the filled outline of a kind of hop inside ``box``; a dot for a kind that has no shape."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    centre, unit = box.center(), min(box.width(), box.height()) / 16.0

    def at(x: float, y: float) -> QPointF:
        return QPointF(centre.x() + (x - 8.0) * unit, centre.y() + (y - 8.0) * unit)

    def bar(x: float, y: float, wide: float, high: float) -> None:
        path.addRect(QRectF(at(x, y), at(x + wide, y + high)))

    if kind == "region":  # a pin on a map
        path.moveTo(at(8.0, 15.5))
        path.cubicTo(at(6.2, 12.4), at(3.0, 9.6), at(3.0, 6.0))
        path.cubicTo(at(3.0, 3.0), at(5.2, 0.8), at(8.0, 0.8))
        path.cubicTo(at(10.8, 0.8), at(13.0, 3.0), at(13.0, 6.0))
        path.cubicTo(at(13.0, 9.6), at(9.8, 12.4), at(8.0, 15.5))
        path.addEllipse(at(8.0, 6.0), 2.0 * unit, 2.0 * unit)
    elif kind == "site":  # a rack
        bar(2.5, 1.5, 11.0, 13.0)
        for y in (4.0, 7.25, 10.5):
            bar(4.5, y, 7.0, 1.5)
    elif kind == "gateway":  # a dish on its foot
        path.moveTo(at(1.2, 3.2))
        path.cubicTo(at(0.6, 9.8), at(6.2, 15.4), at(12.8, 14.8))
        path.closeSubpath()
        path.addEllipse(at(11.4, 4.6), 2.1 * unit, 2.1 * unit)
    elif kind == "satellite":  # a body between two wings
        bar(6.0, 4.5, 4.0, 7.0)
        bar(0.2, 6.0, 4.6, 4.0)
        bar(11.2, 6.0, 4.6, 4.0)
    else:
        path.addEllipse(at(8.0, 8.0), 3.5 * unit, 3.5 * unit)
    return path


def paint_hop(painter: QPainter, kind: str, box: QRectF, token: str) -> None:
    """Paint the shape of a kind of hop into ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(hop_path(kind, box), colour(token))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_leg(painter: QPainter, word: str, x: float, top: float, bottom: float) -> None:
    """Paint the line of a leg: solid for a laser, dashed up or down with a head, double for fibre."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if word == FIBRE:
        painter.setPen(QPen(colour(tokens.MUTED), 1.0))
        painter.drawLine(QLineF(x - 1.5, top, x - 1.5, bottom))
        painter.drawLine(QLineF(x + 1.5, top, x + 1.5, bottom))
    else:
        pen = QPen(colour(tokens.SKY), 1.4)
        if word != LASER:
            pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, top, x, bottom))
    if word in {UP, DOWN}:
        middle, tip = (top + bottom) / 2, -4.0 if word == UP else 4.0
        head = QPolygonF(
            [QPointF(x - 4, middle - tip / 2), QPointF(x + 4, middle - tip / 2), QPointF(x, middle + tip)]
        )
        path = QPainterPath()
        path.addPolygon(head)
        painter.fillPath(path, colour(tokens.SKY))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
