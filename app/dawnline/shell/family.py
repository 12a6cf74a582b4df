"""The runs of one fleet and time that are open together: one that was opened, and its branches."""

from dataclasses import dataclass

from dawnline.present.injected import branch_words
from dawnline.recording.digest import inputs_digest
from dawnline.recording.recording import Recording
from dawnline.shell.branch_work import BranchWork
from dawnline.shell.session import Session


@dataclass(frozen=True, eq=False)
class Member:
    """One run of the family, open; ``work`` is what makes it, None for what was there."""

    recording: Recording
    work: BranchWork | None = None


class Family:
    """Keeps every run open, so that switching is at once; the session shows one of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.members: list[Member] = []

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """Return the runs, that which was opened first at the head."""
        return tuple(member.recording for member in self.members)

    @property
    def words(self) -> tuple[str, ...]:
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
    def shown_work(self) -> BranchWork | None:
        """Return what makes the run that is shown; None where no branch's worker does."""
        return self.members[self.shown].work if self.members else None

    def part(self) -> None:
        """Let go of all runs but the one that the session has, and of their workers."""
        for member in self.members:
            if member.work is not None:
                member.work.close()
            if member.recording is not self._session.recording:
                member.recording.close()
        self.members = []
