"""On which line each key of a TOML text stands: neither tomllib nor pydantic tells.

The scan is linear and bounded. It runs before the TOML parser does, which takes quadratic time for keys of
a million parts and has no limit on nesting.
"""

import json
import re
from bisect import bisect_right
from contextlib import suppress

KeyPath = tuple[str | int, ...]
MAX_DEPTH = 24
MAX_ENTRIES = 200_000
MAX_SCALAR = 200

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
)
_SCALAR = re.compile(r"[^,\[\]{}#\r\n\"']++")


class HostileError(ValueError):
    """A text that is nested too deep or holds too much; ``line`` is where that became clear."""

    def __init__(self, line: int, message: str, expected: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.expected = expected


class _ConfusedError(Exception):
    """The text is no TOML here: the TOML parser says it better."""


class LineIndex:
    """The line of every key and array element of one TOML text.

    Raises
    ------
    HostileError
        If keys nest deeper than ``MAX_DEPTH``, or there are more than ``MAX_ENTRIES`` of them.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}
        with suppress(_ConfusedError):
            self._scan()

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key, or of the nearest table around it; None for the whole file."""
        for length in range(len(path), 0, -1):
            line = self._lines.get(path[:length])
            if line is not None:
                return line
        return None

    def _line_at(self, position: int) -> int:
        return bisect_right(self._newlines, position - 1) + 1

    def _note(self, path: KeyPath, position: int) -> None:
        line = self._line_at(position)
        if len(path) > MAX_DEPTH:
            raise HostileError(line, f"keys nest deeper than {MAX_DEPTH}", "the sections that `schema` lists")
        if len(self._lines) >= MAX_ENTRIES:
            raise HostileError(line, f"more than {MAX_ENTRIES:,} keys", "a scenario that a person can read")
        self._lines.setdefault(path, line)

    def _scan(self) -> None:
        position = self._after_blank(0)
        table: KeyPath = ()
        while position < len(self._text):
            if self._text.startswith("[", position):
                table, position = self._header(position)
            else:
                position = self._pair(table, position)
            position = self._after_blank(position)

    def _header(self, position: int) -> tuple[KeyPath, int]:
        start = position
        is_array = self._text.startswith("[[", position)
        parts, position = self._key((), position + 1 + is_array)
        path: KeyPath = ()
        for part in parts[:-1]:
            path = self._inside((*path, part))
            self._note(path, start)
        path = (*path, parts[-1])
        if is_array:
            self._counts[path] = self._counts.get(path, 0) + 1
        self._note(path, start)
        path = self._inside(path)
        self._note(path, start)
        closing = "]]" if is_array else "]"
        if not self._text.startswith(closing, position):
            raise _ConfusedError
        return path, position + len(closing)

    def _inside(self, path: KeyPath) -> KeyPath:
        count = self._counts.get(path)
        return path if count is None else (*path, count - 1)

    def _key(self, table: KeyPath, position: int) -> tuple[KeyPath, int]:
        parts: list[str] = []
        while True:
            position = self._after_space(position)
            match = _KEY.match(self._text, position)
            if not match:
                raise _ConfusedError
            parts.append(_unquoted(match[0]))
            if len(parts) > MAX_DEPTH:
                self._note((*table, *parts), position)
            position = self._after_space(match.end())
            if not self._text.startswith(".", position):
                return tuple(parts), position
            position += 1

    def _pair(self, table: KeyPath, position: int) -> int:
        start = position
        parts, position = self._key(table, position)
        for length in range(1, len(parts) + 1):
            self._note((*table, *parts[:length]), start)
        if not self._text.startswith("=", position):
            raise _ConfusedError
        return self._value((*table, *parts), self._after_space(position + 1))

    def _value(self, path: KeyPath, position: int) -> int:
        if self._text.startswith("[", position):
            return self._array(path, position + 1)
        if self._text.startswith("{", position):
            return self._inline_table(path, position + 1)
        string = _STRING.match(self._text, position)
        if string:
            return string.end()
        scalar = _SCALAR.match(self._text, position)
        if not scalar:
            raise _ConfusedError
        if scalar.end() - position > MAX_SCALAR:
            line = self._line_at(position)
            raise HostileError(
                line, f"a value of more than {MAX_SCALAR} characters", "a number, a time or a text in quotes"
            )
        return scalar.end()

    def _array(self, path: KeyPath, position: int) -> int:
        index = 0
        while True:
            position = self._after_blank(position)
            if self._text.startswith("]", position):
                return position + 1
            self._note((*path, index), position)
            position = self._after_blank(self._value((*path, index), position))
            index += 1
            if self._text.startswith(",", position):
                position += 1
            elif not self._text.startswith("]", position):
                raise _ConfusedError

    def _inline_table(self, path: KeyPath, position: int) -> int:
        while True:
            position = self._after_blank(position)
            if self._text.startswith("}", position):
                return position + 1
            position = self._after_blank(self._pair(path, position))
            if self._text.startswith(",", position):
                position += 1
            elif not self._text.startswith("}", position):
                raise _ConfusedError

    def _after_blank(self, position: int) -> int:
        match = _BLANK.match(self._text, position)
        return match.end() if match else position

    def _after_space(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position


def show_path(path: KeyPath) -> str:
    """Return a key path as people write it: ``site[1].lat``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    if key.startswith('"'):
        try:
            return str(json.loads(key))
        except ValueError:
            return key[1:-1]
    return key
