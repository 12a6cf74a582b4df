"""One figure: ours beside the peer's, measured in one run."""

from dataclasses import dataclass


class PeerError(Exception):
    """A side of a duel cannot run here; the text says why."""


@dataclass(frozen=True)
class Result:
    """Ours over the peer's on one input; ``goal`` is the ratio promised, None if none is.

    ``ours`` and ``peer`` are medians in ``unit``. ``note`` says what the peer is, or why there is none.
    """

    bench: str
    input: str
    unit: str
    ours: float | None
    peer: float | None
    goal: float | None
    note: str

    @property
    def ratio(self) -> float | None:
        """Return ours over peer; None where one of them did not run."""
        if self.ours is None or self.peer is None or self.peer <= 0.0:
            return None
        return self.ours / self.peer


def not_measured(bench: str, why: str, on: str = "-") -> Result:
    """Return a line that says why there is no figure."""
    return Result(bench, on, "", None, None, None, f"not measured: {why}")
