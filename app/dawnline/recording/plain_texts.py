"""JSON arrays of plain texts, taken apart by their quotes: what the names of a million satellites are.

A parser holds Python's lock from the first name to the last; this goes in pieces, so that a window whose run
is read in a thread stays alive, and takes a third of the time.
"""

import numpy as np

_BETWEEN = '","'
_PIECE = 2**18  # characters taken apart at once: a millisecond or two


def plain_texts(text: str) -> tuple[str, ...] | None:
    """Return the texts of a JSON array that has no escapes and no blanks between them; None for any other.

    None says nothing about whether the text makes sense: that is the parser's business. What is returned is
    what the parser would return. Without a backslash every quote begins or ends a text, so if no text that
    was cut out holds a quote, the cuts are where the texts end, and nothing else is between them.
    """
    end = len(text) - 2
    if end < 2 or not text.startswith('["') or not text.endswith('"]') or "\\" in text:
        return None
    if np.frombuffer(text.encode(), np.uint8).min() < 0x20:  # JSON wants control characters escaped
        return None
    found: list[str] = []
    start = 2
    while start <= end:
        stop = text.find(_BETWEEN, min(start + _PIECE, end), end)
        stop = end if stop < 0 else stop
        found += text[start:stop].split(_BETWEEN)
        start = stop + len(_BETWEEN)
    return tuple(found) if text.count('"') == 2 * len(found) else None
