"""Points: colours baked into marks, the density of very many, stale and unknown, rings about marked ones."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline_testing.globe_scenes import Draw, Make, light
from dawnline_widgets.globe.draw import density_layer, egl
from dawnline_widgets.globe.draw.density_layer import FROM_COUNT
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.picture_target import draw_picture
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.draw.satellite_layer import baked
from dawnline_widgets.globe.scene import GlobeScene, Keyframes, PointStyle
from dawnline_widgets.globe.view.camera import CameraPose
from dawnline_widgets.theme import colour_maps

SIZE = (320, 240)
FRONT = CameraPose(0.0, 0.0, 4.1)
MANY = 100_000


def crowd(make: Make, level: float, cmap: str = "sequential", n: int = MANY) -> GlobeScene:
    """Return a shell of satellites that stand still over the day side."""
    scene = make(sun=(0.0, 0.0))
    numbers = np.random.default_rng(3)
    r = numbers.normal(size=(n, 3))
    r = (1.09 * r / np.linalg.norm(r, axis=1, keepdims=True)).astype(np.float32)
    still = np.zeros_like(r)
    key = (scene.keyframes.key, "crowd", level, cmap)
    style = PointStyle(key, np.full(n, level, np.float32), np.full(n, 2.0, np.float32), cmap)
    return replace(scene, keyframes=Keyframes(key, 0.0, 60.0, r, still, r, still), style=style)


def added(make: Make, draw: Draw, scene: GlobeScene) -> np.ndarray:
    """Return the mean colour that a crowd brings to the ring of space beside the Earth."""
    picture, empty = draw(scene, FRONT, SIZE), draw(make(sun=(0.0, 0.0)), FRONT, SIZE)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    away = np.hypot(rows + 0.5 - SIZE[1] / 2, columns + 0.5 - SIZE[0] / 2)
    ring = (away > 99) & (away < 103)
    return (picture - empty)[ring][:, :3].mean(axis=0)


@pytest.mark.parametrize(("level", "cmap"), [(0.15, "sequential"), (0.9, "sequential"), (0.8, "aurora")])
def test_a_density_keeps_the_colour_of_its_channel(make: Make, draw: Draw, level: float, cmap: str) -> None:
    seen = added(make, draw, crowd(make, level, cmap))
    wanted = colour_maps.lut(cmap)[int(level * 255 + 0.5), :3].astype(float)
    assert seen.max() > 25
    alike = float(seen @ wanted / np.linalg.norm(seen) / np.linalg.norm(wanted))
    assert alike > 0.985


def test_two_levels_are_told_apart_in_a_density(make: Make, draw: Draw) -> None:
    low, high = (added(make, draw, crowd(make, level)) for level in (0.1, 0.9))
    assert np.abs(low / np.linalg.norm(low) - high / np.linalg.norm(high)).max() > 0.3


def test_a_denser_place_is_more_opaque(make: Make, draw: Draw) -> None:
    picture = draw(crowd(make, 0.9), FRONT, SIZE)
    row = picture[SIZE[1] // 2, :, :3].astype(float).mean(axis=1)
    limb, space = row[57:62].max(), row[5:30].mean()  # the shell is seen edge-on beside the Earth
    assert limb > space + 80


def test_a_sum_in_bytes_keeps_the_colour_too(
    make: Make, textures: GlobeTextures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without floats to draw into, the sum is kept in 24 steps a pixel."""
    monkeypatch.setattr(density_layer, "_draws_floats", lambda: False)
    with egl._context():
        renderer = GlobeRenderer(textures, keep_earth=False)

        def bare(scene: GlobeScene, pose: CameraPose, size: tuple[int, int]) -> np.ndarray:
            return draw_picture(renderer, scene, pose, size, 1.0).astype(np.int16)

        seen = added(make, bare, crowd(make, 0.9))
        renderer.release()
    wanted = colour_maps.lut("sequential")[230, :3].astype(float)
    assert seen.max() > 25
    assert float(seen @ wanted / np.linalg.norm(seen) / np.linalg.norm(wanted)) > 0.97


def test_filtered_satellites_leave_a_density(make: Make, draw: Draw) -> None:
    scene = crowd(make, 0.9)
    style = replace(scene.style, key=(scene.style.key, "none"), size_px=np.zeros(MANY, np.float32))
    assert np.abs(added(make, draw, replace(scene, style=style))).max() < 1.0


def test_fewer_than_the_bound_are_discs() -> None:
    assert 10_301 < FROM_COUNT < MANY


def test_marks_carry_colour_kind_and_size() -> None:
    level = np.array((0.0, 1.0, np.nan, 0.5, np.nan), np.float32)
    sizes = np.array((3.0, 0.0, 2.5, 4.0, 2.0), np.float32)
    stale = np.array((False, False, False, True, True))
    marks = baked(PointStyle("k", level, sizes, "sequential", stale))
    lut = colour_maps.lut("sequential")
    wanted = [lut[0], lut[255], colour_maps.UNKNOWN, lut[128], colour_maps.UNKNOWN]
    for mark, colour in zip(marks, wanted, strict=True):
        packed = int(mark[0])
        assert (packed >> 16, packed >> 8 & 255, packed & 255) == tuple(int(c) for c in colour[:3])
    assert (marks[:, 1] // 32).tolist() == [0, 0, 2, 1, 2]
    assert (marks[:, 1] % 32).tolist() == sizes.tolist()


def test_stale_and_unknown_differ_from_zero(make: Make, draw: Draw) -> None:
    def seen(level: float, *, stale: bool) -> np.ndarray:
        scene = make([(0.0, 25.0)], size_px=24.0, level=level, sun=(0.0, 30.0))
        style = replace(scene.style, stale=np.array((stale,)))
        return draw(replace(scene, style=style), CameraPose(0.0, 0.0, 4.1), SIZE).astype(float)

    zero, unknown, old = seen(0.0, stale=False), seen(np.nan, stale=False), seen(0.0, stale=True)
    full, empty = seen(0.9, stale=False), seen(0.9, stale=True)
    for one, other in ((zero, unknown), (zero, old), (unknown, old)):
        assert np.abs(one - other).max() > 30
    x, y = FRONT.project(1.0862 * np.array([[np.cos(0.43633), np.sin(0.43633), 0.0]]), SIZE)[0][0]
    assert light(full, x, y, 1) > 2 * light(empty, x, y, 1)  # a diamond has no core


def test_marked_satellites_have_a_ring(make: Make, draw: Draw) -> None:
    scene = make([(0.0, 25.0), (20.0, -25.0)], size_px=2.0, sun=(0.0, 180.0))
    plain = draw(scene, FRONT, SIZE)
    ringed = draw(replace(scene, marked=np.array((1,), np.int64)), FRONT, SIZE)
    changed = np.argwhere(np.abs(ringed - plain).max(axis=2) > 20)
    assert len(changed) > 20
    assert np.ptp(changed[:, 0]) < 18
    assert changed[:, 1].mean() < SIZE[0] / 2  # only the western one
