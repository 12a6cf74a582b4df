"""Whether a person watches: progress is for terminals only."""

import sys


def is_watched() -> bool:
    """Return whether standard error is a terminal; a windowed program on Windows has none at all."""
    return sys.stderr is not None and sys.stderr.isatty()
