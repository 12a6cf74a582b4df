"""Commands of the globe's layers, by letters."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.protocols import Desk

# Layers of the globe: name, title, letter.
LAYERS = (
    ("satellites", "Satellites", "T"),
    ("sites", "Sites", "S"),
    ("labels", "Labels", "N"),
    ("orbit", "Orbit and ground track", "O"),
    ("legend", "Legend", "G"),
)


def _toggle(layer: str) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.layers.show(layer, not desk.layers.shown(layer))


def _offered(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.layers.offers(layer)


def _shown(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.layers.shown(layer)


LAYER_ROWS = tuple(
    Command(f"globe.layer_{name}", title, "Globe", _toggle(name), (letter,),
            enabled=_offered(name), checked=_shown(name))
    for name, title, letter in LAYERS
)  # fmt: skip
