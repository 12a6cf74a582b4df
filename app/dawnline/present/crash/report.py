"""A crash report: what happened, where, when, in which version, on which system, after which commands.

It holds no file's content, no argument of a command, no value of a variable, and no folder: names of files at
most. Paths in the words of an exception are cut to the name at their end.
"""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from dawnline.present.crash.scrub import code_place, hard_trace, message_of

CHAIN = 6  # how many causes of causes are told
LINES = 400  # of a trace; a recursion is cut in its middle
_HEAD = """\
Dawnline crash report
It lies on this computer alone: nothing is sent. To report the fault, attach this file.
"""


@dataclass(frozen=True)
class CrashReport:
    """What is known of one crash; texts are free of folders already."""

    what: str
    where: str
    when: str
    system: tuple[str, ...]
    commands: tuple[str, ...]
    trace: tuple[str, ...]

    @classmethod
    def of_exception(
        cls,
        error: BaseException,
        *,
        when: str,
        thread: str,
        system: Iterable[str],
        commands: Iterable[str],
        home: str,
    ) -> Self:
        """Return the report of an exception that nothing caught."""
        return cls(
            what=words_of(error, home),
            where=f"{place_of(error)}, {thread}",
            when=when,
            system=tuple(system),
            commands=tuple(commands),
            trace=tuple(_trace(error, home)),
        )

    @classmethod
    def of_hard_crash(
        cls, dump: str, *, when: str, system: Iterable[str], commands: Iterable[str], home: str
    ) -> Self:
        """Return the report of a crash of the process, from what Python's faulthandler wrote."""
        lines = [line for line in hard_trace(dump, home)[:LINES] if line.strip()]
        # The thread that crashed is told as the current one, behind the others.
        own = next((number for number, line in enumerate(lines) if line.startswith("Current thread")), 0)
        first_call = next((line.strip() for line in lines[own:] if line.startswith("  ")), "unknown")
        return cls(
            what=lines[0] if lines else "unknown",
            where=first_call,
            when=when,
            system=tuple(system),
            commands=tuple(commands),
            trace=tuple(lines[1:]),
        )

    @property
    def text(self) -> str:
        """Return the report as it is kept and read."""
        return "\n".join(
            [
                _HEAD,
                f"What      {self.what}",
                f"Where     {self.where}",
                f"When      {self.when}",
                *(f"{'On' if number == 0 else '':10}{line}" for number, line in enumerate(self.system)),
                "",
                "Last commands, newest at the end, without their arguments:",
                *(f"  {command}" for command in self.commands or ("none",)),
                "",
                "Trace:",
                *self.trace,
                "",
            ]
        )


def place_of(error: BaseException) -> str:
    """Return the file and line in which an exception was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{code_place(last[0].filename)}:{last[0].lineno}" if last else "an unknown place"


def words_of(error: BaseException, home: str) -> str:
    """Return the kind of an exception and what it says, without folders."""
    try:
        said = str(error)
    except Exception:  # an exception of anybody's making
        said = "(its words cannot be had)"
    message = message_of(said, home)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _trace(error: BaseException, home: str) -> list[str]:
    """Return the calls of an exception and of its causes, the innermost last."""
    lines: list[str] = []
    one: BaseException | None = error
    for number in range(CHAIN):
        if one is None:
            break
        if number:
            lines.append("while this was dealt with:" if error.__cause__ is None else "because of:")
        calls = [
            f"  {code_place(call.filename)}:{call.lineno} in {call.name}"
            for call in traceback.extract_tb(one.__traceback__)
        ]
        if len(calls) > LINES:
            calls = [
                *calls[: LINES // 2],
                f"  ... {len(calls) - LINES} calls left out",
                *calls[-LINES // 2 :],
            ]
        lines += [words_of(one, home), *calls]
        hidden = one.__suppress_context__
        one = one.__cause__ or (None if hidden else one.__context__)
    return lines
