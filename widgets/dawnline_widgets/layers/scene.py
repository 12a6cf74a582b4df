"""A panel of layers, as plain values: no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LayerRow:
    """One row: a layer, or a fleet of the satellites (``is_fleet``), which stands below them, indented.

    ``key`` is the key that turns it on and off, "" for none. ``reason`` says why it cannot be shown, "" if it
    can; ``count`` is how many are in it, None where that says nothing.
    """

    id: str
    title: str
    key: str
    group: str
    on: bool
    reason: str = ""
    about: str = ""
    count: int | None = None
    is_fleet: bool = False


@dataclass(frozen=True)
class LayersScene:
    """Rows by group, in order; ``expanded`` with titles, or as a strip of letters; fleets shown or folded."""

    rows: tuple[LayerRow, ...]
    expanded: bool
    fleets_open: bool
