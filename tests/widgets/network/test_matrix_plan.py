"""Where cells and names lie: everything has its place at every size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.network.matrix_plan import plan


@given(
    st.integers(220, 3800),
    st.integers(120, 2000),
    st.integers(1, 80),
    st.integers(1, 120),
    st.sampled_from([1.0, 1.25, 2.0]),
)
def test_cells_stay_inside_whatever_the_room(
    width: int, height: int, rows: int, columns: int, ratio: float
) -> None:
    found = plan((width, height), (110.0, 120.0), (rows, columns), ratio)
    assert found.right <= width + 0.01
    assert found.bottom <= height + 0.01
    assert found.wide > 0.0
    assert found.high > 0.0
    assert found.row_every * found.high >= 10.9 or found.row_every == 1


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_small_matrix_has_large_cells_with_names(ratio: float) -> None:
    found = plan((320.0, 200.0), (60.0, 110.0), (3, 4), ratio)
    assert found.wide >= 40.0
    assert found.high >= 20.0
    assert found.slanted
    assert found.row_every == 1
    assert found.gridded


def test_a_large_matrix_in_a_dock_fills_it_and_thins_names() -> None:
    found = plan((390.0, 520.0), (110.0, 120.0), (60, 93), 1.0)
    assert not found.slanted
    assert found.row_every == 2
    assert found.right > 380.0
    assert not found.gridded


def test_the_same_on_a_wall_names_everybody() -> None:
    found = plan((1600.0, 1000.0), (110.0, 120.0), (60, 93), 1.0)
    assert found.slanted
    assert found.row_every == 1


def test_a_place_is_a_cell_or_nothing() -> None:
    found = plan((320.0, 200.0), (60.0, 110.0), (3, 4), 1.0)
    assert found.cell_at(found.left + 0.1, found.top + 0.1) == (0, 0)
    assert found.cell_at(found.right - 0.1, found.bottom - 0.1) == (2, 3)
    assert found.cell_at(found.left - 1.0, found.top + 1.0) is None
    assert found.cell_at(found.left + 1.0, found.bottom + 1.0) is None
