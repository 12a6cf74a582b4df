"""Plays a script: command ids one a line, waits, pictures; a step that fails ends the program with exit 1."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from dawnline.commands.complaint import CommandError
from dawnline.commands.script import QuitStep, RunStep, ShotStep, Step, WaitStep
from dawnline.shell.invoker import Invoker


class ScriptRunner(QObject):
    """Runs the steps one after another, giving the window time to draw between them."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        invoker: Invoker,
        *,
        shoot: Callable[[Path], None],
        leave: Callable[[int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._invoker = invoker
        self._shoot = shoot
        self._leave = leave

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        QTimer.singleShot(0, self._next)

    def _next(self) -> None:
        if not self._steps:
            return  # the window stays: it is the user's now
        step = self._steps.pop(0)
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
            print(f"dawnline: script line {step.line}: {error}", file=sys.stderr)  # noqa: T201
            self._leave(1)
            return
        QTimer.singleShot(pause_ms, self._next)
