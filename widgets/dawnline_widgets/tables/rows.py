"""Which rows are shown, in which order: search, filter and sort over numpy columns. No Qt."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.tables.scene import Column, TableScene
from dawnline_widgets.theme import tokens

STATUS = -1  # the column of status glyphs, before the columns of the scene
MISSING = "\N{EN DASH}"


@dataclass(frozen=True)
class Sorting:
    """Order by one column of the scene, or by ``STATUS``; the worst status is the smallest."""

    column: int = STATUS
    descending: bool = False


class TextIndex:
    """The texts of a table in lower case and in order: a search is one pass over memory.

    Each is made once, when it is first asked for: of a million names that takes a while.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self._texts = [number for number, column in enumerate(columns) if is_text(column)]
        self._lowered: dict[int, NDArray[np.bytes_]] = {}
        self._ranks: dict[int, NDArray[np.intp]] = {}

    def holds(self, text: str, column: int | None, count: int) -> NDArray[np.bool_]:
        """Return (count,) whether a row holds ``text`` (lower case) in one column, or in any for None."""
        hit = np.zeros(count, dtype=bool)
        for number in self._texts:
            if column in {None, number} and count:
                hit |= np.char.find(self._lower(number), text.encode()) >= 0
        return hit

    def ranks(self, column: int) -> NDArray[np.intp]:
        """Return (n,) the place of each row's text in alphabetical order; equal texts share one."""
        if column not in self._ranks:
            texts = self._lower(column)
            words = texts.view(">u8").reshape(len(texts), -1).astype(np.uint64)
            order = np.lexsort(words.T[::-1])
            new = np.any(words[order[1:]] != words[order[:-1]], axis=1)
            ranks = np.zeros(len(texts), dtype=np.intp)
            ranks[order[1:]] = np.cumsum(new)
            self._ranks[column] = ranks
        return self._ranks[column]

    def _lower(self, number: int) -> NDArray[np.bytes_]:
        if number not in self._lowered:
            self._lowered[number] = _lowered(np.asarray(self._columns[number].values, dtype=np.str_))
        return self._lowered[number]


def is_text(column: Column) -> bool:
    """Return whether a column holds texts."""
    return np.asarray(column.values).dtype.kind == "U"


def searched(scene: TableScene, index: TextIndex, text: str) -> NDArray[np.bool_]:
    """Return (n,) whether a row matches every word of ``text``.

    A word is looked for in all texts; ``limiter:eclipse`` only in the column whose title begins with
    ``limiter``, its codes included; ``status:critical`` in the status.
    """
    count = len(scene.status)
    found = np.ones(count, dtype=bool)
    for word in text.lower().split():
        title, colon, rest = word.partition(":")
        if colon:
            found &= _in_column(scene, index, title, rest)
        else:
            found &= index.holds(word, None, count)
    return found


def ordered(
    scene: TableScene, index: TextIndex, rows: NDArray[np.intp], sorting: Sorting | None
) -> NDArray[np.intp]:
    """Return ``rows`` in order; equal rows keep theirs, NaN comes last either way.

    ``rows`` (k,) are ascending row indices.
    """
    if sorting is None or not len(rows):
        return rows
    taken: NDArray[Any]
    if sorting.column == STATUS:
        taken = np.asarray(scene.status)[rows]
    elif is_text(scene.columns[sorting.column]):
        taken = index.ranks(sorting.column)[rows]
    else:
        taken = np.asarray(scene.columns[sorting.column].values)[rows]
    if taken.dtype.kind == "f":
        last = np.isnan(taken)
        known, key = rows[~last], np.asarray(taken[~last], dtype=np.float64)
        order = np.argsort(-key if sorting.descending else key, kind="stable")
        return np.concatenate([known[order], rows[last]])
    if sorting.descending:
        # From the other end, so that equal rows keep their order.
        return rows[::-1][np.argsort(taken[::-1], kind="stable")][::-1]
    return rows[np.argsort(taken, kind="stable")]


def cell_text(column: Column, row: int) -> str:
    """Return a cell as a person reads it: no unit, a dash where nothing is known."""
    value = column.values[row]
    if is_text(column):
        return str(value)
    if column.codes:
        return code_text(column, int(value))
    number = float(value)
    return MISSING if np.isnan(number) else f"{number:,.{column.decimals}f}"


def code_text(column: Column, code: int) -> str:
    """Return the word of a code, a dash for one that the catalogue does not have."""
    return column.codes[code].replace("_", " ") if code < len(column.codes) else MISSING


def sample(column: Column, count: int) -> list[int]:
    """Return about ``count`` rows spread over a column, with the widest numbers among them."""
    values = np.asarray(column.values)
    rows = list(range(0, len(values), max(1, len(values) // count)))
    if values.dtype.kind == "f" and not np.all(np.isnan(values)):
        rows += [int(np.nanargmin(values)), int(np.nanargmax(values))]
    return rows


def _in_column(scene: TableScene, index: TextIndex, title: str, text: str) -> NDArray[np.bool_]:
    """Return (n,) whether the column titled ``title...`` holds ``text``; no such column matches nothing."""
    count = len(scene.status)
    if title and "status".startswith(title):
        codes = [code for code, status in enumerate(tokens.STATUSES) if text in status.word]
        return np.isin(scene.status, np.array(codes, dtype=np.uint8))
    for number, column in enumerate(scene.columns):
        if not title or not column.title.lower().startswith(title):
            continue
        if column.codes:
            wanted = text.replace("_", " ")
            codes = [code for code in range(len(column.codes)) if wanted in code_text(column, code).lower()]
            return np.isin(column.values, np.array(codes, dtype=np.uint8))
        if is_text(column):
            return index.holds(text, number, count)
    return np.zeros(count, dtype=bool)


def _lowered(texts: NDArray[np.str_]) -> NDArray[np.bytes_]:
    """Return texts in lower case as UTF-8, see ``_bytes``; ASCII, which names are, twenty times faster."""
    if not texts.size:
        return _bytes(texts)
    codes = np.ascontiguousarray(texts).view(np.uint32).reshape(len(texts), -1)
    if int(codes.max()) >= 128:
        return _bytes(np.char.lower(texts))
    width = max(8, -(-codes.shape[1] // 8) * 8)
    out = np.zeros((len(texts), width), np.uint8)
    out[:, : codes.shape[1]] = codes
    out += ((out >= ord("A")) & (out <= ord("Z"))).view(np.uint8) * np.uint8(32)
    return out.view(f"S{width}").reshape(-1)


def _bytes(texts: NDArray[np.str_]) -> NDArray[np.bytes_]:
    """Return texts as UTF-8, padded to whole words of 8 bytes: these sort as numbers, many times faster."""
    try:
        encoded = texts.astype(np.bytes_)
    except UnicodeEncodeError:
        encoded = np.asarray(np.char.encode(texts, "utf-8"))
    return encoded.astype(f"S{max(8, -(-encoded.dtype.itemsize // 8) * 8)}")
