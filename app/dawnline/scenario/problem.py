"""What is wrong with a scenario, said so that a person can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what would be right.

    ``line`` counts from one and is None where no line is to blame; ``key`` reads ``site[1].lat``, counting
    from zero.
    """

    file: str
    line: int | None
    key: str
    message: str
    expected: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        key = f"{self.key}: " if self.key else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{where}: {key}{self.message}{expected}"


class ScenarioError(Exception):
    """A scenario that cannot run; ``problems`` holds everything that was found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
