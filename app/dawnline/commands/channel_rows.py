"""Commands of the channel that colours the globe."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk


def _set_channel(desk: Desk, argument: str) -> None:
    known = desk.layers.channels
    if argument not in known:
        raise CommandError(f"no channel {argument[:40]!r} of satellites{did_you_mean(argument, known)}")
    desk.layers.set_channel(argument)


def _next_channel(n: int) -> Callable[[Desk, str], None]:
    def run(desk: Desk, _: str) -> None:
        known = desk.layers.channels
        at = known.index(desk.layers.channel) if desk.layers.channel in known else -n
        desk.layers.set_channel(known[(at + n) % len(known)])

    return run


def _has_channels(desk: Desk) -> bool:
    return bool(desk.layers.channels)


CHANNEL_ROWS = (
    Command("globe.channel", "Colour by a channel", "Globe", _set_channel,
            enabled=_has_channels, argument="channel", jumps=True),
    Command("globe.next_channel", "Colour by the next channel", "Globe", _next_channel(1), ("C",),
            enabled=_has_channels, jumps=True),
    Command("globe.previous_channel", "Colour by the previous channel", "Globe", _next_channel(-1),
            ("Shift+C",), enabled=_has_channels, jumps=True),
)  # fmt: skip
