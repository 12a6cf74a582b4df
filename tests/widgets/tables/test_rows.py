"""Search, filter and sort over numpy columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.tables.rows import STATUS, Sorting, TextIndex, cell_text, ordered, searched
from dawnline_widgets.tables.scene import Column, TableScene

LIMITERS = ("none", "no_work", "eclipse", "power_cap")


def table(names: list[str], values: list[float], codes: list[int] | None = None) -> TableScene:
    count = len(names)
    return TableScene(
        key="rows",
        values_key="values",
        columns=(
            Column("Name", "", np.array(names, dtype=np.str_)),
            Column("Utilisation", "%", np.array(values)),
            Column("Limiter", "", np.array(codes or [0] * count, dtype=np.uint8), codes=LIMITERS),
        ),
        status=np.arange(count, dtype=np.uint8) % 6,
        selected=None,
    )


def order(scene: TableScene, sorting: Sorting | None) -> list[int]:
    rows = np.arange(len(scene.status), dtype=np.intp)
    return [int(row) for row in ordered(scene, TextIndex(scene.columns), rows, sorting)]


def hits(scene: TableScene, text: str) -> list[int]:
    return [int(row) for row in np.flatnonzero(searched(scene, TextIndex(scene.columns), text))]


SCENE = table(
    ["Starlink-12", "starlink-7", "São Paulo", "AWS us-east-1"], [5.0, np.nan, 9.0, 5.0], [1, 2, 3, 2]
)


def test_nan_comes_last_either_way_and_equal_rows_keep_their_order() -> None:
    assert order(SCENE, Sorting(1)) == [0, 3, 2, 1]
    assert order(SCENE, Sorting(1, descending=True)) == [2, 0, 3, 1]


def test_texts_sort_without_regard_to_case() -> None:
    assert order(SCENE, Sorting(0)) == [3, 0, 1, 2]
    assert order(SCENE, Sorting(0, descending=True)) == [2, 1, 0, 3]


def test_worst_status_comes_first() -> None:
    assert order(table(list("abcdefgh"), [0.0] * 8), Sorting(STATUS)) == [0, 6, 1, 7, 2, 3, 4, 5]


def test_no_sorting_is_the_order_of_the_scene() -> None:
    assert order(SCENE, None) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [0, 1, 2, 3]),
        ("STARLINK", [0, 1]),
        ("link 7", [1]),
        ("são", [2]),
        ("east-1", [3]),
        ("nothing", []),
        ("limiter:eclipse", [1, 3]),
        ("limiter:power_cap", [2]),
        ("lim:eclipse star", [1]),
        ("status:critical", [0]),
        ("name:aws", [3]),
        ("colour:red", []),
        (":x", []),
    ],
)
def test_search(text: str, rows: list[int]) -> None:
    assert hits(SCENE, text) == rows


@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=12), min_size=1, max_size=40
    )
)
def test_text_order_is_that_of_python(names: list[str]) -> None:
    # numpy's fixed-width texts drop zeros at the end; none is drawn here.
    scene = table(names, [0.0] * len(names))
    lowered = [str(name).lower() for name in scene.columns[0].values]
    expected = sorted(range(len(names)), key=lambda row: lowered[row].encode())
    assert order(scene, Sorting(0)) == expected


@given(st.lists(st.floats(allow_nan=True, width=32), min_size=1, max_size=60), st.booleans())
def test_sorting_loses_no_row(values: list[float], descending: bool) -> None:
    scene = table([str(row) for row in range(len(values))], values)
    rows = order(scene, Sorting(1, descending))
    assert sorted(rows) == list(range(len(values)))
    shown = np.array(values)[rows]
    known = shown[~np.isnan(shown)]
    steps = known[1:] - known[:-1] if len(known) > 1 and np.isfinite(known).all() else np.zeros(0)
    assert (steps <= 0).all() if descending else (steps >= 0).all()


def test_cells_are_words_for_people() -> None:
    assert cell_text(SCENE.columns[1], 0) == "5.0"
    assert cell_text(SCENE.columns[1], 1) == "\N{EN DASH}"
    assert cell_text(SCENE.columns[2], 2) == "power cap"
    lost = Column("Limiter", "", np.array([255], dtype=np.uint8), codes=LIMITERS)
    assert cell_text(lost, 0) == "\N{EN DASH}"
    assert cell_text(Column("Power", "MW", np.array([1234567.891]), decimals=2), 0) == "1,234,567.89"


def test_an_empty_table_can_be_searched_and_sorted() -> None:
    empty = table([], [])
    assert hits(empty, "x") == []
    assert order(empty, Sorting(0)) == []
