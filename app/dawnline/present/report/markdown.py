"""Markdown that reads as plain text: paragraphs, points and tables within 100 columns."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

WIDTH = 100


def paragraphs(text: str) -> list[str]:
    """Return a text wrapped, a blank line between its paragraphs, none at its end."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        words = " ".join(paragraph.split())
        lines += ([""] if lines else []) + wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    return lines


def point(text: str) -> list[str]:
    """Return one point of a list."""
    return wrap(
        " ".join(text.split()), WIDTH, initial_indent="- ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def points(texts: Iterable[str]) -> list[str]:
    """Return a list, each point wrapped."""
    return [line for text in texts for line in point(text)]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> list[str]:
    """Return a table whose columns stand below each other in plain text too.

    The first ``words`` columns hold words and stand at the left, the others numbers, at the right. What makes
    a line too wide is cut from the widest words.
    """
    cells = [[_plain(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    over = sum(widths) + 3 * len(widths) + 1 - WIDTH
    widest = max(range(words), key=widths.__getitem__)
    if over > 0:
        widths[widest] = max(widths[widest] - over, 8)
    rule = [
        ("-" * width if column < words else "-" * (width - 1) + ":") for column, width in enumerate(widths)
    ]
    return [_line(row, widths, words) for row in (cells[0], rule, *cells[1:])]


def _line(row: Sequence[str], widths: Sequence[int], words: int) -> str:
    fitted = [
        _cut(cell, width).ljust(width) if column < words else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return f"| {' | '.join(fitted)} |"


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _plain(cell: str) -> str:
    """Return a cell that cannot end its column or its line."""
    return " ".join(cell.replace("|", "/").split())
