"""The simulation's process, seen from the window: started by command line, heard as JSON lines.

It may crash: the window says so and lives. The window may die: the end of standard input stops the worker.
"""

import json
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from dawnline.present.worker import Phase, WorkerState
from dawnline.shell.own_program import own_command

STOP_WITHIN_MS = 4000


class Worker(QObject):
    """Runs ``dawnline simulate`` or ``dawnline branch`` and tells how far it is."""

    progressed = Signal(object)  # WorkerState
    ended = Signal(object)  # WorkerState: complete, cancelled or failed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = WorkerState()
        self._problems: list[str] = []
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._listen)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail_to_start)

    @property
    def running(self) -> bool:
        """Return whether the process is there."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def process_id(self) -> int:
        """Return the process id, 0 when none runs."""
        return int(self._process.processId())

    def start(self, scenario: Path, run: Path, *, elements: tuple[str, ...], stale_ok: bool) -> None:
        """Start simulating ``scenario`` into ``run``."""
        words = ["simulate", str(scenario), "-o", str(run), "--overwrite", "--progress", "jsonl"]
        for element_file in elements:
            words += ["--elements", element_file]
        if stale_ok:
            words.append("--stale-ok")
        self._start(words)

    def start_branch(self, parent: Path, run: Path, *, at_s: float, event: str) -> None:
        """Start simulating what becomes of ``parent`` if an event happens at a time, into ``run``."""
        when = ["--at", f"+{at_s:.6f}s", "--event", event]
        self._start(["branch", str(parent), *when, "-o", str(run), "--overwrite", "--progress", "jsonl"])

    def _start(self, words: list[str]) -> None:
        self._problems.clear()
        self._tell(WorkerState(phase="starting"))
        self._process.start(*own_command(words))

    def cancel(self) -> None:
        """Ask the worker to stop; what it has written stays."""
        if self.running:
            self._process.write(b"cancel\n")

    def stop(self) -> None:
        """End the worker before the window goes: politely, then firmly."""
        if not self.running:
            return
        self.blockSignals(True)
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(STOP_WITHIN_MS):
            self._process.kill()
            self._process.waitForFinished(STOP_WITHIN_MS)
        self.blockSignals(False)

    def _listen(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                message = json.loads(line)
            except ValueError:
                continue  # not ours: a library printed something
            if isinstance(message, dict):
                self._hear(message)

    def _hear(self, message: dict[str, object]) -> None:
        match message:
            case {
                "event": "progress",
                "flushed_frames": int(flushed),
                "frames": int(n),
                "frame_count": int(all_),
            }:
                self._tell(
                    WorkerState(phase="simulating", frames=n, flushed_frames=flushed, frame_count=all_)
                )
            case {"event": "problems", "problems": list(problems)}:
                self._problems = [str(problem) for problem in problems]
            case {"event": "done", "state": str(state), "frames": int(n)}:
                phase: Phase = "cancelled" if state == "cancelled" else "complete"
                self._tell(WorkerState(phase=phase, frames=n, flushed_frames=n, frame_count=n))

    def _finish(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._listen()
        if self.state.phase not in {"complete", "cancelled"}:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._tell(self._failure(exit_code, crashed=status == QProcess.ExitStatus.CrashExit, said=said))
        self.ended.emit(self.state)

    def _failure(self, exit_code: int, *, crashed: bool, said: str) -> WorkerState:
        lines = self._problems or [line for line in said.splitlines() if line.startswith("dawnline:")]
        if crashed:
            lines = [
                "The simulation's process was ended from outside or crashed. The run up to here is kept."
            ]
        return WorkerState(
            phase="failed",
            frames=self.state.frames,
            flushed_frames=self.state.flushed_frames,
            frame_count=self.state.frame_count,
            problems=tuple(lines or [f"The simulation ended with status {exit_code}."]),
        )

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._tell(WorkerState(phase="failed", problems=(f"{self._process.errorString()}",)))
            self.ended.emit(self.state)

    def _tell(self, state: WorkerState) -> None:
        self.state = state
        self.progressed.emit(state)
