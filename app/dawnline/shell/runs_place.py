"""The place of the runs: which there are, which is shown, and what differs from the run that it left."""

from dawnline.present.compare import compare_words
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.branches import Branches
from dawnline.shell.session import Session
from dawnline_widgets.timeline.runs_bar import RunsBar
from dawnline_widgets.timeline.scene import RunsScene


class RunsPlace:
    """Keeps the bar of the runs true; ``visible`` also while it is hidden, since it shows itself."""

    interval_s = 0.25

    def __init__(self, session: Session, branches: Branches, bar: RunsBar, ahead: Ahead) -> None:
        self._session = session
        self._branches = branches
        self._bar = bar
        self._ahead = ahead

    @property
    def visible(self) -> bool:
        """Return whether a person can see it, or would if there were something to see."""
        parent = self._bar.parentWidget()
        return parent is not None and parent.isVisible()

    def refresh(self) -> None:
        """Ask anew and show."""
        branches, runs = self._branches, self._branches.runs
        if len(runs) < 2:
            self._bar.show_scene(RunsScene())
            return
        self._bar.show_scene(RunsScene(runs, branches.shown, self._difference()))

    def _difference(self) -> str:
        """Return what differs: in a branch from the run it left, else in the last branch from this run."""
        family = self._branches.family
        runs, shown, left = family.recordings, family.shown, family.left
        if left is not None:
            return self._words(runs[left], runs[shown], "beside the run it left")
        for other in reversed(runs):
            if other is not runs[shown] and other.header.branch is not None:
                return self._words(runs[shown], other, "in the last branch")
        return ""

    def _words(self, one: Recording, other: Recording, where: str) -> str:
        facts = other.header.branch
        t_s = self._session.t_s
        since_s = facts.at_s if facts is not None else 0.0
        frames = one.frame_index_at(t_s), other.frame_index_at(t_s)
        words = self._ahead.get(
            "compare",
            (one, other, frames),
            lambda cache: compare_words(one, other, t_s, since_s, cache),
        )
        return f"{where}: {words}" if words else ""
