"""Commands of the globe: camera, the channel that colours it, layers by letters."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk

ORBIT_DEG = 15.0
# Layers of the globe: name, title, letter.
LAYERS = (
    ("satellites", "Satellites", "T"),
    ("sites", "Sites", "S"),
    ("labels", "Labels", "N"),
    ("orbit", "Orbit and ground track", "O"),
    ("legend", "Legend", "G"),
)


def _orbit(right_deg: float, up_deg: float) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.camera.orbit(right_deg, up_deg)


def _has_selection(desk: Desk) -> bool:
    return desk.selection.selected is not None


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


def _toggle(layer: str) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.layers.show(layer, not desk.layers.shown(layer))


def _offered(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.layers.offers(layer)


def _shown(layer: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.layers.shown(layer)


def _has_channels(desk: Desk) -> bool:
    return bool(desk.layers.channels)


GLOBE_ROWS = (
    Command("globe.home", "Fly home", "Globe", lambda desk, _: desk.camera.home(), ("H",)),
    Command("globe.zoom_in", "Zoom in", "Globe", lambda desk, _: desk.camera.zoom(1.0), ("+", "=")),
    Command("globe.zoom_out", "Zoom out", "Globe", lambda desk, _: desk.camera.zoom(-1.0), ("-",)),
    Command("globe.orbit_left", "Orbit left", "Globe", _orbit(-ORBIT_DEG, 0.0), ("Ctrl+Left",)),
    Command("globe.orbit_right", "Orbit right", "Globe", _orbit(ORBIT_DEG, 0.0), ("Ctrl+Right",)),
    Command("globe.orbit_up", "Orbit up", "Globe", _orbit(0.0, ORBIT_DEG), ("Ctrl+Up",)),
    Command("globe.orbit_down", "Orbit down", "Globe", _orbit(0.0, -ORBIT_DEG), ("Ctrl+Down",)),
    Command("globe.go_to_selected", "Fly to the selected", "Globe",
            lambda desk, _: desk.camera.go_to_selected(), ("Z",), enabled=_has_selection),
    Command("globe.follow_selected", "Follow the selected", "Globe",
            lambda desk, _: desk.camera.follow_selected(not desk.camera.following), ("F",),
            enabled=_has_selection, checked=lambda desk: desk.camera.following),
    Command("globe.channel", "Colour by a channel", "Globe", _set_channel,
            enabled=_has_channels, argument="channel", jumps=True),
    Command("globe.next_channel", "Colour by the next channel", "Globe", _next_channel(1), ("C",),
            enabled=_has_channels, jumps=True),
    Command("globe.previous_channel", "Colour by the previous channel", "Globe", _next_channel(-1),
            ("Shift+C",), enabled=_has_channels, jumps=True),
    *(Command(f"globe.layer_{name}", title, "Globe", _toggle(name), (letter,),
              enabled=_offered(name), checked=_shown(name))
      for name, title, letter in LAYERS),
)  # fmt: skip
