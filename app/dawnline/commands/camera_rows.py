"""Commands of the globe's camera: where it flies, what it keeps in view, and the maps it shows."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.complaint import CommandError
from dawnline.commands.nearest import did_you_mean
from dawnline.commands.protocols import Desk

ORBIT_DEG = 15.0


def _orbit(right_deg: float, up_deg: float) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.camera.orbit(right_deg, up_deg)


def has_selection(desk: Desk) -> bool:
    """Return whether something is selected."""
    return desk.selection.selected is not None


def _next_map(desk: Desk, _: str) -> None:
    at = MAPS.index(desk.views.map) if desk.views.map in MAPS else 0
    desk.views.show_map(MAPS[(at + 1) % len(MAPS)])


def _show_map(desk: Desk, argument: str) -> None:
    if argument not in MAPS:
        raise CommandError(
            f"no map {argument[:40]!r}{did_you_mean(argument, MAPS)}; known: {', '.join(MAPS)}"
        )
    desk.views.show_map(argument)


def _rides(desk: Desk) -> bool:
    selected = desk.selection.selected
    return desk.views.riding or (selected is not None and selected.kind == "satellite")


MAPS = ("globe", "equirectangular", "equal-earth")
CAMERA_ROWS = (
    Command("globe.home", "Fly home", "Globe", lambda desk, _: desk.camera.home(), ("H",)),
    Command("globe.zoom_in", "Zoom in", "Globe", lambda desk, _: desk.camera.zoom(1.0), ("+", "=")),
    Command("globe.zoom_out", "Zoom out", "Globe", lambda desk, _: desk.camera.zoom(-1.0), ("-",)),
    Command("globe.orbit_left", "Orbit left", "Globe", _orbit(-ORBIT_DEG, 0.0), ("Ctrl+Left",)),
    Command("globe.orbit_right", "Orbit right", "Globe", _orbit(ORBIT_DEG, 0.0), ("Ctrl+Right",)),
    Command("globe.orbit_up", "Orbit up", "Globe", _orbit(0.0, ORBIT_DEG), ("Ctrl+Up",)),
    Command("globe.orbit_down", "Orbit down", "Globe", _orbit(0.0, -ORBIT_DEG), ("Ctrl+Down",)),
    Command("globe.go_to_selected", "Fly to the selected", "Globe",
            lambda desk, _: desk.camera.go_to_selected(), ("Z",), enabled=has_selection),
    Command("globe.follow_selected", "Follow the selected", "Globe",
            lambda desk, _: desk.camera.follow_selected(not desk.camera.following), ("F",),
            enabled=has_selection, checked=lambda desk: desk.camera.following),
    Command("globe.ride_selected", "Ride along with the selected", "Globe",
            lambda desk, _: desk.views.ride_selected(not desk.views.riding), ("Shift+F",),
            enabled=_rides, checked=lambda desk: desk.views.riding),
    Command("globe.chase_terminator", "Chase the terminator", "Globe",
            lambda desk, _: desk.views.stand("ground" if desk.views.chasing else "terminator"),
            ("Shift+D",), checked=lambda desk: desk.views.chasing),
    Command("globe.inertial", "Stand among the stars", "Globe",
            lambda desk, _: desk.views.stand("ground" if desk.views.inertial else "stars"),
            ("I",), checked=lambda desk: desk.views.inertial),
    Command("globe.next_map", "Next map", "Globe", _next_map, ("M",)),
    Command("globe.map", "Show the globe or a flat map", "Globe", _show_map, argument="map"),
    Command("globe.north_pole", "Above the north pole", "Globe",
            lambda desk, _: desk.views.over_pole(north=True), ("Ctrl+Home",)),
    Command("globe.south_pole", "Above the south pole", "Globe",
            lambda desk, _: desk.views.over_pole(north=False), ("Ctrl+End",)),
)  # fmt: skip
