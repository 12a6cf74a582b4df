"""Commands of the globe's camera: home, zoom, orbit, fly to and follow the selected."""

from collections.abc import Callable

from dawnline.commands.command import Command
from dawnline.commands.protocols import Desk

ORBIT_DEG = 15.0


def _orbit(right_deg: float, up_deg: float) -> Callable[[Desk, str], None]:
    return lambda desk, _: desk.camera.orbit(right_deg, up_deg)


def has_selection(desk: Desk) -> bool:
    """Return whether something is selected."""
    return desk.selection.selected is not None


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
)  # fmt: skip
