"""Numbers out of a run as CSV (RFC 4180, lines end in LF): exact, ISO-8601 times, units in the header."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dawnline.orbits.epoch import Epoch
from dawnline.telemetry.channel import Channel
from dawnline.telemetry.frame import Values


def series_csv(
    epoch: Epoch, entity: str, channels: Sequence[Channel], t_s: Sequence[float], columns: Sequence[Values]
) -> str:
    """Return the text of one entity's series: a line each time, a column each channel.

    Parameters
    ----------
    entity : id of the entity, in the second column of every line.
    t_s : (k,) seconds since the epoch.
    columns : a (k,) array each channel.
    """
    header = ["time", "entity", *(_title(channel) for channel in channels)]
    shown = [_texts(channel, values) for channel, values in zip(channels, columns, strict=True)]
    times = [epoch.iso(float(t)) for t in t_s]
    return _text(header, ([time, entity, *cells] for time, *cells in zip(times, *shown, strict=True)))


def frame_csv(
    epoch: Epoch, t_s: float, entities: Sequence[str], channels: Sequence[Channel], columns: Sequence[Values]
) -> str:
    """Return the text of one instant: a line each entity, a column each channel, (n,) arrays."""
    header = ["time", "entity", *(_title(channel) for channel in channels)]
    shown = [_texts(channel, values) for channel, values in zip(channels, columns, strict=True)]
    time = epoch.iso(t_s)
    return _text(header, ([time, *cells] for cells in zip(entities, *shown, strict=True)))


def _title(channel: Channel) -> str:
    """Return the column's name, with the unit that is stored where the name does not end with it."""
    named = channel.key == channel.unit or channel.key.endswith(f"_{channel.unit}")
    if channel.encoding == "code" or named:
        return channel.key
    return f"{channel.key} [{channel.unit}]"


def _texts(channel: Channel, values: Values) -> list[str]:
    """Return shortest texts that read back as the same numbers; an unknown value is an empty cell."""
    if channel.encoding == "code":
        codes = channel.codes
        return [codes[code] if code < len(codes) else "" for code in values.tolist()]
    if channel.encoding == "count":
        return [str(count) if count >= 0 else "" for count in values.tolist()]
    return ["" if np.isnan(value) else _number(value) for value in values.astype(np.float32)]


def _number(value: np.floating[Any]) -> str:
    """Return the shortest text of a float32; powers of ten only where zeros would fill the cell."""
    size = abs(float(value))
    if size == 0.0 or 1e-6 <= size < 1e16:
        return np.format_float_positional(value, unique=True, trim="0")
    return str(value)


def _text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: names come from files of strangers."""
    starts_formula = cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and not _is_number(cell))
    return "'" + cell if starts_formula else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
