"""A table of entities, as columns of numbers and texts."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Column:
    """One column: ``values`` (n,) numbers in shown units, or an array of texts.

    ``decimals`` is used for numbers; NaN shows as a dash. ``codes`` turns uint8 values into words,
    ``bar`` draws a bar behind the number from ``low`` to ``high``.
    """

    title: str
    unit: str
    values: NDArray[np.float64] | NDArray[np.uint8] | NDArray[np.str_]
    decimals: int = 1
    codes: tuple[str, ...] = ()
    bar: bool = False
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, eq=False)
class TableScene:
    """Rows by index. ``key`` changes when rows or columns change, ``values_key`` when values do.

    ``status`` (n,) uint8 indexes ``theme.tokens.STATUSES``; ``selected`` is a row index or None.
    ``marked`` (n,) bool are the rows with a mark, None when none has one; ``only_marked`` leaves out the
    others. ``note`` says something of the marked in a few words.
    """

    key: Hashable
    values_key: Hashable
    columns: tuple[Column, ...]
    status: NDArray[np.uint8]
    selected: int | None
    marked: NDArray[np.bool_] | None = None
    only_marked: bool = False
    note: str = ""
