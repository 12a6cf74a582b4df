"""Reads ServeGen's client chunks: how requests of one client arrive, in intervals, without a header.

Columns: start of the interval (s), rate (1/s), coefficient of variation, family, shape, scale (s). The names
are inferred: shape times scale of a Gamma row is near 1/rate.
"""

from collections.abc import Iterator

import numpy as np

from dawnline.orbits.element_rows import shown
from dawnline.scenario.traces.columns import FAMILIES, RateTrace
from dawnline.scenario.traces.rows import FieldError, Findings, number

_WIDTH = 6
_MAX_RATE = 1e7
# A published interval has 1,038 (Weibull of shape 0.15).
_MAX_CV = 1e6
# A scale may be long where hardly anything arrives; a shape far from one hardly matters.
_MAX_PARAMETER = 1e12
_FAMILY = ("", *FAMILIES[1:])
_RIGHT = "start_s, rate, cv, family, shape, scale"


def is_servegen(line: str) -> bool:
    """Say whether a first line is a row of a client chunk."""
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != _WIDTH or fields[3] not in _FAMILY:
        return False
    try:
        return number(fields[0], "start_s") == 0.0 and number(fields[1], "rate", _MAX_RATE) >= 0.0
    except FieldError:
        return False


def read_servegen(lines: Iterator[tuple[int, str]], findings: Findings) -> RateTrace:
    """Return the intervals of a client chunk up to the first that is wrong: there must be no gap."""
    rows: list[tuple[float, ...]] = []
    bin_s = 0.0
    for line, text in lines:
        try:
            row = _row(text)
            if len(rows) == 1:
                bin_s = row[0]
            if rows and (bin_s <= 0.0 or row[0] != len(rows) * bin_s):
                expected = f"{len(rows) * bin_s:g}" if bin_s > 0.0 else "intervals of one length"
                raise FieldError("start_s", f"an interval begins at {row[0]:g} s", expected)
        except FieldError as error:
            findings.report(
                line, error.key, f"{error.message}; the rest of the file was not read", error.expected
            )
            break
        rows.append(row)
    table = np.array(rows, np.float64).reshape(-1, _WIDTH)
    return RateTrace(
        "ServeGen",
        # A file of one row does not say how long it holds; the published ones have ten minutes.
        bin_s or 600.0,
        table[:, 1].copy(),
        table[:, 2].copy(),
        table[:, 3].astype(np.uint8),
        table[:, 4].copy(),
        table[:, 5].copy(),
    )


def _row(text: str) -> tuple[float, ...]:
    fields = [field.strip() for field in text.split(",")]
    if len(fields) != _WIDTH:
        raise FieldError("", f"{len(fields)} fields", _RIGHT)
    rate = number(fields[1], "rate", _MAX_RATE)
    if fields[3] not in _FAMILY:
        raise FieldError("family", f"{shown(fields[3])} is unknown", ", ".join(FAMILIES[1:]))
    family = _FAMILY.index(fields[3])
    shape, scale = number(fields[4], "shape", _MAX_PARAMETER), number(fields[5], "scale", _MAX_PARAMETER)
    if family and not (shape > 0.0 and scale > 0.0):
        raise FieldError("shape", f"shape {shape:g} and scale {scale:g}", "positive numbers")
    return number(fields[0], "start_s"), rate, number(fields[2], "cv", _MAX_CV), family, shape, scale
