"""Words about a driver that draws small points only."""

from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.point_size import point_words, words_of


def test_small_points_are_said_and_large_ones_not() -> None:
    assert "8 px" in words_of(8.0)
    assert words_of(16.0) == ""


def test_mesa_draws_points_large_enough() -> None:
    with egl._context():
        assert point_words() == ""
