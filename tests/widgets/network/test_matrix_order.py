"""The order of a matrix: by mean, and back from places to cells."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dawnline_widgets.network.matrix_order import given_order, order_by_mean
from dawnline_widgets.network.scene import MatrixScene

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


def test_by_mean_the_fastest_come_first_and_who_reaches_nobody_last() -> None:
    order = order_by_mean(MIXED)
    assert order.rows.tolist() == [0, 2, 1]
    assert order.columns.tolist() == [2, 0, 1]


@given(
    arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.floats(0, 500, width=32))
)
def test_an_order_leaves_nobody_out_and_means_rise(value: np.ndarray) -> None:
    order = order_by_mean(scene(value))
    assert sorted(order.rows.tolist()) == list(range(value.shape[0]))
    assert sorted(order.columns.tolist()) == list(range(value.shape[1]))
    means = value.astype(np.float64).mean(axis=1)[order.rows]
    assert (np.diff(means) >= -1e-9).all()


def test_a_place_is_found_again() -> None:
    order = order_by_mean(MIXED)
    for cell in ((0, 0), (1, 2), (2, 1)):
        place = order.place_of(cell)
        assert place is not None
        assert order.cell_at(place) == cell
    assert order.place_of((0, 2)) == (0, 0)


def test_what_is_not_in_the_scene_has_no_place() -> None:
    order = given_order(MIXED)
    assert [order.place_of(cell) for cell in (None, (3, 0), (0, 3), (-1, -1))] == [None] * 4
    assert order.nearest((-1, 7)) == (0, 2)
