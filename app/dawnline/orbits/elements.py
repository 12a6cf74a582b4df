"""Element files: text in, columns and problems out, whatever the format.

Reads OMM JSON, OMM CSV, TLE and 3LE. One bad record is reported and skipped; a satellite that is there twice
keeps its newest element set.
"""

import io

from dawnline.orbits.element_rows import ElementRows
from dawnline.orbits.element_sets import (
    SGP4_COLUMNS,
    ElementsError,
    ElementSets,
    KeplerElements,
    RecordProblem,
)
from dawnline.orbits.omm import REQUIRED, read_csv, read_json
from dawnline.orbits.tle import looks_like_tle, read_tle

__all__ = [
    "SGP4_COLUMNS",
    "ElementSets",
    "ElementsError",
    "KeplerElements",
    "RecordProblem",
    "parse_elements",
]

# 300,000 satellites as OMM JSON; the whole catalogue of 2026 is 8 MB.
_MAX_CHARACTERS = 128 * 1024 * 1024
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
    elif start.startswith("<") or "CCSDS_OMM_VERS" in first:
        rows.report(1, "", "an OMM as XML or key-value text", "the same element sets as JSON or CSV")
    elif "," in first and not looks_like_tle(start):
        header = {field.strip().strip('"').upper() for field in first.split(",")}
        missing = [key for key in REQUIRED if key not in header]
        if missing:
            message = f"neither TLE nor CSV with the columns of an OMM (missing {', '.join(missing)})"
            rows.report(1, "", message, _FORMATS)
        else:
            read_csv(text, rows)
    else:
        read_tle(enumerate(io.StringIO(text, newline=None), 1), rows)
