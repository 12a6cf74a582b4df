"""A few small pictures as people liked them: another look is noticed, another driver is not."""

import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage

import dawnline_assets
from dawnline_testing.globe_scenes import Make
from dawnline_testing.tree import ROOT
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.finery import dressed, read_finery
from dawnline_widgets.globe.draw.images import GlobeTextures, rgba_from_image
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.camera import HOME, CameraPose
from dawnline_widgets.globe.view.viewpoint import Viewpoint

GOLDEN = ROOT / "tests" / "golden"
SIZE = (240, 150)
MOST_BYTES = 60_000
# Mesa's software renderer of another version rounds otherwise and picks another mipmap here and there.
MEAN = 1.5  # of 255, over all pixels and channels
OFF = 24  # of 255: a pixel that differs by more is visibly another colour
SHARE_OFF = 0.004  # of all pixels
VIEWS: dict[str, Viewpoint] = {
    "home": HOME,
    "equal-earth": CameraPose(math.radians(10.0), 0.0, 6.6, 1.0, 1.0),
    "pole": CameraPose(math.radians(30.0), math.radians(84.0), 3.2),
}


@pytest.fixture(scope="module")
def fine(textures: GlobeTextures) -> GlobeTextures:
    """Return all that ships: relief, Milky Way, coasts and borders too."""
    folder = Path(dawnline_assets.__file__).parent
    pictures = (folder / "textures" / name for name in ("earth-height.png", "milky-way.jpg"))
    return dressed(textures, read_finery(*pictures, folder / "geography" / "outlines.bin"))


def scene_of(make: Make) -> GlobeScene:
    """Return satellites on a lattice, day and night, two sites, a Moon, borders."""
    places = [(float(lat), float(lon)) for lat in range(-60, 61, 20) for lon in range(-180, 180, 20)]
    return replace(
        make(
            places, sun=(15.0, -55.0), size_px=3.0,
            pins=(("Here", 40.0, -95.0, 18.0), ("There", 52.0, 15.0, 22.0)),
        ),
        hidden=frozenset({"grid"}),
        moon_ecef=np.array((12.0, 55.0, -20.0), np.float32),
    )  # fmt: skip


def drawn(scene: GlobeScene, view: Viewpoint, fine: GlobeTextures) -> NDArray[np.uint8]:
    return np.ascontiguousarray(egl.render_rgba(scene, view, SIZE, fine)[..., :3])


@pytest.mark.parametrize("name", VIEWS)
def test_the_picture_is_the_golden_one(make: Make, fine: GlobeTextures, tmp_path: Path, name: str) -> None:
    """When the look has changed on purpose, keep the new pictures, look at them, and commit them.

    ``DAWNLINE_GOLDEN=keep ./dev test tests/widgets/globe/draw/test_golden.py`` writes them anew.
    """
    shown = drawn(scene_of(make), VIEWS[name], fine)
    height, width = shown.shape[:2]
    image = QImage(shown.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    kept = GOLDEN / f"globe-{name}.png"
    if os.environ.get("DAWNLINE_GOLDEN") == "keep":
        assert image.save(str(kept))
    image.save(str(tmp_path / kept.name))  # to look at
    assert kept.stat().st_size <= MOST_BYTES
    wanted = rgba_from_image(QImage(str(kept)))[..., :3]
    away = np.abs(shown.astype(np.int16) - wanted)
    words = f"compare {tmp_path / kept.name} with {kept}"
    assert away.mean() < MEAN, words
    assert (away.max(axis=2) > OFF).mean() < SHARE_OFF, words


@pytest.mark.parametrize(
    "change", ["lights", "borders", "sites", "relief", "satellites", "the Sun", "a turn"]
)
def test_another_look_would_be_noticed(make: Make, fine: GlobeTextures, change: str) -> None:
    """Each of these moves one picture at least beyond what is allowed."""
    scene, other, turn = scene_of(make), scene_of(make), 0.0
    if change == "the Sun":
        other = replace(other, sun_ecef=np.array((0.0, 0.0, 1.0), np.float32))
    elif change == "a turn":
        turn = math.radians(2.0)
    else:
        other = replace(other, hidden=other.hidden | {change})
    most_mean, most_off = 0.0, 0.0
    for view in VIEWS.values():
        assert isinstance(view, CameraPose)
        moved = replace(view, lon_rad=view.lon_rad + turn)
        away = np.abs(drawn(scene, view, fine).astype(np.int16) - drawn(other, moved, fine))
        most_mean = max(most_mean, float(away.mean()))
        most_off = max(most_off, float((away.max(axis=2) > OFF).mean()))
    assert most_mean > MEAN or most_off > SHARE_OFF
