"""What a person chose to look at."""

from dataclasses import dataclass

from dawnline.fleet.entity import Kind

# Layers that a new window does not show: they answer questions that somebody must first ask.
OFF_AT_FIRST = frozenset({"links", "footprints", "eclipse", "terminator", "radiation", "demand", "grid"})


@dataclass(frozen=True)
class View:
    """What the views show of a recording.

    ``channel`` colours the satellites on the globe; ``table_kind`` is what the table lists. ``hidden`` names
    the layers of the globe that are off, ``hidden_fleets`` the fleets. ``colour_range`` are the values, in
    the channel's unit, at the ends of the colour map (None: the channel's own); ``shown_range`` are the
    values that a satellite must have to be shown (None: any). ``marked`` are satellites marked as a group.
    ``inertial`` says that the camera of the globe stands among the stars.
    """

    channel: str = "gpu_util_frac"
    table_kind: Kind = "satellite"
    hidden: frozenset[str] = OFF_AT_FIRST
    hidden_fleets: frozenset[str] = frozenset()
    colour_range: tuple[float, float] | None = None
    shown_range: tuple[float, float] | None = None
    marked: tuple[int, ...] = ()
    inertial: bool = False
