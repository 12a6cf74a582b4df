"""The script runner by itself: a file that is refused ends it, however soon that is known."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from dawnline.commands.script import QuitStep, RunStep, Step
from dawnline.shell.script_runner import ScriptRunner

OPEN = RunStep(3, "file.open", "bad.dawn")
QUIT = QuitStep(4)


class Files(QObject):
    """Files of which one is refused: at once, or when it is told to."""

    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.opening = False

    def end(self, why: str) -> None:
        self.opening = False
        self.settled.emit(why)


class Invoker:
    """Runs what a test says."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._run = run

    def run_or_raise(self, *_words: object) -> None:
        self._run()


@pytest.fixture
def files() -> Files:
    return Files()


def played(files: Files, steps: tuple[Step, ...], run: Callable[[], None]) -> list[int]:
    """Play steps and return the list that will hold the exit statuses."""
    left: list[int] = []
    invoker = cast("Any", Invoker(run))
    ScriptRunner(
        steps, invoker, cast("Any", files), shoot=lambda _: None, leave=left.append, parent=files
    ).start()
    return left


def test_a_file_refused_before_the_next_step_ends_it(
    files: Files, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    left = played(files, (OPEN, QUIT), lambda: files.end("no run"))
    qtbot.waitUntil(lambda: bool(left))
    qtbot.wait(1)  # the step behind it is not run
    assert left == [1]
    assert capsys.readouterr().err == "dawnline: script line 3: no run\n"


def test_a_file_refused_while_it_waits_ends_it(
    files: Files, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    left = played(files, (OPEN, QUIT), lambda: setattr(files, "opening", True))
    qtbot.waitUntil(lambda: files.opening)
    qtbot.wait(1)
    assert left == []
    files.end("no run")
    assert left == [1]
    assert capsys.readouterr().err == "dawnline: script line 3: no run\n"


def test_what_is_refused_behind_its_end_is_not_its_own(files: Files, qtbot: QtBot) -> None:
    ran: list[bool] = []
    left = played(files, (OPEN,), lambda: ran.append(True))
    qtbot.waitUntil(lambda: bool(ran))
    qtbot.wait(1)
    files.end("what a person opened later")
    assert left == []
