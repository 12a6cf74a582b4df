"""Small globes to draw: a few satellites on circular orbits, two sites, a Sun wherever a test wants it."""

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import dawnline_assets
from dawnline_testing.globe_scenes import SIZE, Draw, Make, make_keyframes, unit
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.images import GlobeTextures, read_stars, textures_of
from dawnline_widgets.globe.draw.pictures import read_pictures
from dawnline_widgets.globe.scene import GlobeScene, Legend, Pins, PointStyle
from dawnline_widgets.globe.view.camera import CameraPose

_NUMBERS = itertools.count()  # the EGL context outlives a test, so keys must too


@pytest.fixture(scope="session")
def textures() -> GlobeTextures:
    """Return the shipped pictures."""
    folder = Path(dawnline_assets.__file__).parent / "textures"
    pictures = read_pictures(*(folder / f"earth-{name}" for name in ("day.jpg", "lights.jpg", "water.png")))
    return textures_of(pictures, read_stars((folder / "stars.bin").read_bytes()))


@pytest.fixture
def make() -> Make:
    """Return what makes a scene; gmst is 0 so that TEME is ECEF, and keywords change the rest."""

    def make(
        places: list[tuple[float, float]] = (),  # type: ignore[assignment]
        *,
        sun: tuple[float, float] = (0.0, 0.0),
        level: float = 0.7,
        size_px: float = 9.0,
        pins: tuple[tuple[str, float, float, float], ...] = (),
        **changes: object,
    ) -> GlobeScene:
        n, key = len(places), next(_NUMBERS)
        style = PointStyle(key, np.full(n, level, np.float32), np.full(n, size_px, np.float32), "sequential")
        on_ground = np.array([unit(lat, lon) for _, lat, lon, _ in pins]).reshape(-1, 3).astype(np.float32)
        sizes = np.array([pin[3] for pin in pins], np.float32)
        sites = Pins(
            key,
            on_ground,
            sizes,
            np.full(len(pins), 0.9, np.float32),
            "sequential",
            tuple(pin[0] for pin in pins),
        )
        legend = Legend(key, "Load", "%", "sequential", "0", "100", np.array((1, 4, 2)), (), 0)
        moved = make_keyframes(list(places), key=key)
        scene = GlobeScene(
            0.0, 0.0, unit(*sun).astype(np.float32), moved, style, sites, None, legend,
            None, None, "", "Earth-fixed", frozenset({"grid", "borders"}),
        )  # fmt: skip
        return replace(scene, **changes)

    return make


@pytest.fixture
def draw(textures: GlobeTextures) -> Draw:
    """Draw a scene through EGL into (h, w, 4) int16, so that differences do not wrap."""

    def draw(
        scene: GlobeScene, pose: CameraPose | None = None, size: tuple[int, int] = SIZE
    ) -> NDArray[np.int16]:
        return egl.render_rgba(scene, pose or CameraPose(0.0, 0.0, 4.1), size, textures).astype(np.int16)

    return draw
