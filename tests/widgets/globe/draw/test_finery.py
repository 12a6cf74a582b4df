"""Relief and Milky Way: known slopes rise the right way, and the band of light is where the galaxy is."""

from pathlib import Path

import numpy as np
import pytest

from dawnline_testing.tree import ROOT
from dawnline_widgets.globe.draw.finery import Finery, no_finery, read_finery
from dawnline_widgets.globe.draw.images import grey_from_image
from dawnline_widgets.globe.draw.outlines import OutlinesUnreadableError
from dawnline_widgets.globe.draw.pictures import ImageUnreadableError, read_grey
from dawnline_widgets.globe.draw.relief import FLAT, HEIGHT_STEP_M, SLOPE_STEP, relief_of

ASSETS = ROOT / "assets" / "dawnline_assets"
HEIGHTS = ASSETS / "textures" / "earth-height.png"
MILKY_WAY = ASSETS / "textures" / "milky-way.jpg"
OUTLINES = ASSETS / "geography" / "outlines.bin"
TEXEL_M = np.pi * 6_371_000.0 / 1024


@pytest.fixture(scope="module")
def finery() -> Finery:
    return read_finery(HEIGHTS, MILKY_WAY, OUTLINES)


def slopes(finery: Finery, lat_deg: float, lon_deg: float, reach: int = 2) -> np.ndarray:
    """Return the mean slope east and north around a place."""
    row, column = int((90 - lat_deg) / 180 * 1024), int((lon_deg + 180) / 360 * 2048)
    part = finery.relief[row - reach : row + reach + 1, column - reach : column + reach + 1]
    return (part.astype(np.float64) - FLAT).mean(axis=(0, 1)) * SLOPE_STEP


# Levels of lakes and salt flats, and summits of ice (m above the sea): flat over tens of kilometres.
LEVELS = {
    "Salar de Uyuni": (-20.2, -67.5, 3656.0),
    "Lake Titicaca": (-15.8, -69.4, 3812.0),
    "Lake Victoria": (-1.0, 33.0, 1134.0),
    "Qinghai Lake": (36.9, 100.2, 3196.0),
    "summit of Greenland": (72.58, -38.46, 3216.0),
    "Dome A": (-80.37, 77.37, 4091.0),
}


@pytest.mark.parametrize("name", LEVELS)
def test_a_known_level_has_its_height(name: str) -> None:
    lat, lon, level_m = LEVELS[name]
    heights = grey_from_image(read_grey(HEIGHTS))
    found = heights[int((90 - lat) / 180 * 1024), int((lon + 180) / 360 * 2048)] * HEIGHT_STEP_M
    assert found == pytest.approx(level_m, abs=75.0)  # three steps of the picture


def test_mountains_rise_the_right_way(finery: Finery) -> None:
    """From the Ganges the Himalaya rises to the north, from the Pacific the Andes to the east."""
    assert finery.relief.shape == (1024, 2048, 2)
    assert finery.relief.dtype == np.uint8
    assert slopes(finery, 27.7, 85.8)[1] > 0.02
    assert slopes(finery, -25.0, -69.8)[0] > 0.008
    assert slopes(finery, 40.0, -105.3)[0] < -0.005  # the Front Range falls to the east
    np.testing.assert_allclose(slopes(finery, 48.0, 44.0), 0.0, atol=0.002)  # the Caspian lowland
    assert slopes(finery, -30.0, -20.0).tolist() == [0.0, 0.0]  # the sea


@pytest.mark.parametrize("lat_deg", [0.0, 45.0, 75.0])
def test_a_slope_has_its_size_at_every_latitude(lat_deg: float) -> None:
    """A plain that rises six steps of height a texel eastward is steeper where texels are narrower."""
    heights = np.zeros((1024, 2048), np.uint8)
    heights[:] = np.minimum(6 * np.arange(2048), 255)
    row = int((90 - lat_deg) / 180 * 1024)
    found = (relief_of(heights)[row, 10:30, 0].astype(np.float64) - FLAT).mean() * SLOPE_STEP
    width_m = TEXEL_M * np.cos(np.radians(90 - (row + 0.5) / 1024 * 180))
    assert found == pytest.approx(6 * HEIGHT_STEP_M / width_m, abs=0.6 * SLOPE_STEP)
    assert (relief_of(heights)[row, 10:30, 1] == FLAT).all()


def test_a_ridge_crosses_the_antimeridian_and_cliffs_are_cut() -> None:
    heights = np.zeros((64, 128), np.uint8)
    heights[32, 0] = 255
    relief = relief_of(heights).astype(np.int64) - FLAT
    assert relief[32, 127, 0] > 0 > relief[32, 1, 0]
    assert relief[33, 0, 1] > 0 > relief[31, 0, 1]
    assert (relief[32, 127, 1], relief[31, 0, 0]) == (0, 0)
    steep = relief_of(np.repeat(np.repeat([[0, 255], [0, 255]], 512, 0), 1024, 1).astype(np.uint8))
    assert (steep[512, 1023, 0], steep[512, 0, 0]) == (255, 0)


def light(finery: Finery, l_deg: float, b_deg: float, reach: int = 3) -> float:
    """Return the mean brightness around a place in galactic coordinates."""
    # IAU 1958 galactic system in J2000 (Hipparcos catalogue, volume 1, section 1.5.3).
    pole, ascending = np.radians((192.85948, 27.12825)), np.radians(32.93192)
    lon, lat = np.radians((l_deg, b_deg))
    dec = np.arcsin(np.sin(lat) * np.sin(pole[1]) + np.cos(lat) * np.cos(pole[1]) * np.sin(lon - ascending))
    across = np.cos(lat) * np.cos(lon - ascending)
    along = np.sin(lat) * np.cos(pole[1]) - np.cos(lat) * np.sin(pole[1]) * np.sin(lon - ascending)
    ra = np.degrees(np.arctan2(across, along) + pole[0]) % 360.0
    row, column = int((90 - np.degrees(dec)) / 180 * 512), int(ra / 360 * 1024)
    rows, columns = (
        np.arange(row - reach, row + reach + 1),
        np.arange(column - reach, column + reach + 1) % 1024,
    )
    return float(finery.milky_way[np.clip(rows, 0, 511)][:, columns].mean())


def test_the_milky_way_lies_along_the_galactic_equator(finery: Finery) -> None:
    assert finery.milky_way.shape == (512, 1024)
    assert finery.milky_way.dtype == np.uint8
    for longitude in range(0, 360, 15):
        on = max(light(finery, longitude, b) for b in (-4, 0, 4))
        assert on > 12.0
        for latitude in (-50, 50):
            assert light(finery, longitude, latitude) < 6.0
        assert on > 8.0 * light(finery, longitude, 40)
    # The Sagittarius star cloud outshines the band away from the galaxy's middle (Auriga).
    assert light(finery, 3, -4) > 3.0 * light(finery, 175, 0)
    # The dark rift: less light on the equator in Aquila than on both sides of it.
    assert light(finery, 20, 2, 1) < min(light(finery, 28, -3, 1), 255.0)


def test_the_milky_way_has_no_edges(finery: Finery) -> None:
    """From texel to texel (a third of a degree) brightness changes little, at right ascension 0 too."""
    grey = finery.milky_way.astype(np.int64)
    assert np.abs(grey - np.roll(grey, 1, axis=1))[40:472].max() <= 40
    assert np.abs(np.diff(grey, axis=0)).max() <= 40
    assert np.abs(grey[:, 0] - grey[:, -1]).max() <= 4
    assert grey.max() > 250


def test_what_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    with pytest.raises(ImageUnreadableError, match=r"bad\.png"):
        read_finery(bad, MILKY_WAY, OUTLINES)
    bad.write_bytes(b"no picture")
    with pytest.raises(ImageUnreadableError, match=r"bad\.png: not a picture"):
        read_finery(HEIGHTS, bad, OUTLINES)
    with pytest.raises(OutlinesUnreadableError, match="expected b'OUTLINE1'"):
        read_finery(HEIGHTS, MILKY_WAY, bad)
    with pytest.raises(FileNotFoundError):
        read_finery(HEIGHTS, MILKY_WAY, tmp_path / "none.bin")
    nothing = no_finery()
    assert (nothing.relief, nothing.milky_way, len(nothing.outlines.coast.points)) == (None, None, 0)
