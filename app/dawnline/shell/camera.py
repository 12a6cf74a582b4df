"""The camera of the globe (the ``Camera`` and the ``Views`` of the commands)."""

import math
from dataclasses import replace
from typing import Literal

from dawnline.commands.complaint import CommandError
from dawnline.present.ground_point import ground_point
from dawnline.shell.globe_place import GlobePlace
from dawnline.shell.session import Session
from dawnline_widgets.globe.hand.controls import Controls
from dawnline_widgets.globe.view.camera import HOME
from dawnline_widgets.globe.view.tracking import ChaseTerminator, Follow, Still

ZOOM_A_STEP = 0.75  # of the height above the ground
CLOSE = 2.4  # distance of a camera that flew to something
KINDS = {"satellite": "satellite", "site": "pin"}
MAPS: dict[str, float | None] = {"globe": None, "equirectangular": 0.0, "equal-earth": 1.0}


class Camera:
    """Moves the camera of one globe."""

    def __init__(self, session: Session, place: GlobePlace) -> None:
        self._session = session
        self._place = place

    @property
    def _controls(self) -> Controls:
        return self._place.globe.controls

    @property
    def following(self) -> bool:
        """Return whether it follows what is selected."""
        return isinstance(self._controls.camera.tracking, Follow)

    def home(self) -> None:
        """Fly to where it began: a globe, or the whole of a map."""
        kind = self._controls.camera.map_kind
        self._controls.track(Still())
        if kind is None:
            self._place.globe.set_fly_to(HOME.lat_rad, HOME.lon_rad, HOME.distance)
        else:
            self._controls.show_map(kind)

    def zoom(self, steps: float) -> None:
        """Go nearer by so many steps; farther if negative."""
        self._controls.zoom(ZOOM_A_STEP**steps)

    def orbit(self, right_deg: float, up_deg: float) -> None:
        """Go round the Earth, or round the satellite of a ride."""
        self._controls.orbit(math.radians(right_deg), math.radians(up_deg))

    def go_to_selected(self) -> None:
        """Fly to what is selected."""
        recording, ref = self._session.recording, self._session.selection
        place = None if recording is None or ref is None else ground_point(recording, ref, self._session.t_s)
        if place is not None:
            self._place.globe.set_fly_to(*place, min(1.0 + self._place.globe.pose.height, CLOSE))

    def follow_selected(self, on: bool) -> None:
        """Keep what is selected in the middle, or leave it."""
        ref = self._session.selection
        if on and ref is not None and ref.kind in KINDS:
            self._controls.track(Follow(KINDS[ref.kind], ref.index))
        else:
            self._controls.track(Still())


class Views:
    """Puts the camera where no hand would: along with a satellite, over the terminator, over a map."""

    def __init__(self, session: Session, place: GlobePlace) -> None:
        self._session = session
        self._place = place

    @property
    def _controls(self) -> Controls:
        return self._place.globe.controls

    @property
    def riding(self) -> bool:
        """Return whether it rides along with a satellite."""
        return self._controls.camera.rider is not None

    def ride_selected(self, on: bool) -> None:
        """Ride along with the selected satellite, or fly back."""
        ref = self._session.selection
        if not on:
            self._controls.ride(None)
        elif ref is None or ref.kind != "satellite" or not self._controls.ride(ref.index):
            raise CommandError("only a satellite that flies can be ridden along with: select one first")

    @property
    def chasing(self) -> bool:
        """Return whether it stays above the terminator."""
        return isinstance(self._controls.camera.tracking, ChaseTerminator)

    @property
    def inertial(self) -> bool:
        """Return whether it stands among the stars."""
        return self._session.view.inertial

    def stand(self, where: Literal["ground", "stars", "terminator"]) -> None:
        """Stay above the ground, among the stars, or above the terminator while time passes."""
        self._session.view = replace(self._session.view, inertial=where == "stars")
        self._place.refresh()
        self._controls.track(ChaseTerminator() if where == "terminator" else Still())

    @property
    def map(self) -> str:
        """Return ``globe`` or the kind of the flat map."""
        kind = self._controls.camera.map_kind
        return next(name for name, value in MAPS.items() if value == kind)

    def show_map(self, name: str) -> None:
        """Show the globe, or unroll it into a flat map."""
        self._controls.show_map(MAPS[name])

    def over_pole(self, north: bool) -> None:
        """Fly above a pole."""
        if self._controls.camera.map_kind is not None:
            self._controls.show_map(None)
        lat_rad = math.pi / 2 if north else -math.pi / 2
        self._place.globe.set_fly_to(lat_rad, HOME.lon_rad, HOME.distance)
