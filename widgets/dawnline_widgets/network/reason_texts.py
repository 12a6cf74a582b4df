"""What the reasons of links say, and in which order they stand. No Qt."""

from dawnline_widgets.network.scene import Reason
from dawnline_widgets.theme import tokens

_NORMAL = next(n for n, status in enumerate(tokens.STATUSES) if status.word == "normal")
_OFF = next(n for n, status in enumerate(tokens.STATUSES) if status.word == "off")


def arranged(rows: tuple[Reason, ...], asked: frozenset[str]) -> tuple[Reason, ...]:
    """Return the rows whose reason is asked for (none: all), those that are up first, else as they come."""
    wanted = [row for row in rows if not asked or row.reason in asked]
    return tuple(sorted(wanted, key=lambda row: not row.is_up))


def status_of(row: Reason) -> int:
    """Return the index in ``tokens.STATUSES`` that a row is shown with."""
    if row.status is not None:
        return row.status
    return _NORMAL if row.is_up else _OFF


def second_line(row: Reason) -> str:
    """Return kind, reason and since when."""
    since = f"since {row.since}" if row.since else ""
    return " \N{MIDDLE DOT} ".join(part for part in (row.kind, row.reason, since) if part)


def sentence(row: Reason) -> str:
    """Return all that is known of a link, for who listens and for who points at it."""
    state = "up" if row.is_up else "not up"
    parts = [f"{row.name}: {row.kind} {state}", row.reason, row.value, row.limit]
    if row.since:
        parts.append(f"since {row.since}")
    return ", ".join(part for part in parts if part)


def count_text(shown: int, total: int) -> str:
    """Return how many rows are left over, in words."""
    return f"{shown:,} of {total:,}" if total else ""
