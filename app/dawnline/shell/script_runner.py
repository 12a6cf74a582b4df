"""Plays a script: command ids one a line, waits, pictures; a step that fails ends the program with exit 1."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from dawnline.commands.complaint import CommandError
from dawnline.commands.script import QuitStep, RunStep, ShotStep, Step, WaitStep
from dawnline.shell.files import Files
from dawnline.shell.invoker import Invoker


class ScriptRunner(QObject):
    """Runs the steps one after another, giving the window time to draw between them."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        invoker: Invoker,
        files: Files,
        *,
        shoot: Callable[[Path], None],
        leave: Callable[[int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._invoker = invoker
        self._files = files
        self._line = 0  # of the step that ran last, 0 before the first
        files.settled.connect(self._opened)
        self._waits = False
        self._over = False
        self._shoot = shoot
        self._leave = leave

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        QTimer.singleShot(0, self._next)

    def _opened(self, why: str) -> None:
        """Go on when a file is open; end if it cannot be, and a step asked for it.

        What is refused quickly is told before the next step has begun to wait for it.
        """
        waited, self._waits = self._waits, False
        if why and self._line and not self._over:
            self._fail(why)
        elif waited:
            QTimer.singleShot(0, self._next)

    def _fail(self, why: str) -> None:
        self._over = True
        print(f"dawnline: script line {self._line}: {why}", file=sys.stderr)  # noqa: T201
        self._leave(1)

    def _next(self) -> None:
        if self._over:
            return
        if self._files.opening:
            self._waits = True
            return
        if not self._steps:
            self._over = True
            return  # the window stays: it is the user's now
        step = self._steps.pop(0)
        self._line = step.line
        pause_ms = 0
        try:
            match step:
                case WaitStep():
                    pause_ms = round(step.seconds * 1000)
                case ShotStep():
                    self._shoot(Path(step.file))
                case QuitStep():
                    self._leave(0)
                    return
                case RunStep():
                    self._invoker.run_or_raise(step.command, step.argument)
        except CommandError as error:
            self._fail(str(error))
            return
        QTimer.singleShot(pause_ms, self._next)
