"""The camera of the globe (the ``Camera`` of the commands)."""

import math
from dataclasses import replace

from dawnline.shell.globe_place import GlobePlace
from dawnline.shell.session import Session
from dawnline_widgets.globe.view.camera import HOME

ZOOM_A_STEP = 0.75  # of the height above the ground


class Camera:
    """Moves the camera of one globe."""

    def __init__(self, session: Session, place: GlobePlace) -> None:
        self._session = session
        self._place = place

    @property
    def following(self) -> bool:
        """Return whether it follows what is selected."""
        return self._place.following

    def home(self) -> None:
        """Fly to where it began."""
        self._place.following = False
        self._place.globe.set_fly_to(HOME.lat_rad, HOME.lon_rad, HOME.distance)

    def zoom(self, steps: float) -> None:
        """Go nearer by so many steps; farther if negative."""
        pose = self._place.globe.pose
        distance = 1.0 + (pose.distance - 1.0) * ZOOM_A_STEP**steps
        self._place.globe.set_fly_to(pose.lat_rad, pose.lon_rad, distance)

    def orbit(self, right_deg: float, up_deg: float) -> None:
        """Go round the Earth."""
        self._place.following = False
        pose = self._place.globe.pose
        turned = replace(
            pose,
            lon_rad=pose.lon_rad + math.radians(right_deg),
            lat_rad=pose.lat_rad + math.radians(up_deg),
        )
        self._place.globe.set_fly_to(turned.lat_rad, turned.lon_rad, turned.distance)

    def go_to_selected(self) -> None:
        """Fly to what is selected."""
        if self._session.recording is not None:
            self._place.look_at_selected(self._session.recording, self._session.t_s, fly=True)

    def follow_selected(self, on: bool) -> None:
        """Keep what is selected in the middle, or leave it."""
        self._place.following = on
