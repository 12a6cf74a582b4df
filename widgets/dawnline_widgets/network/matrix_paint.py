"""How a matrix is painted: hatched ground, cells, numbers where they fit, names, the lit row and column."""

import math
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from dawnline_widgets.network.cell_texts import cell_colours, number_text
from dawnline_widgets.network.matrix_order import Cell, Order
from dawnline_widgets.network.matrix_plan import GAP_PX, NAME_PX, SLANT_RAD, Plan
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme import colour_maps, tokens
from dawnline_widgets.theme.colours import colour, mixed
from dawnline_widgets.theme.fonts import mono, sans

_NUMBER_PX = 10
_NUMBER_LOW_PX = 16.0
# Above this relative luminance (WCAG 2.2) dark words have more contrast than light ones.
_DARK_WORDS_FROM = 0.18


@cache
def hatch(period_px: int) -> QBrush:
    """Return the ground of cells without a way: diagonal lines, ``period_px`` device pixels apart."""
    size = 12 * period_px
    y, x = np.mgrid[0:size, 0:size]
    line = (x + y) % period_px < max(1, period_px // 5)
    table = np.stack([_rgb(mixed(tokens.LINE, tokens.BACKGROUND, 0.35)), _rgb(colour(tokens.UNKNOWN))])
    return QBrush(as_image(table[line.astype(np.intp)]))


def as_image(rgba: NDArray[np.uint8]) -> QImage:
    """Return (h, w, 4) uint8 as a picture that owns its pixels."""
    pixels = np.ascontiguousarray(rgba)
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def pixel_ratio(painter: QPainter) -> float:
    """Return how many device pixels a logical one takes; right also where a widget renders into a picture."""
    return painter.deviceTransform().m11()


def paint_hatch(painter: QPainter, box: QRectF, cell_px: float) -> None:
    """Fill a box with the hatch: lines so near that a cell of ``cell_px`` shows one, sharp at any ratio."""
    ratio = pixel_ratio(painter)
    period_px = max(3, round(ratio * (5.0 if cell_px >= 10.0 else 2.6)))
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(1.0 / ratio, 1.0 / ratio)
    painter.fillRect(QRectF(0.0, 0.0, box.width() * ratio, box.height() * ratio), hatch(period_px))
    painter.restore()


class MatrixPainter:
    """Paints one scene in one order. What depends on the scene alone is made once."""

    def __init__(self, scene: MatrixScene, order: Order) -> None:
        self._scene, self._order = scene, order
        self._colours = cell_colours(scene, order)
        self._image = as_image(self._colours)
        self._picture = QPixmap()
        self._picture_of: tuple[Plan, float] | None = None
        self._elided: dict[tuple[str, float, float], str] = {}

    def paint_still(self, painter: QPainter, plan: Plan) -> None:
        """Paint what the mouse does not change: cells and slanted names. A picture of them is kept."""
        ratio = pixel_ratio(painter)
        if self._picture_of != (plan, ratio):
            # Names lean over the columns right of their own by less than they are high.
            size = QSizeF(plan.right - plan.left + plan.top, plan.bottom) * ratio
            self._picture = QPixmap(math.ceil(size.width()), math.ceil(size.height()))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            into = QPainter(self._picture)
            into.translate(-plan.left, 0.0)
            self._draw_cells(into, plan)
            if plan.slanted:
                self._paint_slanted(into, plan, range(plan.columns), tokens.SECONDARY)
            into.end()
            self._picture_of = (plan, ratio)
        painter.drawPixmap(QPointF(plan.left, 0.0), self._picture)

    def _draw_cells(self, painter: QPainter, plan: Plan) -> None:
        box = QRectF(plan.left, plan.top, plan.columns * plan.wide, plan.rows * plan.high)
        paint_hatch(painter, box, min(plan.wide, plan.high))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(box, self._image)
        if plan.gridded:
            painter.setPen(QPen(colour(tokens.PANEL), 1.0))
            painter.drawLines(
                [
                    QLineF(x, box.top(), x, box.bottom())
                    for x in (box.left() + plan.wide * n for n in range(1, plan.columns))
                ]
                + [
                    QLineF(box.left(), y, box.right(), y)
                    for y in (box.top() + plan.high * n for n in range(1, plan.rows))
                ]
            )
        font = mono(_NUMBER_PX)
        if plan.high >= _NUMBER_LOW_PX and plan.wide >= QFontMetricsF(font).horizontalAdvance("99.9") + 6.0:
            painter.setFont(font)
            self._paint_numbers(painter, plan)

    def paint_names(self, painter: QPainter, plan: Plan, lit: Cell | None, chosen: Cell | None) -> None:
        """Write names of rows, and all those of the lit and of the chosen cell in the light of the text."""
        painter.setFont(sans(NAME_PX if plan.high < 16 else NAME_PX + 1))
        # The lit one is written first and keeps its place.
        marked = [cell for cell in (lit, chosen) if cell is not None]
        self._paint_rows(painter, plan, list(dict.fromkeys(cell[0] for cell in marked)))
        first = list(dict.fromkeys(cell[1] for cell in marked))
        if plan.slanted:
            self._paint_slanted(painter, plan, first, tokens.TEXT)
        else:
            self._paint_heads(painter, plan, first)

    @staticmethod
    def paint_lit(painter: QPainter, plan: Plan, cell: Cell) -> None:
        """Mark the row and the column of a cell at their edges, and frame the cell."""
        box = _box(plan, cell)
        painter.fillRect(QRectF(plan.left - 4.0, box.top(), 3.0, box.height()), colour(tokens.SECONDARY))
        painter.fillRect(QRectF(box.left(), plan.top - 4.0, box.width(), 3.0), colour(tokens.SECONDARY))
        _frame(painter, box, tokens.SECONDARY)

    @staticmethod
    def paint_chosen(painter: QPainter, plan: Plan, cell: Cell, *, focused: bool) -> None:
        """Frame the chosen cell so that it is found at any size."""
        box = _box(plan, cell)
        painter.fillRect(QRectF(plan.left - 4.0, box.top(), 3.0, box.height()), colour(tokens.ACCENT))
        painter.fillRect(QRectF(box.left(), plan.top - 4.0, box.width(), 3.0), colour(tokens.ACCENT))
        _frame(painter, box, tokens.ACCENT if focused else tokens.TEXT)

    @staticmethod
    def paint_focus(painter: QPainter, plan: Plan) -> None:
        """Frame all cells: the keys are here, and nothing is chosen yet."""
        _frame(
            painter,
            QRectF(plan.left, plan.top, plan.right - plan.left, plan.bottom - plan.top),
            tokens.ACCENT,
        )

    def _paint_numbers(self, painter: QPainter, plan: Plan) -> None:
        share = self._colours[:, :, :3] / 255.0
        luminance = share**2.2 @ np.array([0.2126, 0.7152, 0.0722])
        for row, column in np.argwhere(self._colours[:, :, 3] > 0).tolist():
            value = float(self._scene.value[self._order.cell_at((row, column))])
            dark = luminance[row, column] >= _DARK_WORDS_FROM
            painter.setPen(colour(tokens.BACKGROUND if dark else tokens.TEXT))
            painter.drawText(_box(plan, (row, column)), Qt.AlignmentFlag.AlignCenter, number_text(value))

    def _fitting(self, metrics: QFontMetricsF, name: str, width: float) -> str:
        key = (name, width, metrics.height())
        if key not in self._elided:
            self._elided[key] = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width)
        return self._elided[key]

    def _paint_rows(self, painter: QPainter, plan: Plan, marked: list[int]) -> None:
        metrics = QFontMetricsF(painter.font())
        tall = metrics.height()
        taken: list[float] = []
        for row in [*marked, *range(0, plan.rows, plan.row_every)]:
            y = plan.top + (row + 0.5) * plan.high
            apart = max(min(tall - 3.0, plan.high), 1.0) if plan.row_every == 1 else tall - 2.0
            if any(abs(y - other) < apart - 0.01 for other in taken):
                continue
            taken.append(y)
            name = self._fitting(metrics, self._scene.rows[self._order.rows[row]], plan.left - GAP_PX)
            painter.setPen(colour(tokens.TEXT if row in marked else tokens.SECONDARY))
            box = QRectF(0.0, y - tall / 2, plan.left - GAP_PX, tall)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_slanted(self, painter: QPainter, plan: Plan, places: Iterable[int], token: str) -> None:
        painter.setFont(_column_font(plan))
        metrics = QFontMetricsF(painter.font())
        room = (plan.top - NAME_PX) / math.sin(SLANT_RAD)
        painter.setPen(colour(token))
        for column in places:
            name = self._fitting(metrics, self._scene.columns[self._order.columns[column]], room + 1.0)
            painter.save()
            painter.translate(plan.left + (column + 0.5) * plan.wide + 3.0, plan.top - 6.0)
            painter.rotate(-math.degrees(SLANT_RAD))
            painter.drawText(QPointF(0.0, 0.0), name)
            painter.restore()

    def _paint_heads(self, painter: QPainter, plan: Plan, marked: list[int]) -> None:
        painter.setFont(_column_font(plan))
        metrics = QFontMetricsF(painter.font())
        free: list[tuple[float, float]] = []
        painter.setPen(colour(tokens.TEXT))
        for column in marked:
            name = self._scene.columns[self._order.columns[column]]
            width = metrics.horizontalAdvance(name)
            middle = plan.left + (column + 0.5) * plan.wide
            left = max(min(middle - width / 2, plan.right - width), 0.0)
            if all(left > end + 8.0 or left + width < start - 8.0 for start, end in free):
                painter.drawText(QPointF(left, plan.top - 6.0), name)
                free.append((left, left + width))


def legend_image(name: str) -> QImage:
    """Return a colour map as a picture of 256 x 1."""
    return as_image(colour_maps.lut(name)[None])


def _column_font(plan: Plan) -> QFont:
    return sans(NAME_PX if plan.wide < 16 else NAME_PX + 1)


def _box(plan: Plan, cell: Cell) -> QRectF:
    return QRectF(plan.left + cell[1] * plan.wide, plan.top + cell[0] * plan.high, plan.wide, plan.high)


def touched(plan: Plan, place: Cell) -> QRect:
    """Return the pixels around a cell that lighting it or choosing it changes."""
    return _box(plan, place).adjusted(-4.0, -4.0, 4.0, 4.0).toAlignedRect()


def _frame(painter: QPainter, box: QRectF, token: str) -> None:
    """Frame a cell from outside, dark within light, so that it stands out on every colour."""
    for outer, ink in ((2.5, token), (1.0, tokens.BACKGROUND)):
        thick = 1.5 if outer > 2.0 else 1.0
        frame = box.adjusted(-outer, -outer, outer, outer)
        for side in (
            QRectF(frame.left(), frame.top(), frame.width(), thick),
            QRectF(frame.left(), frame.bottom() - thick, frame.width(), thick),
            QRectF(frame.left(), frame.top(), thick, frame.height()),
            QRectF(frame.right() - thick, frame.top(), thick, frame.height()),
        ):
            painter.fillRect(side, colour(ink))


def _rgb(ink: QColor) -> NDArray[np.uint8]:
    return np.array([ink.red(), ink.green(), ink.blue(), ink.alpha()], dtype=np.uint8)
