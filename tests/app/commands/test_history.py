"""Undo of where one looked."""

from dawnline.commands.history import LIMIT, History, Place
from dawnline.fleet.entity import EntityRef


def place(t_s: float, selected: EntityRef | None = None) -> Place:
    return Place(t_s, selected, "gpu_util_frac")


def test_undo_and_redo_go_back_and_forth() -> None:
    history = History()
    history.remember(place(0.0))
    history.remember(place(10.0))
    assert history.undo(place(20.0)) == place(10.0)
    assert history.undo(place(10.0)) == place(0.0)
    assert history.undo(place(0.0)) is None
    assert history.redo(place(0.0)) == place(10.0)
    assert history.redo(place(10.0)) == place(20.0)
    assert not history.can_redo


def test_a_new_jump_forgets_what_could_be_redone() -> None:
    history = History()
    history.remember(place(0.0))
    history.undo(place(10.0))
    history.remember(place(0.0, EntityRef("site", 1)))
    assert not history.can_redo


def test_places_that_are_here_are_passed_over() -> None:
    history = History()
    history.remember(place(5.0))
    history.remember(place(10.0))
    assert history.undo(place(10.0)) == place(5.0)


def test_it_forgets_the_oldest() -> None:
    history = History()
    for t_s in range(LIMIT + 10):
        history.remember(place(float(t_s)))
    last = place(-1.0)
    steps = 0
    while (before := history.undo(last)) is not None:
        last = before
        steps += 1
    assert steps == LIMIT
    assert last == place(10.0)
