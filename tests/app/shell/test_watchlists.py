"""The file of watchlists across versions: older ones are read, newer ones never spoilt, windows share it."""

from pathlib import Path

import pytest

from dawnline.commands.complaint import CommandError
from dawnline.shell.watchlists import FILE, FORMAT, Watchlists

OLDER = """\
# Groups of satellites, by id. Written by Dawnline.

[[watchlist]]
name = "night shift"
satellites = [
    "satellite:f/SAT-1",
    "satellite:f/SAT-2",
]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def test_a_file_of_the_older_form_is_read_and_kept(path: Path) -> None:
    """It had no format number."""
    path.write_text(OLDER, encoding="utf-8")
    lists = Watchlists(path)
    assert lists.ids("night shift") == ("satellite:f/SAT-1", "satellite:f/SAT-2")
    assert path.read_text(encoding="utf-8") == OLDER, "reading changes nothing"
    lists.save("mine", ("satellite:f/SAT-3",))
    assert f"format = {FORMAT}\n" in path.read_text(encoding="utf-8")
    assert Watchlists(path).names == ("mine", "night shift")


@pytest.mark.parametrize(
    "newer",
    [
        f"format = {FORMAT + 1}\n" + OLDER,
        "theme = 'light'\n" + OLDER,
        OLDER + "colour = 'rose'\n",
        OLDER + "[alarms]\nloud = true\n",
        OLDER + "[[watchlist]]\nname = 'by a rule'\nrule = 'soc < 30'\n",
    ],
)
def test_a_newer_file_is_read_as_far_as_it_goes_and_never_written(path: Path, newer: str) -> None:
    path.write_text(newer, encoding="utf-8")
    lists = Watchlists(path)
    assert lists.names == ("night shift",)
    assert lists.complaint == ""
    with pytest.raises(CommandError, match="a newer Dawnline keeps watchlists here"):
        lists.save("mine", ("satellite:f/SAT-3",))
    with pytest.raises(CommandError, match="a newer Dawnline"):
        lists.delete("night shift")
    assert path.read_text(encoding="utf-8") == newer
    assert [entry.name for entry in path.parent.iterdir()] == [FILE]


def test_a_newer_file_of_another_shape_is_not_put_aside(path: Path) -> None:
    newer = f"format = {FORMAT + 1}\nwatchlist = 'elsewhere'\n"
    path.write_text(newer, encoding="utf-8")
    assert Watchlists(path).names == ()
    assert path.read_text(encoding="utf-8") == newer


def test_two_windows_lose_nothing_of_each_other(path: Path) -> None:
    one, other = Watchlists(path), Watchlists(path)
    assert (one.names, other.names) == ((), ())
    one.save("a", ("satellite:f/SAT-1",))
    other.save("b", ("satellite:f/SAT-2",))
    assert Watchlists(path).names == ("a", "b")


def test_a_newer_program_that_came_meanwhile_is_noticed(path: Path) -> None:
    lists = Watchlists(path)
    lists.save("a", ("satellite:f/SAT-1",))
    newer = path.read_text(encoding="utf-8").replace(f"format = {FORMAT}", f"format = {FORMAT + 1}")
    path.write_text(newer, encoding="utf-8")
    with pytest.raises(CommandError, match="a newer Dawnline"):
        lists.save("b", ())
    assert path.read_text(encoding="utf-8") == newer
