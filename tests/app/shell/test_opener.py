"""Opening in a thread: the last that was asked for counts, nothing is lost, no thread is left."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline.commands.complaint import CommandError
from dawnline.shell.opener import Opener

NAME = "an-opener"


class Openings:
    """Openings that end when they are let; what came of each is written down."""

    def __init__(self, opener: Opener) -> None:
        self.opener = opener
        self.taken: list[str] = []
        self.refused: list[str] = []
        self.dropped: list[str] = []
        self.gates: dict[str, threading.Event] = {}
        self.begun: dict[str, threading.Event] = {}

    def begin(self, name: str, error: Exception | None = None) -> None:
        gate, begun = threading.Event(), threading.Event()
        self.gates[name], self.begun[name] = gate, begun

        def make() -> str:
            begun.set()
            assert gate.wait(20.0)
            if error is not None:
                raise error
            return name

        self.opener.begin(
            make,
            take=self.taken.append,
            refuse=lambda why: self.refused.append(str(why)),
            drop=self.dropped.append,
        )


@pytest.fixture
def openings(qapp: QApplication) -> Iterator[Openings]:
    assert qapp
    parent = QObject()
    openings = Openings(Opener(NAME, parent))
    yield openings
    for gate in openings.gates.values():
        gate.set()
    openings.opener.close()
    assert not any(thread.name.startswith(NAME) for thread in threading.enumerate())


def test_what_is_made_is_taken_later(openings: Openings, qtbot: QtBot) -> None:
    openings.begin("a")
    assert openings.opener.busy
    openings.gates["a"].set()
    assert openings.begun["a"].wait(20.0)
    assert openings.taken == []  # never while somebody asks
    qtbot.waitUntil(lambda: openings.taken == ["a"])
    assert not openings.opener.busy


def test_what_cannot_be_is_refused_in_words(openings: Openings, qtbot: QtBot) -> None:
    openings.begin("a", CommandError("no such run"))
    openings.gates["a"].set()
    qtbot.waitUntil(lambda: openings.refused == ["no such run"])
    assert not openings.opener.busy


def test_another_takes_its_place_and_the_first_is_dropped(openings: Openings, qtbot: QtBot) -> None:
    openings.begin("slow")
    assert openings.begun["slow"].wait(20.0)
    openings.begin("new")
    openings.gates["new"].set()
    qtbot.waitUntil(lambda: openings.taken == ["new"])  # it has not waited for the slow one
    openings.gates["slow"].set()
    qtbot.waitUntil(lambda: openings.dropped == ["slow"])
    assert openings.taken == ["new"]


def test_errors_of_what_was_cancelled_are_told_to_nobody(openings: Openings, qtbot: QtBot) -> None:
    openings.begin("a", CommandError("nobody wants to know"))
    assert openings.begun["a"].wait(20.0)
    openings.opener.cancel()
    assert not openings.opener.busy
    openings.gates["a"].set()
    openings.begin("b")
    openings.gates["b"].set()
    qtbot.waitUntil(lambda: openings.taken == ["b"])
    assert openings.refused == []


def test_what_waits_and_is_cancelled_never_begins(openings: Openings) -> None:
    openings.begin("a")
    openings.begin("b")
    openings.begin("c")  # two are under way: it waits
    openings.opener.cancel()
    for gate in openings.gates.values():
        gate.set()
    openings.opener.close()
    assert not openings.begun["c"].is_set()
    assert sorted(openings.dropped) == ["a", "b"]


def test_closing_drops_what_is_under_way(openings: Openings) -> None:
    openings.begin("a")
    assert openings.begun["a"].wait(20.0)
    openings.gates["a"].set()
    openings.opener.close()
    assert openings.dropped == ["a"]
    assert openings.taken == []


def test_a_fault_of_ours_is_not_hidden(openings: Openings, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as faults:
        openings.begin("a", ValueError("ours"))
        openings.gates["a"].set()
        qtbot.waitUntil(lambda: not openings.opener.busy)
    assert [str(fault[1]) for fault in faults] == ["ours"]
    assert openings.refused == ["a fault of the program: ours"]  # nothing waits for it any more
