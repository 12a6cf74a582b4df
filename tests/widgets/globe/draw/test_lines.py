"""Lines over the Earth, pixel by pixel: coasts, graticule, curves, links, a field; none across an edge."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import dawnline_assets
from dawnline_testing.globe_scenes import SIZE, Make, unit
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.field_layer import coloured
from dawnline_widgets.globe.draw.images import GlobeTextures, plain_textures
from dawnline_widgets.globe.draw.line_layer import along_rad, thinned
from dawnline_widgets.globe.draw.outlines import Polylines, read_outlines
from dawnline_widgets.globe.scene import Curves, Field, GlobeScene, Links
from dawnline_widgets.globe.view.camera import CameraPose

NO_LINES = frozenset({"borders", "grid"})
FRONT = CameraPose(0.0, 0.0, 4.1)
MAPS = [CameraPose(0.0, 0.0, 7.0, 1.0, kind) for kind in (0.0, 1.0)]


@pytest.fixture(scope="module")
def earth() -> GlobeTextures:
    """Return a plain Earth with the shipped outlines."""
    folder = Path(dawnline_assets.__file__).parent
    return replace(plain_textures(), outlines=read_outlines(folder / "geography" / "outlines.bin"))


def added(
    scene: GlobeScene, without: GlobeScene, pose: CameraPose, earth: GlobeTextures
) -> NDArray[np.int64]:
    """Return (h, w) how much brighter or darker a picture is than another."""
    pictures = [egl.render_rgba(one, pose, SIZE, earth).astype(np.int64) for one in (scene, without)]
    return np.asarray(np.abs(pictures[0] - pictures[1])[..., :3].max(axis=2))


def near(picture: NDArray[np.int64], pose: CameraPose, r: NDArray[np.float64], reach: int = 2) -> int:
    """Return the largest value within some pixels of a place."""
    x, y = pose.project(r[None], SIZE)[0][0]
    row, column = round(y), round(x)
    return int(
        picture[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1].max()
    )


def curve(key: object, *places: tuple[float, float], radius: float = 1.0) -> Curves:
    points = np.array([unit(*place) * radius for place in places], np.float32)
    return Curves(("lines", key), "terminator", points, np.zeros(1, np.int64), "#FFFFFF", 1.0, 2.0)


@pytest.mark.parametrize("pose", [FRONT, *MAPS], ids=["globe", "plain map", "equal area"])
def test_the_coast_of_africa_is_drawn(make: Make, earth: GlobeTextures, pose: CameraPose) -> None:
    shown = make(sun=(0.0, 0.0), hidden=frozenset({"grid"}))
    change = added(shown, replace(shown, hidden=NO_LINES), pose, earth)
    assert near(change, pose, unit(4.4, -7.5), 4) > 25  # Cape Palmas
    assert near(change, pose, unit(-5.0, -10.0), 4) == 0  # the open sea
    assert near(change, pose, unit(24.0, 3.0), 1) < 5  # the Sahara, far from sea and border


def test_the_far_side_of_the_globe_shows_no_coast(make: Make, earth: GlobeTextures) -> None:
    pose = CameraPose(math.radians(-150.0), math.radians(-10.0), 12.0)
    shown = make(hidden=frozenset({"grid"}))
    change = added(shown, replace(shown, hidden=NO_LINES), pose, earth)
    assert near(change, pose, unit(-20.0, -130.0), 1) == 0


@pytest.mark.parametrize("pose", [FRONT, *MAPS], ids=["globe", "plain map", "equal area"])
def test_the_graticule_has_its_lines(make: Make, earth: GlobeTextures, pose: CameraPose) -> None:
    shown = make(hidden=frozenset({"borders"}))
    change = added(shown, replace(shown, hidden=NO_LINES), pose, earth)
    assert near(change, pose, unit(0.0, 7.5), 1) > near(change, pose, unit(15.0, 7.5), 1) > 4
    assert near(change, pose, unit(7.5, 15.0), 1) > 4
    assert near(change, pose, unit(7.5, 7.5), 1) == 0


@pytest.mark.parametrize("pose", MAPS, ids=["plain map", "equal area"])
def test_a_line_across_the_edge_of_a_map_is_not_drawn_over_it(
    make: Make, earth: GlobeTextures, pose: CameraPose
) -> None:
    plain = make(hidden=NO_LINES)
    torn = replace(plain, curves=(curve(("torn", pose), (10.0, 176.0), (10.0, -176.0)),))
    assert added(torn, plain, pose, earth).max() == 0
    whole = replace(plain, curves=(curve(("whole", pose), (10.0, -60.0), (10.0, 60.0)),))
    assert near(added(whole, plain, pose, earth), pose, unit(10.0, 0.0)) > 60


def test_a_curve_behind_the_earth_is_hidden_and_a_hidden_layer_draws_nothing(
    make: Make, earth: GlobeTextures
) -> None:
    plain = make(hidden=NO_LINES)
    behind = replace(plain, curves=(curve("behind", (0.0, 170.0), (20.0, 180.0), radius=1.05),))
    assert added(behind, plain, FRONT, earth).max() == 0
    before = replace(plain, curves=(curve("before", (0.0, -10.0), (0.0, 10.0), radius=1.05),))
    assert near(added(before, plain, FRONT, earth), FRONT, unit(0.0, 0.0)) > 60
    off = replace(before, hidden=NO_LINES | {"terminator"})
    assert added(off, plain, FRONT, earth).max() == 0


@pytest.mark.parametrize("pose", [FRONT, *MAPS], ids=["globe", "plain map", "equal area"])
def test_links_join_satellites_that_are_seen(make: Make, earth: GlobeTextures, pose: CameraPose) -> None:
    # In TEME at sidereal angle 0, so as in ECEF. The last two are 20 degrees apart across 180 degrees.
    plain = make([(10.0, -20.0), (10.0, 20.0), (10.0, 170.0), (10.0, -170.0)], hidden=NO_LINES)
    level = np.ones(2, np.float32)
    links = Links(("links", pose), np.array(((0, 1), (2, 3)), np.uint32), level, "sequential")
    change = added(replace(plain, links=links), plain, pose, earth)
    middle = np.array((1.086 * math.cos(math.radians(20.0)), 0.0, 1.086 * math.sin(math.radians(10.0))))
    assert near(change, pose, middle, 6) > 40
    assert near(change, pose, unit(10.0, 70.0), 6) == 0
    assert near(change, pose, unit(10.0, -70.0), 6) == 0


@pytest.mark.parametrize("pose", [FRONT, *MAPS], ids=["globe", "plain map", "equal area"])
def test_a_field_lies_where_it_is(make: Make, earth: GlobeTextures, pose: CameraPose) -> None:
    level = np.full((18, 36), np.nan, np.float32)
    level[7, 20] = 1.0  # 10 to 20 north, 20 to 30 east
    level[7, 1] = 1.0  # on the far side of the globe
    plain = make(hidden=NO_LINES)
    change = added(
        replace(plain, field=Field(("f", pose), "demand", level, "sequential", 0.9)), plain, pose, earth
    )
    assert near(change, pose, unit(15.0, 25.0), 1) > 80
    assert near(change, pose, unit(-15.0, 25.0), 1) == 0
    assert near(change, pose, unit(15.0, -25.0), 1) == 0


def test_what_is_unknown_in_a_field_is_clear() -> None:
    field = Field("k", "demand", np.array(((np.nan, 0.0, 1.0),), np.float32), "sequential", 1.0)
    assert coloured(field)[0, :2].max() == 0
    assert coloured(field)[0, 2, 3] == 255


def test_thinned_lines_keep_their_ends_and_their_way() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 721)
    ring = np.stack((np.cos(angle), np.sin(angle), 0.0 * angle), axis=1)
    tiny = ring[:4]
    both = Polylines(np.concatenate((ring, tiny)).astype(np.float32), np.array((0, 721)))
    thin = thinned(both, math.radians(2.0))
    assert thin.starts.tolist() == [0]  # the tiny one is left out
    assert 175 < len(thin.points) < 185
    assert np.abs(thin.points[0] - thin.points[-1]).max() < 1e-6
    assert along_rad(both)[720] == pytest.approx(2.0 * np.pi, rel=1e-4)
    assert thinned(both, 0.0) is both
