"""Scripts: command ids with arguments, one a line, and ``wait``, ``shot``, ``quit``; comments after ``#``."""

import math
from dataclasses import dataclass
from pathlib import PurePath

from dawnline.commands.command import Command, check_argument
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.table import COMMANDS, find_command

LONGEST_WAIT_S = 3600.0
_VERBS = ("wait", "shot", "quit")


@dataclass(frozen=True)
class RunStep:
    """Run a command."""

    line: int
    command: Command
    argument: str


@dataclass(frozen=True)
class WaitStep:
    """Let the program go on for a while."""

    line: int
    seconds: float


@dataclass(frozen=True)
class ShotStep:
    """Save a picture of the window."""

    line: int
    file: str


@dataclass(frozen=True)
class QuitStep:
    """Close the window."""

    line: int


Step = RunStep | WaitStep | ShotStep | QuitStep


@dataclass(frozen=True)
class ScriptProblem:
    """What is wrong with a line, and what would be right."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class ScriptError(Exception):
    """A script that cannot run; holds every problem of it."""

    def __init__(self, problems: tuple[ScriptProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def parse_script(text: str) -> tuple[Step, ...]:
    """Return the steps; raise ScriptError with all problems at once."""
    steps: list[Step] = []
    problems: list[ScriptProblem] = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        words = _without_comment(raw).strip()
        if not words:
            continue
        try:
            steps.append(_step(number, words))
        except CommandError as error:
            problems.append(ScriptProblem(number, str(error)))
    if problems:
        raise ScriptError(tuple(problems))
    return tuple(steps)


def _without_comment(line: str) -> str:
    """Cut at a ``#`` that begins a word of its own: ``#25544`` and ``a#b`` are names."""
    for at, character in enumerate(line):
        begins = at == 0 or line[at - 1].isspace()
        ends = at + 1 == len(line) or not line[at + 1].isdigit()
        if character == "#" and begins and (ends or at == 0):
            return line[:at]
    return line


def _step(line: int, words: str) -> Step:
    verb, _, rest = words.partition(" ")
    argument = rest.strip()
    if verb == "wait":
        return WaitStep(line, _seconds(argument))
    if verb == "shot":
        if PurePath(argument).suffix.lower() != ".png":
            raise CommandError(f"shot {argument[:60]}: expected the name of a .png file")
        return ShotStep(line, argument)
    if verb == "quit":
        if argument:
            raise CommandError(f"quit takes no argument, but was given {argument[:60]!r}")
        return QuitStep(line)
    try:
        command = find_command(verb)
    except CommandError as error:
        known = [*_VERBS, *(command.id for command in COMMANDS)]
        raise CommandError(f"no step {verb[:60]!r}{did_you_mean(verb, known)}") from error
    check_argument(command, argument)
    return RunStep(line, command, argument)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0.0 <= seconds <= LONGEST_WAIT_S:
        raise CommandError(f"wait {text[:40]}: expected seconds from 0 to {LONGEST_WAIT_S:.0f}")
    return seconds
