"""Stories: the real program, started in a process of its own as a user starts it, driven by mouse and keys.

A story is a generator: it yields conditions, and goes on when one holds. What it saw it returns as a dict,
which the process prints as one JSON line.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from time import monotonic
from typing import Any

from dawnline_testing.patience import PATIENCE_S

MARK = "STORY "
Story = Generator[Callable[[], bool], None, dict[str, Any]]


def play(argv: list[str], tell: Callable[[Any], Story]) -> int:
    """Start the program and the story beside it; for use inside the story's own process."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from dawnline.cli.main import main
    from dawnline.shell import main as shell_main
    from dawnline.shell.window import DeskWindow

    windows: list[DeskWindow] = []
    show = shell_main.DeskWindow.show

    def show_and_begin(window: DeskWindow) -> None:
        show(window)
        windows.append(window)
        teller = _Teller(tell(window))
        timer = QTimer(window)
        timer.timeout.connect(lambda: teller.go_on(window, QApplication.instance()))
        timer.start(20)

    shell_main.DeskWindow.show = show_and_begin  # type: ignore[method-assign]
    return main(argv)


class _Teller:
    """Goes on with a story whenever what it waits for has come true."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._awaited: Callable[[], bool] = lambda: True
        self._since_s = monotonic()
        self._over = False

    def go_on(self, window: Any, app: Any) -> None:
        if self._over:
            return
        try:
            if self._awaited():
                self._awaited = next(self._story)
                self._since_s = monotonic()
            elif monotonic() - self._since_s > PATIENCE_S:
                line = self._story.gi_frame.f_lineno if self._story.gi_frame else 0
                raise TimeoutError(f"waited in vain at line {line} of the story")
        except StopIteration as end:
            self._finish(window, {"seen": end.value})
        except Exception as error:
            self._finish(window, {"error": f"{type(error).__name__}: {error}"})
            app.exit(3)

    def _finish(self, window: Any, told: dict[str, Any]) -> None:
        self._over = True
        print(MARK + json.dumps(told), flush=True)
        window.close()


def tell(script: Path, *words: str, timeout_s: float = 2 * PATIENCE_S) -> dict[str, Any]:
    """Run a story's script in a process of its own; return what it saw, and how the process ended."""
    support = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(script), *words],
        capture_output=True,
        text=True,
        timeout=timeout_s,
        env={**os.environ, "PYTHONPATH": str(support)},
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    assert told, (
        f"the story did not end: status {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    )
    result: dict[str, Any] = json.loads(told[-1].removeprefix(MARK))
    assert "error" not in result, f"{result['error']}\n{done.stderr[-4000:]}"
    assert done.returncode == 0, done.stderr[-4000:]
    return {**result["seen"], "stderr": done.stderr}
