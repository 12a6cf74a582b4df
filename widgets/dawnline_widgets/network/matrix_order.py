"""In which order the rows and columns of a matrix are shown: places on the screen and cells of the scene."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.network.scene import MatrixScene

Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Order:
    """``rows`` (r,) and ``columns`` (c,) are indices of the scene, in the order in which they are shown."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]

    def cell_at(self, place: Cell) -> Cell:
        """Return the cell of the scene that is shown at a place."""
        return (int(self.rows[place[0]]), int(self.columns[place[1]]))

    def place_of(self, cell: Cell | None) -> Cell | None:
        """Return where a cell of the scene is shown, None if the scene has no such cell."""
        if cell is None or not (0 <= cell[0] < len(self.rows) and 0 <= cell[1] < len(self.columns)):
            return None
        return (int((self.rows == cell[0]).argmax()), int((self.columns == cell[1]).argmax()))

    def nearest(self, place: Cell) -> Cell:
        """Return the place inside that is nearest to one that may lie outside."""
        row, column = place
        return (min(max(row, 0), len(self.rows) - 1), min(max(column, 0), len(self.columns) - 1))


def given_order(scene: MatrixScene) -> Order:
    """Return rows and columns as the scene gives them."""
    return Order(np.arange(len(scene.rows)), np.arange(len(scene.columns)))


def order_by_mean(scene: MatrixScene) -> Order:
    """Return rows and columns by their mean, lowest first; those that reach nobody come last."""
    known = np.isfinite(scene.value)
    filled = np.where(known, scene.value, 0.0).astype(np.float64)
    orders = []
    for axis in (1, 0):
        count = known.sum(axis=axis)
        mean = np.where(count > 0, filled.sum(axis=axis) / np.maximum(count, 1), np.inf)
        orders.append(np.argsort(mean, kind="stable"))
    return Order(orders[0], orders[1])
