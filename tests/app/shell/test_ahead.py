"""Results from a thread: by key and slot, the last one meanwhile, and an end."""

import threading
from collections.abc import Callable, Iterator

import pytest

from dawnline.present.cache import SceneCache
from dawnline.shell.ahead import KEPT, PATIENCE_S, Ahead

LONG_S = 20.0


class Gate:
    """A maker that waits until it may, and counts."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()
        self.made: list[object] = []

    def make(self, result: str) -> Callable[[SceneCache], str]:
        def make(_cache: SceneCache) -> str:
            self.may.wait(LONG_S)
            self.made.append(result)
            return result

        return make


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def told() -> threading.Event:
    return threading.Event()


@pytest.fixture
def ahead(gate: Gate, told: threading.Event) -> Iterator[Ahead]:
    made = Ahead("test", on_ready=told.set)
    yield made
    gate.may.set()
    made.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("test_")]


def wait(ahead: Ahead) -> None:
    ahead._pool.submit(lambda: None).result(LONG_S)


def test_a_key_is_made_once(ahead: Ahead, gate: Gate) -> None:
    for _ in range(3):
        with ahead.patient(LONG_S):
            assert ahead.get("a", 1, gate.make("one")) == "one"
    assert gate.made == ["one"]


def test_there_is_nothing_before_the_first(ahead: Ahead, gate: Gate, told: threading.Event) -> None:
    gate.may.clear()
    assert ahead.get("a", 1, gate.make("one")) is None
    gate.may.set()
    assert told.wait(LONG_S)
    assert ahead.get("a", 1, gate.make("never")) == "one"


def test_slots_know_nothing_of_each_other(ahead: Ahead, gate: Gate) -> None:
    with ahead.patient(LONG_S):
        assert ahead.get("a", 1, gate.make("one")) == "one"
        assert ahead.get("b", 1, gate.make("other")) == "other"
    gate.may.clear()
    assert (ahead.get("a", 2, gate.make("two")), ahead.get("b", 2, gate.make("more"))) == ("one", "other")


def test_scrubbing_shows_the_newest_that_came(ahead: Ahead, gate: Gate) -> None:
    """Each question replaces those that are not begun; what was begun is shown when it is there."""
    with ahead.patient(LONG_S):
        ahead.get("a", 0, gate.make("0"))
    gate.may.clear()
    assert ahead.get("a", 1, gate.make("1")) == "0"
    for key in range(2, 20):
        assert ahead.get("a", key, gate.make(str(key))) == "0"
    gate.may.set()
    wait(ahead)
    assert gate.made == ["0", "1", "19"]
    gate.may.clear()
    assert ahead.get("a", 20, gate.make("20")) == "19"


def test_who_waited_in_vain_does_not_wait_again(ahead: Ahead, gate: Gate) -> None:
    """However often and for whatever the window asks, it is held for one patience."""
    with ahead.patient(LONG_S):
        for slot in "abc":
            ahead.get(slot, 0, gate.make(slot))
    gate.may.clear()
    waits: list[float | None] = []
    for slot in "abc":
        wanted = ahead._made(ahead._slots[slot], 1, gate.make("late"))
        result = wanted.result

        def waited(timeout: float | None = None, result: Callable[..., str] = result) -> str:
            waits.append(timeout)
            return result(timeout)

        wanted.result = waited  # type: ignore[method-assign]
        assert ahead.get(slot, 1, gate.make("late")) == slot
    assert waits == [PATIENCE_S, 0.0, 0.0]
    gate.may.set()
    wait(ahead)
    assert ahead.get("a", 1, gate.make("never")) == "late"


def test_what_was_asked_before_what_is_shown_does_not_come_back(ahead: Ahead, gate: Gate) -> None:
    gate.may.clear()
    ahead.get("a", 1, gate.make("late"))
    gate.may.set()
    with ahead.patient(LONG_S):
        assert ahead.get("a", 2, gate.make("two")) == "two"
    gate.may.clear()
    assert ahead.get("a", 3, gate.make("three")) == "two"


def test_what_is_prepared_is_there_and_not_shown_before_it_is_asked_for(ahead: Ahead, gate: Gate) -> None:
    with ahead.patient(LONG_S):
        ahead.get("a", 1, gate.make("one"))
    ahead.prepare("a", 2, gate.make("two"))
    wait(ahead)
    gate.may.clear()
    assert ahead.get("a", 9, gate.make("nine")) == "one"
    assert ahead.get("a", 2, gate.make("never")) == "two"


def test_few_are_kept(ahead: Ahead, gate: Gate) -> None:
    with ahead.patient(LONG_S):
        for key in range(3 * KEPT):
            ahead.get("a", key, gate.make(str(key)))
            assert len(ahead._slots["a"].made) <= KEPT


def test_what_is_forgotten_is_made_anew(ahead: Ahead, gate: Gate) -> None:
    with ahead.patient(LONG_S):
        ahead.get("a", 1, gate.make("one"))
        ahead.forget()
        assert ahead.get("a", 1, gate.make("again")) == "again"


def test_a_fault_reaches_who_asked(ahead: Ahead) -> None:
    def fail(_cache: SceneCache) -> str:
        raise ValueError("no such thing")

    with ahead.patient(LONG_S), pytest.raises(ValueError, match="no such thing"):
        ahead.get("a", 1, fail)
    with ahead.patient(LONG_S):
        assert ahead.get("a", 2, lambda _cache: "fine") == "fine"


def test_closing_tells_nobody(gate: Gate, told: threading.Event) -> None:
    ahead = Ahead("closing", on_ready=told.set)
    gate.may.clear()
    assert ahead.get("a", 1, gate.make("one")) is None
    threading.Timer(0.1, gate.may.set).start()
    ahead.close()
    assert not told.is_set()
