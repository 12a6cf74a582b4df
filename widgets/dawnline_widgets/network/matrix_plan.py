"""Where the cells and names of a matrix lie in the room that there is. No Qt; pixels are logical ones."""

import math
from dataclasses import dataclass

NAME_PX = 10
GAP_PX = 6.0
# Steep enough that names a column apart do not touch, flat enough to be read.
SLANT_RAD = math.radians(60.0)
_LEAST_COLUMN_PX = 14.0
_LEAST_ROW_PX = 11.0
_MOST_COLUMN_PX, _MOST_ROW_PX = 72.0, 30.0
_HEAD_PX = 16.0
_MOST_HEAD_SHARE = 0.4
_MOST_NAMES_SHARE = 0.42
_GRID_FROM_PX = 9.0
_MOST_WASTE_SHARE = 0.92


@dataclass(frozen=True)
class Plan:
    """The cells begin at (``left``, ``top``); each is ``wide`` by ``high``; there are ``rows`` x ``columns``.

    ``row_every``: every how many rows a name fits. ``slanted``: every column's name fits, slanted; otherwise
    the head has room for one. ``gridded``: cells are large enough to stand apart.
    """

    left: float
    top: float
    wide: float
    high: float
    rows: int
    columns: int
    row_every: int
    slanted: bool

    @property
    def right(self) -> float:
        """Return where the cells end."""
        return self.left + self.columns * self.wide

    @property
    def bottom(self) -> float:
        """Return where the cells end."""
        return self.top + self.rows * self.high

    @property
    def gridded(self) -> bool:
        """Return whether cells are large enough for a line between them."""
        return min(self.wide, self.high) >= _GRID_FROM_PX

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return (row, column) as shown at a place, None outside."""
        row, column = math.floor((y - self.top) / self.high), math.floor((x - self.left) / self.wide)
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None


def plan(
    size: tuple[float, float],
    names: tuple[float, float],
    count: tuple[int, int],
    pixel_ratio: float,
) -> Plan:
    """Fit cells into ``size`` (width, height).

    ``names`` are the widths of the longest row name and of the longest column name, ``count`` (rows,
    columns), both at least one. Cells take whole device pixels, so that all are alike, where that wastes
    little room.
    """
    width, height = size
    rows, columns = count
    left = float(math.ceil(min(names[0], width * _MOST_NAMES_SHARE) + GAP_PX))
    # A slanted name leans over the columns right of its own; the last ones need room beyond the cells.
    head_px = max(height * _MOST_HEAD_SHARE, height - rows * _MOST_ROW_PX - 2 * NAME_PX)
    long_px = min(names[1], head_px / math.sin(SLANT_RAD))
    over_px = long_px * math.cos(SLANT_RAD)
    wide = _whole((width - left - over_px) / columns, pixel_ratio)
    slanted = wide >= _LEAST_COLUMN_PX
    if slanted:
        wide = min(wide, _MOST_COLUMN_PX)
        top = float(math.ceil(long_px * math.sin(SLANT_RAD) + NAME_PX))
    else:
        # Names that are let go leave room; it must not make cells so wide that names would fit again.
        wide = min(_whole((width - left) / columns, pixel_ratio), _LEAST_COLUMN_PX)
        top = _HEAD_PX
    high = min(_whole((height - top) / rows, pixel_ratio), _MOST_ROW_PX)
    every = max(1, math.ceil(_LEAST_ROW_PX / max(high, 1e-6)))
    return Plan(left, top, wide, high, rows, columns, every, slanted)


def _whole(size_px: float, pixel_ratio: float) -> float:
    """Round down to whole device pixels, unless that would waste room that is scarce."""
    device = math.floor(size_px * pixel_ratio)
    if device < _MOST_WASTE_SHARE * size_px * pixel_ratio:
        return max(size_px, 0.25)
    return device / pixel_ratio
