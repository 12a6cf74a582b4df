"""From element sets to pixels: a satellite's dot is where Skyfield has it, on globe and maps, at ten times.

The dot is measured in the picture; where it belongs Skyfield and ``dawnline_testing.referee`` say.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sgp4
from numpy.typing import NDArray
from skyfield.api import EarthSatellite, wgs84
from skyfield.framelib import itrs

from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.elements import parse_elements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import gmst_rad
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline.present.layers import LAYERS
from dawnline_testing.data import shared_data
from dawnline_testing.referee import apart_px, found_at, globe_pixel, map_pixel
from dawnline_testing.sky import Sky
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import plain_textures
from dawnline_widgets.globe.draw.painted_map import PaintedMap
from dawnline_widgets.globe.scene import GlobeScene, Legend, Pins, PointStyle
from dawnline_widgets.globe.view.camera import HOME_DISTANCE, CameraPose

SIZE = (480, 300)
WITHIN_PX = 1.0
# Seven and a half hours, so that each satellite is met all round its orbit and over all longitudes.
TIMES_S = tuple(2750.0 * step for step in range(10))
ALONE = frozenset(layer.id for layer in LAYERS)
# The smallest height from which the whole map is seen in SIZE, as the camera chooses it.
MAP_HEIGHT = {"equirectangular": 6.4, "Equal Earth": 5.6}
NEAR = 8.0  # times closer than home

Tle = tuple[str, str]


@dataclass(frozen=True)
class Flight:
    """One satellite, as the program has it and as Skyfield has it."""

    ephemeris: Ephemeris
    epoch: Epoch
    referee: EarthSatellite
    timescale: Any

    def at(self, t_s: float) -> Any:
        """Return where Skyfield has it."""
        return self.referee.at(self.timescale.utc(*self._date, 0, 0, t_s))

    def ecef(self, t_s: float) -> NDArray[np.float64]:
        """(3,) Earth radii, by Skyfield."""
        return np.asarray(self.at(t_s).frame_xyz(itrs).m / EARTH_RADIUS_M)

    def below(self, t_s: float) -> tuple[float, float]:
        """Geodetic latitude and longitude of the ground below it, degrees, by Skyfield."""
        lat, lon = wgs84.latlon_of(self.at(t_s))
        return float(lat.degrees), float(lon.degrees)

    @property
    def _date(self) -> tuple[int, int, int]:
        year, month, day = self.epoch.iso()[:10].split("-")
        return int(year), int(month), int(day)


def records(path: Path, numbers: tuple[str, ...]) -> list[Tle]:
    """Return the element sets of some catalogue numbers."""
    lines = [line[:69] for line in path.read_text(encoding="utf-8").splitlines()]
    found = {
        line[2:7]: (line, lines[row + 1]) for row, line in enumerate(lines[:-1]) if line.startswith("1 ")
    }
    return [found[number] for number in numbers]


# The verification set of AIAA 2006-6753, which the sgp4 package brings, so that it is always there: an orbit
# of 58 degrees and 15.6 turns a day, and a polar one of 14.4.
BUNDLED = (Path(sgp4.__file__).with_name("SGP4-VER.TLE"), ("06251", "28057"), "2006-06-26T00:00:00Z")
# The Space Station (51.6 degrees, 420 km) and a OneWeb satellite (87.9 degrees, 1,200 km), CelesTrak.
REAL = {
    "stations": ("tle/stations_2026-05-30.tle", ("25544",), "2026-05-31T00:00:00Z"),
    "oneweb": ("tle/oneweb_2026-05-30.tle", ("44057",), "2026-05-31T00:00:00Z"),
}


@pytest.fixture(scope="module", params=["bundled", "stations", "oneweb"])
def flights(request: pytest.FixtureRequest, sky: Sky) -> list[Flight]:
    """Return satellites; the real ones are left out, in words, where their file is not there."""
    if request.param == "bundled":
        path, numbers, start = BUNDLED
    else:
        relative, numbers, start = REAL[request.param]
        path = shared_data(relative)
    epoch = Epoch.from_iso(start)
    made = []
    for first, second in records(path, numbers):
        elements, problems = parse_elements(f"{first}\n{second}\n")
        assert problems == ()
        referee = EarthSatellite(first, second, ts=sky.timescale)
        made.append(Flight(Ephemeris(epoch, [elements]), epoch, referee, sky.timescale))
    return made


def scene_of(flight: Flight, t_s: float, pose: CameraPose) -> GlobeScene:
    """Return what the window would show of it: its dot alone, over a lit Earth."""
    metres_per_pixel = pose.radians_per_pixel(SIZE) * EARTH_RADIUS_M
    sun = flight.ecef(t_s)
    one = np.ones(1, np.float32)
    none = np.zeros((0, 3), np.float32)
    keyframes = make_keyframes(flight.ephemeris, *keyframe_span(t_s, 1.0, metres_per_pixel))
    return GlobeScene(
        t_s=t_s,
        gmst_rad=gmst_rad(flight.epoch, t_s),
        sun_ecef=(sun / np.linalg.norm(sun)).astype(np.float32),
        keyframes=keyframes,
        style=PointStyle("style", one, 7.0 * one, "sequential"),
        pins=Pins("no pins", none, none[:, 0], none[:, 0], "sequential", ()),
        path=None,
        legend=Legend("none", "", "", "sequential", "", "", np.zeros(0, np.int64), (), 0),
        selected_satellite=None,
        selected_pin=None,
        selected_name="",
        caption="",
        hidden=ALONE - {"satellites"},
    )


Picture = Callable[[GlobeScene, CameraPose], NDArray[np.uint8]]


@pytest.fixture(scope="module")
def drawn() -> Picture:
    """Return what draws a scene with OpenGL, on an Earth without pictures."""
    textures = plain_textures()
    return lambda scene, pose: egl.render_rgba(scene, pose, SIZE, textures)


@pytest.fixture(scope="module")
def painted() -> Picture:
    """Return what paints a scene without OpenGL."""
    paint = PaintedMap(plain_textures().earth)
    return lambda scene, pose: paint.picture(scene, pose, SIZE)


def dot_of(picture: Picture, scene: GlobeScene, pose: CameraPose) -> tuple[float, float] | None:
    """Return where the dot is, measured."""
    without = GlobeScene(**{**vars(scene), "hidden": ALONE})
    return found_at(picture(scene, pose), picture(without, pose))


@pytest.mark.parametrize("distance", [HOME_DISTANCE, 1.4])
def test_on_the_globe_it_is_within_a_pixel(flights: list[Flight], drawn: Picture, distance: float) -> None:
    """The camera stands aside, so that its height above the ground matters too."""
    share = 1.0 if distance > 2.0 else 0.3
    for flight in flights:
        for t_s in TIMES_S:
            lat, lon = flight.below(t_s)
            above = (lat - math.copysign(3.0 * share, lat), lon + 4.0 * share)
            pose = CameraPose(*np.radians(above[::-1]), distance)
            dot = dot_of(drawn, scene_of(flight, t_s, pose), pose)
            wanted = globe_pixel(flight.ecef(t_s), above, distance, SIZE)
            assert apart_px(dot, wanted) < WITHIN_PX, (t_s, dot, wanted)


@pytest.mark.parametrize("closer", [1.0, NEAR])
@pytest.mark.parametrize("kind", ["equirectangular", "Equal Earth"])
def test_on_a_map_it_is_within_a_pixel_of_the_place_below_it(
    flights: list[Flight], drawn: Picture, kind: str, closer: float
) -> None:
    """Maps know latitudes as people do, geodetic; geocentric ones would err by up to 0.19 degrees, 21 km."""
    check_map(flights, drawn, kind, closer)


@pytest.mark.parametrize("closer", [1.0, NEAR])
def test_on_the_painted_map_too(flights: list[Flight], painted: Picture, closer: float) -> None:
    check_map(flights, painted, "equirectangular", closer)


def check_map(flights: list[Flight], picture: Picture, kind: str, closer: float) -> None:
    height = MAP_HEIGHT[kind] / closer
    for flight in flights:
        for t_s in TIMES_S:
            lat, lon = flight.below(t_s)
            # From home the whole map is seen; from near its middle is a few degrees beside the satellite.
            middle = (0.0, 10.0) if closer == 1.0 else (min(lat * 0.9, 70.0), lon + 3.0)
            pose = CameraPose(
                np.radians(middle[1]), np.radians(middle[0]), 1.0 + height, 1.0, float(kind == "Equal Earth")
            )
            dot = dot_of(picture, scene_of(flight, t_s, pose), pose)
            wanted = map_pixel(lat, lon, middle, height, SIZE, kind)
            assert apart_px(dot, wanted) < WITHIN_PX, (t_s, lat, dot, wanted)
