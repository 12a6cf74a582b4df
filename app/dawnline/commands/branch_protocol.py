"""What commands of events and branches ask for."""

from typing import Literal, Protocol

from dawnline.fleet.entity import EntityRef

Over = Literal["itself", "plane", "fleet"]


class Branches(Protocol):
    """The run that is open and its branches: one family, of which one is shown."""

    @property
    def runs(self) -> tuple[str, ...]:
        """Return what each is, in words, the run that was opened first."""

    @property
    def shown(self) -> int:
        """Return which is shown; 0 while there is one only."""

    @property
    def left(self) -> int | None:
        """Return which the shown one left; None where that is not there, or it left none."""

    @property
    def work(self) -> Literal["", "waiting", "simulating"]:
        """Return whether a branch is awaited, or is shown while it is still simulated."""

    def target(self, ref: EntityRef, over: Over) -> str:
        """Return the id of an entity, of its plane or of its fleet; CommandError if it has none."""

    def inject(self, event: str) -> None:
        """Let an event happen at the moment that is shown, in a branch; CommandError if it cannot."""

    def show(self, number: int) -> None:
        """Show another run of the family; time, camera and selection stay."""

    def cancel(self) -> None:
        """Await no branch any more; else stop simulating the one that is shown. What is there stays."""
