"""Names of pins: none covers another, none leaves the picture, the first comes first."""

from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.globe.words.labels import Wanted, place

SIZE = (400.0, 300.0)
names = st.lists(
    st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(10, 120)).map(lambda t: t),
    min_size=1,
    max_size=40,
)


@given(names)
def test_no_name_covers_another_or_what_was_there(spots: list[tuple[float, float, float]]) -> None:
    taken = [(0.0, 0.0, 100.0, 80.0)]
    wanted = [Wanted(i, x, y, 5.0, width, 14.0) for i, (x, y, width) in enumerate(spots)]
    placed = place(wanted, taken, SIZE)
    boxes = [*taken, *((x, y, wanted[i].width, 14.0) for i, x, y in placed)]
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[1] >= 0
        assert a[0] + a[2] <= SIZE[0]
        assert a[1] + a[3] <= SIZE[1]
        for b in boxes[:i]:
            assert a[0] >= b[0] + b[2] or b[0] >= a[0] + a[2] or a[1] >= b[1] + b[3] or b[1] >= a[1] + a[3]


def test_the_first_gets_the_place_at_the_right() -> None:
    one, other = Wanted(7, 200.0, 150.0, 5.0, 60.0, 14.0), Wanted(8, 204.0, 150.0, 5.0, 60.0, 14.0)
    first, second = place([one, other], [], SIZE)
    assert first == (7, 210.0, 143.0)
    assert second[0] == 8
    assert second[1] != 214.0


def test_a_name_without_room_is_left_out() -> None:
    assert place([Wanted(0, 200.0, 150.0, 5.0, 60.0, 14.0)], [(0.0, 0.0, 400.0, 300.0)], SIZE) == []
