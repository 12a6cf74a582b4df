"""What commands of time ask for of events."""

from typing import Protocol


class Events(Protocol):
    """What happens in the run that is shown."""

    @property
    def moments_s(self) -> tuple[float, ...]:
        """Return when something happens, ascending, seconds since the start of the run."""
