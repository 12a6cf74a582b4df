"""What the command palette lists, as plain values."""

from typing import NamedTuple


class PaletteRow(NamedTuple):
    """One command: its id, the title that is searched, its keys as shown, whether it can run now."""

    id: str
    title: str
    keys: str = ""
    enabled: bool = True
