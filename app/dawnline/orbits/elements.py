"""Element files: text in, columns and problems out, whatever the format.

Reads OMM JSON, OMM CSV, TLE and 3LE. One bad record is reported and skipped; a satellite that is there twice
keeps its newest element set.
"""

import re
from collections.abc import Iterator

from dawnline.orbits.element_rows import ElementRows
from dawnline.orbits.element_sets import (
    SGP4_COLUMNS,
    ElementsError,
    ElementSets,
    KeplerElements,
    RecordProblem,
)
from dawnline.orbits.omm import REQUIRED, read_csv, read_json
from dawnline.orbits.tle import read_tle

__all__ = [
    "SGP4_COLUMNS",
    "ElementSets",
    "ElementsError",
    "KeplerElements",
    "RecordProblem",
    "parse_elements",
]

# 130,000 satellites as OMM JSON, 400,000 as TLE; the whole catalogue of 2026 is 8 MB.
_MAX_CHARACTERS = 64 * 1024 * 1024
_LINE = re.compile(r"\S[^\r\n]*")
_FORMATS = "OMM JSON, OMM CSV, TLE or three-line element sets"


def parse_elements(text: str) -> tuple[ElementSets, tuple[RecordProblem, ...]]:
    """Return the element sets of a file's text, and what was wrong with the records that were skipped.

    Raises ElementsError if nothing at all is usable; its ``problems`` hold every reason.
    """
    if len(text) > _MAX_CHARACTERS:
        message = f"{len(text) / 1e6:.0f} million characters"
        raise ElementsError(RecordProblem(1, "", message, f"at most {_MAX_CHARACTERS / 1e6:.0f} million"))
    rows = ElementRows()
    _read(text.removeprefix("\ufeff"), rows)
    elements, problems = rows.finish()
    if not len(elements):
        if problems:
            raise ElementsError(problems[0], problems)
        message = "no element set in the file" if text.strip() else "the file is empty"
        raise ElementsError(RecordProblem(1, "", message, _FORMATS))
    return elements, problems


def _read(text: str, rows: ElementRows) -> None:
    start = text[:4096].lstrip()
    first = start.split("\n", 1)[0]
    if start.startswith(("{", "[")):
        read_json(text, rows)
        return
    if start.startswith("<") or "CCSDS_OMM_VERS" in first:
        rows.report(1, "", "an OMM as XML or key-value text", "the same element sets as JSON or CSV")
        return
    header = {field.strip().strip('"').upper() for field in first.split(",")}
    missing = [key for key in REQUIRED if key not in header]
    if len(missing) == len(REQUIRED):
        read_tle(_lines(text), rows)
    elif missing:
        rows.report(1, "", f"the header lacks {', '.join(missing)}", "the columns of an OMM")
    else:
        read_csv(_lines(text), rows)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that are not blank, with their numbers, whatever ends a line and without copying all."""
    end = "\n" if "\n" in text else "\r"
    number, counted = 1, 0
    for found in _LINE.finditer(text):
        number += text.count(end, counted, found.start())
        counted = found.start()
        yield number, found.group()
