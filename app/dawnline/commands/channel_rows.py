"""Commands of what colours the globe: the channel, ranges of its values, the colour map."""

from collections.abc import Callable

from dawnline.commands.arguments import range_of
from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk


def _set_channel(desk: Desk, argument: str) -> None:
    known = desk.colours.channels
    if argument not in known:
        raise CommandError(f"no channel {argument[:40]!r} of satellites{did_you_mean(argument, known)}")
    desk.colours.set_channel(argument)


def _next_channel(n: int) -> Callable[[Desk, str], None]:
    def run(desk: Desk, _: str) -> None:
        known = desk.colours.channels
        at = known.index(desk.colours.channel) if desk.colours.channel in known else -n
        desk.colours.set_channel(known[(at + n) % len(known)])

    return run


def _set_colour_range(desk: Desk, argument: str) -> None:
    low, high = range_of(argument)
    if not low < high:
        raise CommandError(f"{argument[:40]!r}: colours need two different ends")
    desk.colours.set_ranges((low, high), desk.colours.ranges[1])


def _set_shown_range(desk: Desk, argument: str) -> None:
    desk.colours.set_ranges(desk.colours.ranges[0], range_of(argument))


def _reset(desk: Desk, argument: str) -> None:
    if argument not in {"", "colours", "shown"}:
        raise CommandError(f"no range {argument[:40]!r}; there are colours and shown, and nothing for both")
    colours, shown = desk.colours.ranges
    desk.colours.set_ranges(
        None if argument != "shown" else colours, None if argument != "colours" else shown
    )


def _set_map(desk: Desk, argument: str) -> None:
    known = desk.colours.maps
    if argument not in known:
        raise CommandError(f"no colour map {argument[:40]!r}{did_you_mean(argument, known)}")
    desk.colours.set_map(argument)


def _next_map(desk: Desk, _: str) -> None:
    known = desk.colours.maps
    desk.colours.set_map(known[(known.index(desk.colours.map) + 1) % len(known)])


def _has_channels(desk: Desk) -> bool:
    return bool(desk.colours.channels)


CHANNEL_ROWS = (
    Command("globe.channel", "Colour by a channel", "Globe", _set_channel,
            enabled=_has_channels, argument="channel", jumps=True),
    Command("globe.next_channel", "Colour by the next channel", "Globe", _next_channel(1), ("C",),
            enabled=_has_channels, jumps=True),
    Command("globe.previous_channel", "Colour by the previous channel", "Globe", _next_channel(-1),
            ("Shift+C",), enabled=_has_channels, jumps=True),
    Command("globe.colour_range", "Colours from one value to another", "Globe", _set_colour_range,
            enabled=_has_channels, argument="range", jumps=True),
    Command("globe.shown_range", "Show only values from one to another", "Globe", _set_shown_range,
            enabled=_has_channels, argument="range", jumps=True),
    Command("globe.range_reset", "Show all values over the usual colours", "Globe", _reset,
            enabled=lambda desk: desk.colours.ranges != (None, None),
            argument="which range", optional=True, jumps=True),
    Command("globe.colour_map", "Choose a colour map", "Globe", _set_map, argument="colour map"),
    Command("globe.next_colour_map", "Next colour map", "Globe", _next_map, ("Ctrl+Shift+C",)),
)  # fmt: skip
