"""A site stands at its coordinates to the pixel: recording to picture, on the globe and on every map."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityTable
from dawnline.fleet.ground import Site
from dawnline.present.cache import SceneCache
from dawnline.present.empty_globe import empty_globe
from dawnline.present.layers import LAYERS
from dawnline.present.pins import pins_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_testing.referee import apart_px, found_at, globe_pixel, map_pixel
from dawnline_testing.small_run import small_fleet, write_small_run
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import plain_textures
from dawnline_widgets.globe.draw.painted_map import PaintedMap
from dawnline_widgets.globe.scene import GlobeScene, Pins
from dawnline_widgets.globe.view.camera import HOME_DISTANCE, CameraPose
from dawnline_widgets.globe.view.orbit_camera import OrbitCamera

SIZE = (640, 400)
WITHIN_PX = 1.0
# Geodetic latitude and longitude, degrees: on the equator, far north and south, both sides of the date line.
PLACES = {
    "Quito": (-0.18, -78.47),
    "Longyearbyen": (78.22, 15.65),
    "McMurdo": (-77.85, 166.67),
    "Taveuni": (-16.85, 179.98),
    "Semisopochnoi": (51.96, -179.60),
}
NAMES = tuple(PLACES)
BARE = frozenset(layer.id for layer in LAYERS)


@pytest.fixture(scope="module")
def pins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pins]:
    """Return the pins of a run with sites at the places."""
    fleet = small_fleet(4)
    model = fleet.sites[0]
    sites: list[Site] = []
    for name, (lat, lon) in PLACES.items():
        sites.append(
            replace(model, name=name, title=name, lat_rad=math.radians(lat), lon_rad=math.radians(lon))
        )
    table = EntityTable.of("site", tuple(f"site:p/{name}" for name in NAMES), NAMES)
    fleet = replace(fleet, sites=tuple(sites), tables={**fleet.tables, "site": table})
    path: Path = tmp_path_factory.mktemp("sites") / "sites.dawn"
    with Recording.open(
        write_small_run(path, 4, 0, finish=False, frame_count=2, duration_s=60.0, fleet=fleet)
    ) as recording:
        yield pins_of(recording, 0.0, View(), SceneCache())


def shown(pins: Pins, index: int) -> tuple[GlobeScene, GlobeScene]:
    """Return the scene of one site alone, and of none; the Sun is above it."""
    sun = pins.r_ecef[index]
    one = replace(
        pins, key=("one", index), r_ecef=pins.r_ecef[index : index + 1], size_px=np.array([9.0], np.float32),
        level=np.array([0.9], np.float32), names=pins.names[index : index + 1],
    )  # fmt: skip
    scene = replace(empty_globe(""), pins=one, sun_ecef=sun, hidden=BARE - {"sites"})
    return scene, replace(scene, hidden=BARE)


def drawn(scene: GlobeScene, pose: CameraPose) -> NDArray[np.uint8]:
    return egl.render_rgba(scene, pose, SIZE, _EARTH)


def painted(scene: GlobeScene, pose: CameraPose) -> NDArray[np.uint8]:
    return PaintedMap(_EARTH.earth).picture(scene, pose, SIZE)


_EARTH = plain_textures()


@pytest.mark.parametrize("distance", [HOME_DISTANCE, 1.3])
@pytest.mark.parametrize("name", NAMES)
def test_on_the_globe(pins: Pins, name: str, distance: float) -> None:
    """The ground is a sphere with places at their geodetic latitude, as in the picture of the Earth."""
    lat, lon = PLACES[name]
    share = 1.0 if distance > 2.0 else 0.1
    above = (lat * (1.0 - 0.3 * share) + 8.0 * share, lon + 20.0 * share)
    pose = CameraPose(math.radians(above[1]), math.radians(above[0]), distance)
    scene, without = shown(pins, NAMES.index(name))
    place = np.array(
        (
            math.cos(math.radians(lat)) * math.cos(math.radians(lon)),
            math.cos(math.radians(lat)) * math.sin(math.radians(lon)),
            math.sin(math.radians(lat)),
        )
    )
    found = found_at(drawn(scene, pose), drawn(without, pose))
    wanted = globe_pixel(place, above, distance, SIZE)
    assert apart_px(found, wanted) < WITHIN_PX, (found, wanted)


@pytest.mark.parametrize("closer", [1.0, 20.0])
@pytest.mark.parametrize("middle_lon", [0.0, -178.0])
@pytest.mark.parametrize("kind", ["equirectangular", "Equal Earth", "painted"])
@pytest.mark.parametrize("name", NAMES)
def test_on_maps(pins: Pins, name: str, kind: str, middle_lon: float, closer: float) -> None:
    """The whole map as the camera shows it, cut at 180 degrees or at Greenwich; and from near."""
    picture, kind = (painted, "equirectangular") if kind == "painted" else (drawn, kind)
    camera = OrbitCamera(CameraPose(math.radians(middle_lon)))
    camera.show_map(float(kind == "Equal Earth"), SIZE, duration_s=0.0)
    lat, lon = PLACES[name]
    pose = camera.pose
    assert isinstance(pose, CameraPose)
    middle = (0.0, middle_lon)
    if closer > 1.0:
        middle = (lat - 1.0, lon + 2.0)
        height = (pose.distance - 1.0) / closer
        pose = replace(
            pose, lat_rad=math.radians(middle[0]), lon_rad=math.radians(middle[1]), distance=1.0 + height
        )
    scene, without = shown(pins, NAMES.index(name))
    found = found_at(picture(scene, pose), picture(without, pose))
    wanted = map_pixel(lat, lon, middle, pose.distance - 1.0, SIZE, kind)
    assert apart_px(found, wanted) < WITHIN_PX, (found, wanted)
