"""The run that is open and its branches (the ``Branches`` of the commands): one family, one of it shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject

from dawnline.commands.branch_protocol import Over
from dawnline.commands.complaint import CommandError
from dawnline.fleet.entity import EntityRef
from dawnline.present.injected import events_at, target_over
from dawnline.present.worker import WorkerState
from dawnline.recording.errors import EntityNotFound
from dawnline.recording.recording import Recording
from dawnline.scenario.problem import ScenarioError
from dawnline.shell.branch_work import BranchWork, Wanted
from dawnline.shell.family import Family, Member
from dawnline.shell.kept_runs import FoundRun, find_branch, find_parent
from dawnline.shell.opener import Opener
from dawnline.shell.run_shelf import branch_path_for, forget_old_runs
from dawnline.shell.session import Session
from dawnline.shell.window import DeskWindow


class Branches(QObject):
    """Keeps every run of the family open, so that switching is at once.

    ``state_of`` tells what is known of who writes a run that no branch's worker makes.
    """

    def __init__(self, session: Session, window: DeskWindow, state_of: Callable[[Path], WorkerState]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._state_of = state_of
        self.family = Family(session)
        self._waiting: BranchWork | None = None
        self._opener = Opener("branch", self)
        session.opened.connect(lambda: self._begin_family())  # noqa: PLW0108 - a bound method would be held weakly

    @property
    def runs(self) -> tuple[str, ...]:
        """Return what each is, in words."""
        return self.family.words

    @property
    def shown(self) -> int:
        """Return which is shown; 0 while there is one only."""
        return self.family.shown

    @property
    def left(self) -> int | None:
        """Return which the shown one left; None where that is not there, or it left none."""
        return self.family.left

    @property
    def work(self) -> Literal["", "waiting", "simulating"]:
        """Return whether a branch is awaited, or is shown while it is still simulated."""
        if self._waiting is not None or (self._opener.busy and self._session.opening):
            return "waiting"
        work = self.family.shown_work
        return "simulating" if work is not None and work.running else ""

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
        paths = [one.path for one in self.family.recordings]
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
        if not 0 <= number < len(self.family.members) or number == self.shown:
            return
        member = self.family.members[number]
        state = self._state_of(member.recording.path) if member.work is None else member.work.state
        self._session.switch(member.recording, state)

    def cancel(self) -> None:
        """Await no branch any more; else stop simulating the one that is shown. What is there stays."""
        if self.work == "simulating":
            work = self.family.shown_work
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
        self.cancel_waiting()
        self.family.part()
        self._opener.close()

    def _begin_family(self) -> None:
        """Another run is open, or none: its branches are others."""
        self.cancel_waiting()
        self.family.part()
        recording = self._session.recording
        if recording is None:
            return
        self.family.members = [Member(recording)]
        facts, path = recording.header.branch, recording.path
        if facts is not None:
            self._opener.begin(
                lambda: find_parent(path, facts),
                take=self._add_parent,
                refuse=lambda _: None,
                drop=lambda found: found.close() if found else None,
            )

    def _add_parent(self, found: Recording | None) -> None:
        if found is not None:
            self.family.members.append(Member(found))
            self._session.touch()

    def _take(self, wanted: Wanted, found: FoundRun) -> None:
        if found.complete is not None:
            self._add(Member(found.complete))
            return
        work = BranchWork(wanted, found.path, self)
        work.ready.connect(lambda recording: self._reached(work, recording))
        work.told.connect(lambda state: self._hear(work, state))
        self._waiting = work
        forget_old_runs(found.path, *(one.path for one in self.family.recordings))
        work.start()

    def _reached(self, work: BranchWork, recording: Recording) -> None:
        if work is not self._waiting:
            recording.close()
            return
        self._waiting = None
        self._add(Member(recording, work))

    def _add(self, member: Member) -> None:
        self.family.members.append(member)
        self._say("")
        self.show(len(self.family.members) - 1)

    def _hear(self, work: BranchWork, state: WorkerState) -> None:
        session, recording = self._session, self._session.recording
        if state.phase == "failed" and work is self._waiting:
            self.cancel_waiting()
            self._refuse(state.problems)
        elif state.phase == "failed":
            self._window.show_notice("The branch stopped", state.problems)
        if work is self.family.shown_work and recording is not None:
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

    def _recording(self) -> Recording:
        recording = self._session.recording
        if recording is None or not recording.frame_count:
            raise CommandError("nothing is open; open a scenario or a run first")
        return recording
