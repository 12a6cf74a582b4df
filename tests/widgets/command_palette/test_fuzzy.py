"""Fuzzy matching: letters in order, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline_widgets.command_palette.fuzzy import score

TITLES = (
    "Play: Play or pause",
    "Play: Follow the end",
    "View: Full screen",
    "File: Open a scenario",
    "Play: Faster",
)


def best(typed: str) -> str:
    fits = [(score(typed, title), title) for title in TITLES]
    return max(((fit[0], title) for fit, title in fits if fit is not None))[1]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("follow", "Play: Follow the end"),
        ("foll", "Play: Follow the end"),
        ("pause", "Play: Play or pause"),
        ("full", "View: Full screen"),
        ("fs", "View: Full screen"),
        ("OPEN", "File: Open a scenario"),
        ("f op", "File: Open a scenario"),
        ("fas", "Play: Faster"),
    ],
)
def test_the_likeliest_is_first(typed: str, title: str) -> None:
    assert best(typed) == title


def test_letters_out_of_order_do_not_match() -> None:
    assert score("pz", "Play or pause") is None
    assert score("yalp", "Play") is None


def test_nothing_typed_matches_all_alike() -> None:
    assert score("", "Play") == score("  ", "Quit") == (0, ())


@given(st.text("abc: ", max_size=12), st.text("abc: ", max_size=6))
def test_a_match_is_a_subsequence_and_every_subsequence_matches(title: str, typed: str) -> None:
    wanted = "".join(typed.split())
    letters = iter(title)
    is_subsequence = all(letter in letters for letter in wanted)
    found = score(typed, title)
    assert (found is not None) == is_subsequence
    if found is not None:
        assert "".join(title[place] for place in found[1]) == wanted
        assert list(found[1]) == sorted(set(found[1]))
