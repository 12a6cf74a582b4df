"""Commands of the globe's layers, by letters, and of the fleets among its satellites."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk
from dawnline.present.layers import LAYERS


def _toggle(layer: str) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.layers.show(layer, not desk.layers.shown(layer))


def _offered(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: not desk.layers.why_not(layer)


def _why_not(layer: str) -> Callable[[Desk], str]:
    return lambda desk: desk.layers.why_not(layer)


def _shown(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.layers.shown(layer)


def _toggle_fleet(desk: Desk, name: str) -> None:
    known = desk.layers.fleets
    if name not in known:
        raise CommandError(f"no fleet {name[:40]!r} of satellites{did_you_mean(name, known)}")
    desk.layers.show_fleet(name, not desk.layers.fleet_shown(name))


LAYER_ROWS = (
    *(
        Command(f"globe.layer_{layer.id}", layer.title, "Globe", _toggle(layer.id), (layer.key,),
                enabled=_offered(layer.id), checked=_shown(layer.id), why_not=_why_not(layer.id))
        for layer in LAYERS
    ),
    Command("globe.fleet", "Show or hide a fleet", "Globe", _toggle_fleet,
            enabled=lambda desk: bool(desk.layers.fleets), argument="fleet"),
)  # fmt: skip
