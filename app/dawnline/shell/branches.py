"""The run that is open and its branches (the ``Branches`` of the commands): one family, one of it shown."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject

from dawnline.commands.branch_protocol import Over
from dawnline.commands.complaint import CommandError
from dawnline.fleet.entity import EntityRef
from dawnline.present.injected import branch_words, events_at, target_over
from dawnline.present.worker import WorkerState
from dawnline.recording.digest import inputs_digest
from dawnline.recording.errors import EntityNotFound
from dawnline.recording.recording import Recording
from dawnline.scenario.problem import ScenarioError
from dawnline.shell.branch_work import BranchWork, Wanted
from dawnline.shell.kept_runs import FoundRun, find_branch, find_parent
from dawnline.shell.opener import Opener
from dawnline.shell.run_shelf import branch_path_for, forget_old_runs
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow


@dataclass(frozen=True, eq=False)
class _Member:
    """One run of the family, open; ``work`` is what makes it, None for what was there."""

    recording: Recording
    work: BranchWork | None = None


class Branches(QObject):
    """Keeps every run of the family open, so that switching is at once.

    ``state_of`` tells what is known of who writes a run that no branch's worker makes.
    """

    def __init__(self, session: Session, window: DeskWindow, state_of: Callable[[Path], WorkerState]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._state_of = state_of
        self._family: list[_Member] = []
        self._waiting: BranchWork | None = None
        self._opener = Opener("branch", self)
        session.opened.connect(lambda: self._begin_family())  # noqa: PLW0108 - a bound method would be held weakly

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """Return the runs of the family, that which was opened first at the head."""
        return tuple(member.recording for member in self._family)

    @property
    def runs(self) -> tuple[str, ...]:
        """Return what each is, in words."""
        return tuple(branch_words(one.header) or one.header.title for one in self.recordings)

    @property
    def shown(self) -> int:
        """Return which is shown; 0 while there is one only."""
        shown = [one is self._session.recording for one in self.recordings]
        return shown.index(True) if True in shown else 0

    @property
    def left(self) -> int | None:
        """Return which the shown one left; None where that is not there, or it left none."""
        facts = self._session.recording.header.branch if self._session.recording else None
        if facts is None:
            return None
        found = [inputs_digest(one.header) == facts.parent_inputs for one in self.recordings]
        return found.index(True) if True in found else None

    @property
    def work(self) -> Literal["", "waiting", "simulating"]:
        """Return whether a branch is awaited, or is shown while it is still simulated."""
        if self._waiting is not None or (self._opener.busy and self._session.opening):
            return "waiting"
        work = self._family[self.shown].work if self._family else None
        return "simulating" if work is not None and work.running else ""

    @property
    def worker_process_id(self) -> int:
        """Return the process id of the worker of the branch that is shown, 0 where none runs."""
        work = self._family[self.shown].work if self._family else None
        return 0 if work is None else work.process_id

    def target(self, ref: EntityRef, over: Over) -> str:
        """Return the id of an entity, of its plane or of its fleet; CommandError if it has none."""
        try:
            return target_over(self._recording().header.fleet, ref, over)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def inject(self, event: str) -> None:
        """Let an event happen at the moment that is shown, in a branch; CommandError if it cannot."""
        parent = self._recording()
        # What is seen is the last frame: there it begins, so that the branch shows it at once.
        at_s = parent.frame_index_at(self._session.t_s) * parent.header.step_s
        try:
            events = events_at(parent, at_s, [event])
        except ScenarioError as error:
            words = "; ".join(f"{one.message}; expected {one.expected}" for one in error.problems)
            raise CommandError(f"{event}: {words}") from error
        except EntityNotFound as error:
            raise CommandError(str(error)) from error
        try:
            path = branch_path_for(parent.header, at_s, events)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror or error}") from error
        paths = [one.path for one in self.recordings]
        if path in paths:
            self.show(paths.index(path))
            return
        self.cancel_waiting()
        wanted = Wanted(parent.path, at_s, event)
        self._say(wanted.words)
        ours = frozenset(paths)
        self._opener.begin(
            lambda: find_branch(path, ours),
            take=lambda found: self._take(wanted, found),
            refuse=lambda error: self._refuse((str(error),)),
            drop=lambda found: found.complete.close() if found.complete else None,
        )

    def show(self, number: int) -> None:
        """Show another run of the family; time, camera and selection stay."""
        if not 0 <= number < len(self._family) or number == self.shown:
            return
        member = self._family[number]
        self._session.switch(member.recording, self._worker_state(member))

    def cancel(self) -> None:
        """Await no branch any more; else stop simulating the one that is shown. What is there stays."""
        if self.work == "simulating":
            work = self._family[self.shown].work
            if work is not None:
                work.cancel()
        self.cancel_waiting()

    def cancel_waiting(self) -> None:
        """Await no branch any more."""
        self._opener.cancel()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
        self._say("")

    def close(self) -> None:
        """End threads and workers, and let go of the runs: the window goes."""
        self._leave_family()
        self._opener.close()

    def _begin_family(self) -> None:
        """Another run is open, or none: its branches are others."""
        self._leave_family()
        recording = self._session.recording
        if recording is None:
            return
        self._family = [_Member(recording)]
        facts, path = recording.header.branch, recording.path
        if facts is not None:
            self._opener.begin(
                lambda: find_parent(path, facts),
                take=self._add_parent,
                refuse=lambda _: None,
                drop=lambda found: found.close() if found else None,
            )

    def _leave_family(self) -> None:
        self.cancel_waiting()
        for member in self._family:
            if member.work is not None:
                member.work.close()
            if member.recording is not self._session.recording:
                member.recording.close()
        self._family = []

    def _add_parent(self, found: Recording | None) -> None:
        if found is not None:
            self._family.append(_Member(found))
            self._session.touch()

    def _take(self, wanted: Wanted, found: FoundRun) -> None:
        if found.complete is not None:
            self._add(_Member(found.complete))
            return
        work = BranchWork(wanted, found.path, self)
        work.ready.connect(lambda recording: self._reached(work, recording))
        work.told.connect(lambda state: self._hear(work, state))
        self._waiting = work
        forget_old_runs(found.path, *(one.path for one in self.recordings))
        work.start()

    def _reached(self, work: BranchWork, recording: Recording) -> None:
        if work is not self._waiting:
            recording.close()
            return
        self._waiting = None
        self._add(_Member(recording, work))

    def _add(self, member: _Member) -> None:
        self._family.append(member)
        self._say("")
        self.show(len(self._family) - 1)

    def _hear(self, work: BranchWork, state: WorkerState) -> None:
        session, recording = self._session, self._session.recording
        shown = self._family[self.shown] if self._family else None
        if state.phase == "failed" and work is self._waiting:
            self.cancel_waiting()
            self._refuse(state.problems)
        elif state.phase == "failed":
            self._window.show_notice("The branch stopped", state.problems)
        if shown is not None and shown.work is work and recording is not None:
            session.worker = state
            if not state.running:
                recording.refresh()
                session.catch_up()
        session.touch()

    def _refuse(self, why: tuple[str, ...]) -> None:
        self._say("")
        self._window.show_notice("This branch cannot be made", why)

    def _say(self, words: str) -> None:
        self._session.opening = words
        self._session.touch()

    def _worker_state(self, member: _Member) -> WorkerState:
        return self._state_of(member.recording.path) if member.work is None else member.work.state

    def _recording(self) -> Recording:
        recording = self._session.recording
        if recording is None or not recording.frame_count:
            raise CommandError("nothing is open; open a scenario or a run first")
        return recording
