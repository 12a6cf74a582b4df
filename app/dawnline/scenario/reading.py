"""Reading text files that may be anything, and TOML out of them."""

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dawnline.scenario.lines import HostileError, LineIndex
from dawnline.scenario.problem import Problem, ScenarioError

MAX_SCENARIO_BYTES = 4_000_000
MAX_ELEMENTS_BYTES = 256_000_000
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, eq=False)
class TomlText:
    """A parsed TOML file: its tables, and the line of each key."""

    file: str
    tables: dict[str, Any]
    index: LineIndex


def read_bytes(path: Path, max_bytes: int, shown: str | None = None) -> bytes:
    """Return what a regular file holds.

    Raises
    ------
    ScenarioError
        If it is missing, no regular file, unreadable or larger than ``max_bytes``. ``shown`` names the file.
    """
    file = shown or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(file, "is a folder", "a file")
        if not stat.S_ISREG(status.st_mode):
            raise _refused(file, "is no regular file", "a file on disk")
        if status.st_size > max_bytes:
            raise _refused(file, f"is {status.st_size:,} bytes long", f"at most {max_bytes:,} bytes")
        with path.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise _refused(file, "there is no such file", "an existing file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(file, f"cannot be read: {reason}", "a readable file") from None
    if len(content) > max_bytes:
        raise _refused(file, "grew while it was read", f"at most {max_bytes:,} bytes")
    return content


def decoded(content: bytes, file: str) -> str:
    """Return UTF-8 text; raise ScenarioError with the line of the first byte that is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, "", f"byte 0x{content[error.start]:02x} is not UTF-8", "text in UTF-8")
        raise ScenarioError([problem]) from None


def parse_toml(text: str, file: str) -> TomlText:
    """Return the tables of a TOML text; raise ScenarioError that names the line of a mistake."""
    try:
        index = LineIndex(text)
        return TomlText(file, tomllib.loads(text), index)
    except HostileError as error:
        raise ScenarioError([Problem(file, error.line, "", error.message, error.expected)]) from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([_syntax_problem(str(error), text, file)]) from None
    except (ValueError, RecursionError, OverflowError) as error:
        raise ScenarioError([Problem(file, None, "", f"cannot be parsed: {error}", "valid TOML")]) from None


def read_toml(path: Path) -> TomlText:
    """Return the tables of a TOML file; raise ScenarioError if it cannot be read or parsed."""
    file = str(path)
    return parse_toml(decoded(read_bytes(path, MAX_SCENARIO_BYTES), file), file)


def _syntax_problem(message: str, text: str, file: str) -> Problem:
    position = _POSITION.search(message)
    if position:
        line = int(position[1])
        message = _POSITION.sub(f"(column {position[2]})", message)
    else:
        line = text.count("\n") + 1
    return Problem(
        file, line, "", f"TOML syntax: {message}", 'valid TOML, such as key = "value" or key = 1.5'
    )


def _refused(file: str, message: str, expected: str) -> ScenarioError:
    return ScenarioError([Problem(file, None, "", message, expected)])
