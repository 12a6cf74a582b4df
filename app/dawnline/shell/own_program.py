"""How this program starts itself: from source, or as an installed program of two executables."""

import sys
from pathlib import Path


def own_command(words: list[str]) -> tuple[str, list[str]]:
    """Return the program and its arguments that run these words of the command line.

    An installed window is ``dawnline-desk``, which opens whatever it is given; the verbs are those of the
    console program ``dawnline`` beside it.
    """
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return str(here.with_name(f"dawnline{here.suffix}")), words
    return sys.executable, ["-m", "dawnline", *words]
