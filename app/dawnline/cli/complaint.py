"""What is said of an error, and the exit code it means."""

import os
import traceback
from dataclasses import dataclass


class UserError(Exception):
    """The user's input is wrong; the text says what, and what would be right."""


@dataclass(frozen=True)
class Complaint:
    """Lines for standard error, and the exit code."""

    lines: tuple[str, ...]
    exit_code: int


def complaint_of(error: Exception) -> Complaint:
    """Return what to say of an error: 2 for wrong input, 1 for a fault of ours."""
    from dawnline.commands.complaint import CommandError
    from dawnline.orbits.elements import ElementsError
    from dawnline.recording.errors import EntityNotFound, RunFileError
    from dawnline.scenario.problem import ScenarioError

    if isinstance(error, ScenarioError):
        return Complaint(tuple(str(problem) for problem in error.problems), 2)
    if isinstance(error, EntityNotFound) and not error.candidates:
        return Complaint((str(error), "`dawnline info FILE --names KIND` lists all names of a kind"), 2)
    if isinstance(error, UserError | CommandError | RunFileError | EntityNotFound | ElementsError):
        return Complaint(tuple(str(error).splitlines()), 2)
    if isinstance(error, OSError):
        return Complaint((f"{error.filename or 'file'}: {error.strerror or error}",), 2)
    if isinstance(error, MemoryError):
        return Complaint(("not enough memory for this; try fewer satellites or a longer step",), 2)
    where = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({where[0].filename}:{where[0].lineno})" if where else ""
    lines = [f"this is a fault of Dawnline: {type(error).__name__}: {error}{place}"]
    if os.environ.get("DAWNLINE_DEBUG"):
        lines += traceback.format_exception(error)
    else:
        lines.append("set DAWNLINE_DEBUG=1 to see where it came from")
    return Complaint(tuple(lines), 1)
