"""Colours and texts of a matrix."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline_widgets.network import cell_texts
from dawnline_widgets.network.matrix_order import Order, given_order
from dawnline_widgets.network.scene import MatrixScene
from dawnline_widgets.theme import colour_maps

NAN = float("nan")


def scene(value: list[list[float]] | np.ndarray) -> MatrixScene:
    table = np.array(value, dtype=np.float32)
    rows, columns = (
        tuple(f"{letter}{n}" for n in range(count)) for letter, count in zip("rc", table.shape, strict=True)
    )
    return MatrixScene(
        1, "Round trip", rows, columns, table, "ms", 0.0, 200.0, "sequential", None, "Nothing."
    )


MIXED = scene([[90.0, NAN, 30.0], [NAN, NAN, NAN], [10.0, 250.0, 50.0]])


def test_low_and_high_are_the_ends_of_the_map_and_no_way_is_clear() -> None:
    colours = cell_texts.cell_colours(MIXED, given_order(MIXED))
    table = colour_maps.lut("sequential")
    assert (colours[2, 1] == table[255]).all()
    assert (colours[0, 0] == table[round(255 * 90 / 200)]).all()
    assert (colours[1] == 0).all()
    assert (colours[0, 0, 3], colours[0, 1, 3]) == (255, 0)


def test_cells_follow_the_order() -> None:
    order = Order(np.array([2, 0, 1]), np.array([2, 1, 0]))
    given_colours = cell_texts.cell_colours(MIXED, given_order(MIXED))
    assert (cell_texts.cell_colours(MIXED, order) == given_colours[order.rows][:, order.columns]).all()


@pytest.mark.parametrize(
    ("value", "text"), [(7.44, "7.4"), (99.94, "99.9"), (99.96, "100"), (1312.2, "1,312")]
)
def test_numbers_are_rounded_to_what_is_known(value: float, text: str) -> None:
    assert cell_texts.number_text(value) == text


def test_a_cell_says_who_and_how_long() -> None:
    assert cell_texts.pair_text(MIXED, 0, 2) == "r0 \N{RIGHTWARDS ARROW} c2"
    assert cell_texts.value_text(MIXED, 0, 2) == "30.0 ms"
    assert cell_texts.value_text(MIXED, 0, 1) == "unreachable"


def test_the_range_tells_of_values_beyond_it() -> None:
    assert cell_texts.range_texts(MIXED) == ("0", "\N{GREATER-THAN OR EQUAL TO} 200 ms")
    assert cell_texts.range_texts(replace(MIXED, low=20.0, high=300.0)) == (
        "\N{LESS-THAN OR EQUAL TO} 20",
        "300 ms",
    )


def test_tab_separated_lines_come_in_the_shown_order() -> None:
    text = cell_texts.tab_separated(MIXED, Order(np.array([2, 0]), np.array([1, 0])))
    assert text.splitlines() == ["Round trip (ms)\tc1\tc0", "r2\t250.000\t10.000", "r0\t\t90.000"]
