"""Watchlists: named groups of satellites, kept in the user's configuration folder, by id.

One TOML file for all runs: a watchlist works in every run that has satellites of these ids. The file is
written beside itself and then put in its place, so that it is never half there; one that cannot be read is
kept as ``.bad``, and a new one begun.

The file says its format. One of a newer Dawnline, by its number or by a key that this one does not know, is
read as far as it is understood and never written: this one would lose what it does not know.
"""

import json
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from dawnline.commands.complaint import CommandError

FILE = "watchlists.toml"
FORMAT = 1  # files without a number are of this one
_HEAD = f"# Groups of satellites, by id. Written by Dawnline.\nformat = {FORMAT}\n"
_NEWER = "a newer Dawnline keeps watchlists here, and this one would lose what it does not know"


def default_path() -> Path:
    """Return where the watchlists of this user are."""
    return user_config_path("dawnline", appauthor=False) / FILE


class Watchlists:
    """Names and the ids they stand for, read when needed and before each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lists: dict[str, tuple[str, ...]] | None = None
        self.complaint = ""  # why the file could not be read, in words; "" if it could
        self.was_put_aside = False  # what could not be read is safe under another name
        self._is_newer = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names, in alphabetical order."""
        return tuple(sorted(self._read(), key=str.casefold))

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of a watchlist; KeyError if there is none."""
        return self._read()[name]

    def save(self, name: str, ids: tuple[str, ...]) -> None:
        """Keep a watchlist; one of this name is replaced. CommandError if it cannot be written."""
        self._write({**self._read_again(), name: ids})

    def delete(self, name: str) -> None:
        """Forget a watchlist; KeyError if there is none, CommandError if it cannot be written."""
        lists = dict(self._read_again())
        del lists[name]
        self._write(lists)

    def _read(self) -> dict[str, tuple[str, ...]]:
        if self._lists is None:
            try:
                document = tomllib.loads(self._path.read_text(encoding="utf-8"))
                self._is_newer = _is_newer(document)
                self._lists = _parsed(document, strict=not self._is_newer)
            except FileNotFoundError:
                self._lists = {}
            except (OSError, ValueError) as error:
                self._lists = {}
                self._put_aside(error)
        return self._lists

    def _read_again(self) -> dict[str, tuple[str, ...]]:
        """Return what is there now: another window may have changed it."""
        self._lists = None
        return self._read()

    def _put_aside(self, error: Exception) -> None:
        bad = self._path.with_name(self._path.name + ".bad")
        number = 1
        while bad.exists():
            number += 1
            bad = self._path.with_name(f"{self._path.name}.{number}.bad")
        try:
            self._path.rename(bad)
        except OSError:
            self.complaint = f"the watchlists in {self._path} cannot be read: {error}"
        else:
            self.was_put_aside = True
            self.complaint = f"the watchlists could not be read and are kept as {bad}: {error}"

    def _write(self, lists: dict[str, tuple[str, ...]]) -> None:
        text = _HEAD + "".join(
            f"\n[[watchlist]]\nname = {_quoted(name)}\nsatellites = [\n"
            + "".join(f"    {_quoted(entity)},\n" for entity in lists[name])
            + "]\n"
            for name in sorted(lists)
        )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._is_newer:
                raise OSError(_NEWER)
            if self.complaint and not self.was_put_aside:
                raise OSError("what is there cannot be read, and would be lost")
            handle, beside = tempfile.mkstemp(dir=self._path.parent, prefix=FILE, suffix=".new")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(self._path)
        except OSError as error:
            raise CommandError(f"the watchlists cannot be written to {self._path}: {error}") from error
        self._lists = lists


def _is_newer(document: dict[str, Any]) -> bool:
    """Return whether a file has a newer format, or anything that this program would not write."""
    told = document.get("format", FORMAT)
    entries = document.get("watchlist", [])
    keys = [set(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return (
        (isinstance(told, int) and told > FORMAT)
        or bool(set(document) - {"format", "watchlist"})
        or any(found - {"name", "satellites"} for found in keys)
    )


def _parsed(document: dict[str, Any], *, strict: bool) -> dict[str, tuple[str, ...]]:
    """Return the lists of a file; where not ``strict``, what of it is understood; else ValueError."""
    entries = document.get("watchlist", [])
    if not isinstance(entries, list):
        if strict:
            raise ValueError("watchlist is not a list of tables")
        return {}
    lists = {}
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else None
        ids = entry.get("satellites") if isinstance(entry, dict) else None
        if isinstance(name, str) and isinstance(ids, list) and all(isinstance(i, str) for i in ids):
            lists[name] = tuple(ids)
        elif strict:
            raise ValueError("a watchlist needs a name, and satellites as a list of ids")
    return lists


def _quoted(text: str) -> str:
    """Return a TOML basic string: JSON's are, but for DEL, which names do not have."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
