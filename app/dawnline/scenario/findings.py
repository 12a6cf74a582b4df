"""Collecting problems while a scenario is checked, so that a person sees all of them at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from dawnline.scenario.lines import KeyPath, LineIndex, show_path
from dawnline.scenario.problem import Problem, ScenarioError

MAX_SHOWN = 200
# With a near name at hand, longer lists than this are not shown.
MAX_LISTED = 12


class Findings:
    """Errors and warnings of one scenario file, each with its line."""

    def __init__(self, file: str, index: LineIndex) -> None:
        self._file = file
        self._index = index
        self._errors: list[Problem] = []
        self._warnings: list[Problem] = []
        self._left_out = 0

    def error(self, path: KeyPath, message: str, expected: str) -> None:
        """Note what keeps the scenario from running."""
        self.add_error(Problem(self._file, self._index.line(path), show_path(path), message, expected))

    def warn(self, path: KeyPath, message: str, expected: str) -> None:
        """Note what a person should know."""
        self.add_warning(Problem(self._file, self._index.line(path), show_path(path), message, expected))

    def add_error(self, problem: Problem) -> None:
        """Note an error that may lie in another file."""
        if len(self._errors) < MAX_SHOWN:
            self._errors.append(problem)
        else:
            self._left_out += 1

    def add_warning(self, problem: Problem) -> None:
        """Note a warning that may lie in another file."""
        self._warnings.append(problem)

    def leave_out(self, count: int) -> None:
        """Count errors that are not worth describing any more."""
        self._left_out += max(0, count)

    def is_full(self) -> bool:
        """Say whether more errors would only be counted."""
        return self._left_out > 0

    def _place(self, problem: Problem) -> tuple[bool, bool, int]:
        return problem.file != self._file, problem.line is None, problem.line or 0

    @property
    def has_errors(self) -> bool:
        """Say whether anything keeps the scenario from running."""
        return bool(self._errors)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return the warnings in the order in which they were found."""
        return tuple(self._warnings)

    def raise_errors(self) -> None:
        """Raise ScenarioError with every error, in the order of the file, if there is one."""
        if not self._errors:
            return
        errors = sorted(self._errors, key=self._place)
        if self._left_out:
            errors.append(
                Problem(
                    self._file,
                    None,
                    "",
                    f"and {self._left_out:,} more problems",
                    "the ones above mended first",
                )
            )
        raise ScenarioError(errors)


def one_of(known: Iterable[str], given: str | None = None) -> str:
    """Return ``'a', 'b' or 'c'``, with the nearest to what was given first if there is one that is near."""
    names = sorted(known)
    near = get_close_matches(given[:60], names, n=1, cutoff=0.6) if given else []
    listed = ", ".join(repr(name) for name in names[:24]) + (" ..." if len(names) > 24 else "")
    if near and len(names) > MAX_LISTED:
        return f"{near[0]!r} (did you mean that?)"
    if near:
        return f"{near[0]!r} (did you mean that?), or one of {listed}"
    return f"one of {listed}" if names else "nothing here: there are none"
