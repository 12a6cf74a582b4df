"""The camera of the globe (the ``Camera`` and the ``Views`` of the commands)."""

import math
from dataclasses import replace
from typing import Literal

from dawnline.commands.complaint import CommandError
from dawnline.present.ground_point import ground_point
from dawnline.shell.globe_place import GlobePlace
from dawnline.shell.session import Session
from dawnline_widgets.globe.hand.pilot import Pilot
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
    def _pilot(self) -> Pilot:
        return self._place.globe.controls.pilot

    @property
    def following(self) -> bool:
        """Return whether it follows what is selected."""
        return isinstance(self._pilot.camera.tracking, Follow)

    def home(self) -> None:
        """Fly to where it began: a globe, or the whole of a map."""
        kind = self._pilot.camera.map_kind
        self._pilot.track(Still())
        if kind is None:
            self._place.globe.set_fly_to(HOME.lat_rad, HOME.lon_rad, HOME.distance)
        else:
            self._pilot.show_map(kind)

    def zoom(self, steps: float) -> None:
        """Go nearer by so many steps; farther if negative."""
        self._pilot.zoom(ZOOM_A_STEP**steps)

    def orbit(self, right_deg: float, up_deg: float) -> None:
        """Go round the Earth, or round the satellite of a ride."""
        self._pilot.orbit(math.radians(right_deg), math.radians(up_deg))

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
            self._pilot.track(Follow(KINDS[ref.kind], ref.index))
        else:
            self._pilot.track(Still())


class Views:
    """Puts the camera where no hand would: along with a satellite, over the terminator, over a map."""

    def __init__(self, session: Session, place: GlobePlace) -> None:
        self._session = session
        self._place = place

    @property
    def _pilot(self) -> Pilot:
        return self._place.globe.controls.pilot

    @property
    def riding(self) -> bool:
        """Return whether it rides along with a satellite."""
        return self._pilot.camera.rider is not None

    def ride_selected(self, on: bool) -> None:
        """Ride along with the selected satellite, or fly back."""
        ref = self._session.selection
        if not on:
            self._pilot.ride(None)
        elif ref is None or ref.kind != "satellite" or not self._pilot.ride(ref.index):
            raise CommandError("only a satellite that flies can be ridden along with: select one first")

    @property
    def chasing(self) -> bool:
        """Return whether it stays above the terminator."""
        return isinstance(self._pilot.camera.tracking, ChaseTerminator)

    @property
    def inertial(self) -> bool:
        """Return whether it stands among the stars."""
        return self._session.view.inertial

    def stand(self, where: Literal["ground", "stars", "terminator"]) -> None:
        """Stay above the ground, among the stars, or above the terminator while time passes."""
        self._session.view = replace(self._session.view, inertial=where == "stars")
        self._place.refresh()
        self._pilot.track(ChaseTerminator() if where == "terminator" else Still())

    @property
    def map(self) -> str:
        """Return ``globe`` or the kind of the flat map."""
        kind = self._pilot.camera.map_kind
        return next(name for name, value in MAPS.items() if value == kind)

    def show_map(self, name: str) -> None:
        """Show the globe, or unroll it into a flat map."""
        self._pilot.show_map(MAPS[name])

    def over_pole(self, north: bool) -> None:
        """Fly above a pole."""
        if self._pilot.camera.map_kind is not None:
            self._pilot.show_map(None)
        lat_rad = math.pi / 2 if north else -math.pi / 2
        self._place.globe.set_fly_to(lat_rad, HOME.lon_rad, HOME.distance)
