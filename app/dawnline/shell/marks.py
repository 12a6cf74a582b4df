"""Satellites marked as a group, and watchlists (the ``Marks`` of the commands)."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import MarkMode
from dawnline.present.view import NOBODY, Marked
from dawnline.recording.recording import Recording
from dawnline.shell.session import Session
from dawnline.shell.watchlists import Watchlists


class Marks:
    """Marks in the session's view; another run has nobody marked."""

    def __init__(self, session: Session, lists: Watchlists) -> None:
        self._session = session
        self._lists = lists
        session.opened.connect(lambda: self._hold(NOBODY))

    @property
    def marked(self) -> NDArray[np.int64]:
        """Return the indices of the marked satellites, ascending."""
        return self._session.view.marked.indices

    def mark(self, indices: NDArray[np.int64], mode: MarkMode) -> None:
        """Mark satellites: instead of those that are, with them, or take them away."""
        count = len(self._recording().header.fleet.satellites)
        wanted = np.unique(indices)
        if len(wanted) and not 0 <= wanted[0] <= wanted[-1] < count:
            raise CommandError(f"this run has satellites 0 to {count - 1}, and no {wanted[-1]}")
        if mode == "add":
            wanted = np.union1d(self.marked, wanted)
        elif mode == "remove":
            wanted = np.setdiff1d(self.marked, wanted, assume_unique=True)
        self._hold(Marked(wanted.astype(np.int64)) if len(wanted) else NOBODY)

    @property
    def listed(self) -> bool:
        """Return whether the table lists only the marked."""
        return self._session.view.marked_only

    def list_only(self, on: bool) -> None:
        """Let the table list only the marked, or all."""
        self._session.view = replace(self._session.view, marked_only=on)

    @property
    def watchlists(self) -> tuple[str, ...]:
        """Return the names of the watchlists."""
        return self._lists.names

    def save(self, name: str) -> None:
        """Keep the marked as a watchlist."""
        ids = self._recording().header.fleet.satellites.ids
        self._read()
        self._lists.save(name, tuple(ids[index] for index in self.marked.tolist()))

    def load(self, name: str) -> None:
        """Mark what a watchlist names, where this run has it."""
        wanted = set(self._ids(name))
        ids = self._recording().header.fleet.satellites.ids
        found = np.array([index for index, entity in enumerate(ids) if entity in wanted], np.int64)
        if not len(found):
            raise CommandError(f"this run has none of the {len(wanted)} satellites of {name!r}")
        self.mark(found, "replace")

    def delete(self, name: str) -> None:
        """Forget a watchlist."""
        self._ids(name)
        self._lists.delete(name)

    def _ids(self, name: str) -> tuple[str, ...]:
        known = self._read()
        if name not in known:
            raise CommandError(f"no watchlist {name[:40]!r}{did_you_mean(name, known)}")
        return self._lists.ids(name)

    def _read(self) -> tuple[str, ...]:
        """Return the names; refuse once when the file could not be read: put aside, the next try works."""
        names, complaint = self._lists.names, self._lists.complaint
        if complaint and self._lists.was_put_aside:
            self._lists.complaint = ""
        if complaint:
            raise CommandError(complaint)
        return names

    def _recording(self) -> Recording:
        if self._session.recording is None:
            raise CommandError("nothing is open; open a scenario or a run first")
        return self._session.recording

    def _hold(self, marked: Marked) -> None:
        view = self._session.view
        self._session.view = replace(
            view, marked=marked, marked_only=view.marked_only and bool(len(marked.indices))
        )
