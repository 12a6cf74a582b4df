"""Screens of scale 1 to 2.5: as sharp as their pixels, and for hand and words the same as at scale 1."""

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from dawnline_testing.globe_scenes import Make
from dawnline_testing.patience import PATIENCE_S
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import plain_textures, rgba_from_image
from dawnline_widgets.globe.hand.pick import satellite_pixels
from dawnline_widgets.globe.view.camera import CameraPose

_SMOOTH = Qt.TransformationMode.SmoothTransformation
SCALES = (1.0, 1.5, 2.0, 2.5)
SIZE = (480, 360)
FRONT = CameraPose(0.0, 0.0, 4.1)
STORY = Path(__file__).with_name("scale_story.py")
SUPPORT = Path(__file__).parents[2] / "support"
# Edges are smoothed over one device pixel; those of an enlarged picture would be over `scale` of them.
SOFT_PX = 1.6


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[float, dict[str, Any]]:
    """Return what the window tells on each screen; all are opened at once."""
    folder = tmp_path_factory.mktemp("scales")
    started = {}
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "PYTHONPATH": str(SUPPORT)}
        command = [sys.executable, str(STORY), str(folder / f"{scale}.png")]
        started[scale] = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
    seen: dict[float, dict[str, Any]] = {}
    for scale, process in started.items():
        said, complaints = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0, complaints[-3000:]
        seen[scale] = json.loads(said.splitlines()[-1]) | {"image": QImage(str(folder / f"{scale}.png"))}
    return seen


def pixels(image: QImage) -> NDArray[np.float64]:
    return rgba_from_image(image)[..., :3].astype(np.float64)


@pytest.mark.parametrize("scale", SCALES)
def test_the_picture_has_the_pixels_of_the_screen(told: dict[float, dict[str, Any]], scale: float) -> None:
    seen = told[scale]
    assert seen["scale"] == scale
    assert seen["widget"] == list(SIZE)
    assert seen["picture"] == [round(SIZE[0] * scale), round(SIZE[1] * scale)]


@pytest.mark.parametrize("scale", SCALES)
def test_it_is_the_picture_of_scale_one_and_sharper(told: dict[float, dict[str, Any]], scale: float) -> None:
    """Made smaller it is the same within 4 of 255 on average; it holds what no enlarged picture holds."""
    one, here = pixels(told[1.0]["image"]), told[scale]["image"]
    smaller = pixels(here.scaled(*SIZE, mode=_SMOOTH))
    assert np.abs(smaller - one).mean() < 4.0
    if scale > 1.0:
        full = pixels(here)
        enlarged = pixels(told[1.0]["image"].scaled(here.width(), here.height(), mode=_SMOOTH))
        # Letters and edges: between neighbouring pixels the steps are as high as at scale one, or higher.
        steepest = [
            float(np.quantile(np.abs(np.diff(picture, axis=1)), 0.9995)) for picture in (full, enlarged)
        ]
        assert steepest[0] > 1.15 * steepest[1]


@pytest.mark.parametrize("scale", SCALES)
def test_the_same_satellite_is_under_the_same_point(told: dict[float, dict[str, Any]], scale: float) -> None:
    assert told[scale]["picked"] == [["satellite", index] for index in range(5)] + [None]


@pytest.mark.parametrize("scale", SCALES)
def test_names_do_not_overlap(told: dict[float, dict[str, Any]], scale: float) -> None:
    """Neither each other nor the legend, by their size in device pixels; all scales show the same ones."""
    boxes = [*told[scale]["names"], told[scale]["legend"]]
    assert len(boxes) > 3
    for a, b in combinations(boxes, 2):
        across = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
        down = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
        assert min(across, down) <= 1.0 / scale, (a, b)
    assert len(boxes) == len(told[1.0]["names"]) + 1


@pytest.mark.parametrize("scale", SCALES)
def test_marks_grow_with_the_scale_and_stay_sharp(make: Make, scale: float) -> None:
    """A dot covers so many times more pixels; its edge is as soft as ever, in device pixels."""
    scene = make([(0.0, 0.0)], size_px=12.0, level=0.9)
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    textures = plain_textures()
    full, bare = (
        egl.render_rgba(shown, FRONT, size, textures, scale)[..., :3].astype(float)
        for shown in (scene, make())
    )
    x, y = satellite_pixels(scene, FRONT, size)[0]
    share = np.abs(full - bare).sum(axis=2)
    share /= share[int(y), int(x)]
    # Beyond the disc there is a glow, of 0.3 at most.
    solid = np.clip((share - 0.35) / 0.6, 0.0, 1.0)
    radius = 6.0 * scale
    assert solid.sum() == pytest.approx(np.pi * radius**2, rel=0.12)
    row = solid[int(y), int(x) :]
    soft = np.flatnonzero((row > 0.05) & (row < 0.95))
    assert len(soft) <= SOFT_PX + 1
    assert row[int(radius) - 2] > 0.95
