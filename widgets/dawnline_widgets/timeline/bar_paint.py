"""How the time bar is painted: what is simulated, what is not yet, what is lost, where the playhead is."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.fonts import mono, sans
from dawnline_widgets.timeline.axis import Axis
from dawnline_widgets.timeline.scene import EventMark, TransportScene

LABELS_PX = 26.0
TRACK_PX = 22.0
_ROUND = 4.0

# The caution status: a lost span wants an eye, not a hand.
_GAP = tokens.STATUSES[2].colour
# The serious status: something happens, and its traces are on the globe.
_EVENT = tokens.STATUSES[1].colour
_DIAMOND_PX = 5.0


def mode_token(scene: TransportScene) -> str:
    """Return the colour of the mode: live or replay."""
    return tokens.LIVE if scene.mode == "LIVE" else tokens.REPLAY


def track_box(axis: Axis) -> QRectF:
    """Return the box of the track."""
    return QRectF(axis.left, LABELS_PX, axis.right - axis.left, TRACK_PX)


def paint_track(painter: QPainter, scene: TransportScene, axis: Axis) -> None:
    """Paint the track: simulated solid, not yet simulated hatched, lost marked, looped framed."""
    track = track_box(axis)
    outline = QPainterPath()
    outline.addRoundedRect(track, _ROUND, _ROUND)
    painter.fillPath(outline, colour(tokens.BACKGROUND))
    painter.save()
    painter.setClipPath(outline)
    done = axis.x(scene.buffered_s)
    painter.fillRect(
        QRectF(done, track.top(), track.right() - done, track.height()),
        QBrush(colour(tokens.LINE), Qt.BrushStyle.BDiagPattern),
    )
    painter.fillRect(
        QRectF(track.left(), track.top(), done - track.left(), track.height()),
        mixed(tokens.SECONDARY, tokens.PANEL, 0.18),
    )
    here = min(axis.x(scene.t_s), done)
    painter.fillRect(
        QRectF(track.left(), track.top(), here - track.left(), track.height()),
        mixed(tokens.SECONDARY, tokens.PANEL, 0.36),
    )
    painter.fillRect(
        QRectF(track.left(), track.bottom() - 3.0, here - track.left(), 3.0), colour(mode_token(scene))
    )
    for start, end in scene.gaps:
        lost = QRectF(axis.x(start), track.top(), max(axis.x(end) - axis.x(start), 2.0), track.height())
        painter.fillRect(lost, colour(tokens.BACKGROUND))
        painter.fillRect(lost, QBrush(colour(_GAP, 0.75), Qt.BrushStyle.FDiagPattern))
    painter.restore()


def paint_ticks(painter: QPainter, scene: TransportScene, axis: Axis) -> None:
    """Paint the ticks; a label that would touch its neighbour is left out."""
    font = mono(tokens.CAPS_PX)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    free = axis.left - 8.0
    for t_s, label in scene.ticks:
        x = round(axis.x(t_s)) + 0.5
        painter.setPen(QPen(mixed(tokens.SECONDARY, tokens.PANEL, 0.28), 1.0))
        painter.drawLine(QLineF(x, LABELS_PX - 3.0, x, LABELS_PX + TRACK_PX))
        width = metrics.horizontalAdvance(label)
        left = min(max(x - width / 2, axis.left - 6.0), axis.right + 6.0 - width)
        if left < free:
            continue
        painter.setPen(colour(tokens.MUTED))
        painter.drawText(QPointF(left, 10.0), label)
        free = left + width + 4.0


def paint_events(painter: QPainter, events: tuple[EventMark, ...], axis: Axis) -> None:
    """Paint what happens as a line along the top of the track, from a diamond on; other runs' are paler."""
    track = track_box(axis)
    painter.save()
    painter.setClipRect(track.adjusted(-_DIAMOND_PX, -_DIAMOND_PX, _DIAMOND_PX, 0.0))
    for event in events:
        left, right = axis.x(max(event.start_s, 0.0)), min(axis.x(event.end_s), track.right())
        strong = 1.0 if event.fresh else 0.6
        painter.fillRect(QRectF(left, track.top(), max(right - left, 1.0), 3.0), colour(_EVENT, 0.8 * strong))
        painter.setPen(QPen(colour(_EVENT, 0.7 * strong), 1.0))
        painter.drawLine(QLineF(left, track.top(), left, track.bottom()))
        painter.setPen(QPen(colour(tokens.PANEL), 1.0))
        painter.setBrush(colour(_EVENT, strong))
        reach, y = (_DIAMOND_PX if event.fresh else _DIAMOND_PX - 1.0), track.top() + 1.5
        painter.drawPolygon(
            QPolygonF(
                [QPointF(left + dx, y + dy) for dx, dy in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))]
            )
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.restore()


def paint_loop(painter: QPainter, span: tuple[float, float], axis: Axis) -> None:
    """Paint the looped range as a bracket over the track."""
    left, right = axis.x(span[0]), axis.x(span[1])
    track = track_box(axis)
    painter.fillRect(
        QRectF(left, track.top(), max(right - left, 1.0), track.height()), colour(tokens.ACCENT, 0.16)
    )
    painter.setPen(QPen(colour(tokens.ACCENT), 2.0))
    y = track.bottom() + 4.0
    painter.drawLine(QLineF(left, y, right, y))
    painter.drawLine(QLineF(left, y - 4.0, left, y))
    painter.drawLine(QLineF(right, y - 4.0, right, y))


def paint_edge(painter: QPainter, scene: TransportScene, axis: Axis) -> None:
    """Paint where the simulation has come to, in a line and words, while it has not come to the end."""
    if scene.buffered_s >= scene.duration_s:
        return
    x, track = axis.x(scene.buffered_s), track_box(axis)
    painter.setPen(QPen(colour(tokens.LIVE), 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(x, track.top() - 2.0, x, track.bottom() + 4.0))
    words, font = "simulated to here", sans(tokens.CAPS_PX)
    width = QFontMetricsF(font).horizontalAdvance(words)
    if axis.right - x > width + 16.0:
        ground = QRectF(x + 5.0, track.top() + 4.0, width + 8.0, track.height() - 8.0)
        painter.fillRect(ground, colour(tokens.BACKGROUND))
        painter.setFont(font)
        painter.setPen(colour(tokens.LIVE))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)


def paint_playhead(painter: QPainter, scene: TransportScene, axis: Axis) -> None:
    """Paint the playhead in the colour of the mode, with a handle to drag."""
    x, track = round(axis.x(scene.t_s)) + 0.0, track_box(axis)
    token = mode_token(scene)
    painter.setPen(QPen(colour(token), 2.0))
    painter.drawLine(QLineF(x, track.top() - 2.0, x, track.bottom() + 5.0))
    handle = [(-5.5, -12.5), (5.5, -12.5), (5.5, -6.0), (0.0, 0.0), (-5.5, -6.0)]
    painter.setPen(QPen(colour(tokens.PANEL), 1.5))
    painter.setBrush(colour(token))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, track.top() + dy) for dx, dy in handle]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_hover(painter: QPainter, text: str, x: float, axis: Axis) -> None:
    """Paint the time under the mouse, in a bubble over the labels."""
    font, track = mono(11), track_box(axis)
    width = QFontMetricsF(font).horizontalAdvance(text) + 14.0
    left = min(max(x - width / 2, axis.left - 8.0), axis.right + 8.0 - width)
    painter.setPen(QPen(colour(tokens.TEXT, 0.5), 1.0))
    painter.drawLine(QLineF(x, track.top(), x, track.bottom()))
    bubble = QRectF(left, 0.5, width, 18.0)
    painter.setPen(QPen(colour(tokens.LINE), 1.0))
    painter.setBrush(colour(tokens.RAISED))
    painter.drawRoundedRect(bubble, 4.0, 4.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(colour(tokens.TEXT))
    painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, text)
