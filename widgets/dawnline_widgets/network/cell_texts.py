"""What the matrix says of its numbers: colours, texts, tab-separated values. No Qt."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.network.matrix_order import Order
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme import colour_maps

UNREACHABLE = "unreachable"


def cell_colours(scene: MatrixScene, order: Order) -> NDArray[np.uint8]:
    """Return (r, c, 4) uint8 RGBA of the cells in an order; clear where there is no way."""
    value = scene.value[np.ix_(order.rows, order.columns)]
    known = np.isfinite(value)
    level = (np.where(known, value, scene.low) - scene.low) / max(scene.high - scene.low, 1e-9)
    entry = np.round(255 * np.clip(level, 0.0, 1.0)).astype(np.uint8)
    colours = colour_maps.lut(scene.colour_map)[entry]
    colours[~known] = 0
    return np.ascontiguousarray(colours)


def number_text(value: float) -> str:
    """Return a number as it is known: ``7.4``, ``71.4``, ``312``."""
    return f"{value:,.0f}" if abs(value) >= 99.95 else f"{value:.1f}"


def value_text(scene: MatrixScene, row: int, column: int) -> str:
    """Return the value of a cell with its unit, or that there is no way."""
    value = float(scene.value[row, column])
    return f"{number_text(value)} {scene.unit}" if np.isfinite(value) else UNREACHABLE


def pair_text(scene: MatrixScene, row: int, column: int) -> str:
    """Return who is meant by a cell."""
    return f"{scene.rows[row]} \N{RIGHTWARDS ARROW} {scene.columns[column]}"


def range_texts(scene: MatrixScene) -> tuple[str, str]:
    """Return the ends of the colours; with a sign where values lie beyond them."""
    known = scene.value[np.isfinite(scene.value)]
    below = "\N{LESS-THAN OR EQUAL TO} " if (known < scene.low).any() else ""
    above = "\N{GREATER-THAN OR EQUAL TO} " if (known > scene.high).any() else ""
    return f"{below}{scene.low:,.4g}", f"{above}{scene.high:,.4g} {scene.unit}"


def tab_separated(scene: MatrixScene, order: Order) -> str:
    """Return the matrix in an order as lines of tab-separated cells; no way is an empty cell."""
    lines = [
        "\t".join([f"{scene.title} ({scene.unit})", *(scene.columns[column] for column in order.columns)])
    ]
    for row in order.rows:
        cells = scene.value[row, order.columns].tolist()
        lines.append(
            "\t".join([scene.rows[row], *(f"{cell:.3f}" if np.isfinite(cell) else "" for cell in cells)])
        )
    return "\n".join(lines) + "\n"
