"""What can be wrong with a run file, and with a name that somebody looks for in it."""

from collections.abc import Sequence
from pathlib import Path


class RunFileError(Exception):
    """A run file that cannot be used: where, what is wrong, and what would be right."""

    def __init__(self, path: Path | str, message: str, expected: str) -> None:
        self.path = Path(path)
        self.message = message
        self.expected = expected
        super().__init__(f"{path}: {message}; expected {expected}")


class EntityNotFound(Exception):  # noqa: N818 - the contract's name, and what a person reads
    """No entity, or more than one, answers to a name; ``candidates`` are ids that may be meant."""

    def __init__(self, name: str, message: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        hint = f"; candidates: {', '.join(candidates)}" if candidates else ""
        super().__init__(message + hint)
