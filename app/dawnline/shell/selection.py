"""The one selection (the ``Selection`` of the commands)."""

from dataclasses import replace

from dawnline.commands.complaint import CommandError
from dawnline.fleet.entity import EntityRef
from dawnline.present.network.choice import choice_of_pair
from dawnline.recording.errors import EntityNotFound
from dawnline.shell.session import Session
from dawnline.shell.table_place import TablePlace


class Selection:
    """Selects in the session; goes down the table in the order in which it is sorted."""

    def __init__(self, session: Session, table: TablePlace) -> None:
        self._session = session
        self._table = table

    @property
    def selected(self) -> EntityRef | None:
        """Return it, None if nothing is."""
        return self._session.selection

    def select(self, ref: EntityRef | None) -> None:
        """Select one entity, or nothing; of a pair its route is shown too."""
        recording = self._session.recording
        if ref is not None and ref.kind == "pair" and recording is not None:
            self._session.view = replace(self._session.view, route=choice_of_pair(recording, ref))
        self._session.select(ref)

    def find(self, name: str) -> EntityRef:
        """Return the entity of an id, a unique name or ``#NORAD``; CommandError if none is."""
        if self._session.recording is None:
            raise CommandError("nothing is open; open a scenario or a run first")
        try:
            return self._session.recording.find_entity(name)
        except EntityNotFound as error:
            raise CommandError(str(error)) from error

    def step(self, n: int) -> None:
        """Select the entity ``n`` rows further down the table, or up."""
        self._table.step(n)

    def focus_search(self) -> None:
        """Put the cursor into the search box of the table."""
        self._table.focus_search()
