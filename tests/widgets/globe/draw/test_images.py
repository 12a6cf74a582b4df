"""The pictures of the Earth: where is sea, land and light; words for what cannot be read."""

import math
from pathlib import Path

import numpy as np
import pytest

from dawnline_widgets.globe.draw.images import LAND_ALPHA, GlobeTextures, read_stars
from dawnline_widgets.globe.draw.pictures import ImageUnreadableError, read_pictures


def alpha(textures: GlobeTextures, lat_deg: float, lon_deg: float, reach: int = 6) -> np.ndarray:
    height, width = textures.earth.shape[:2]
    row, column = round((90 - lat_deg) / 180 * height), round((lon_deg + 180) / 360 * width)
    return textures.earth[row - reach : row + reach, column - reach : column + reach, 3]


def test_sea_land_and_city_light_share_the_alpha_channel(textures: GlobeTextures) -> None:
    assert textures.earth.shape == (2048, 4096, 4)
    assert alpha(textures, 30.0, -45.0).max() == 0  # the Atlantic
    assert alpha(textures, 24.0, 5.0).max() < LAND_ALPHA + 40  # the Sahara
    assert alpha(textures, 24.0, 5.0).min() >= LAND_ALPHA
    assert alpha(textures, 41.8, -87.8).max() > 180  # Chicago


def test_sirius_is_the_brightest_star_and_where_it_is(textures: GlobeTextures) -> None:
    x, y, z, magnitude, _ = (float(value) for value in textures.stars[0])
    assert magnitude == pytest.approx(-1.44, abs=0.02)
    # Right ascension and declination J2000 of Sirius: Hipparcos catalogue, HIP 32349.
    assert math.degrees(math.atan2(y, x)) == pytest.approx(101.287, abs=0.01)
    assert math.degrees(math.asin(z)) == pytest.approx(-16.716, abs=0.01)
    assert len(textures.stars) == 5044


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "day.jpg"
    bad.write_bytes(b"no picture")
    with pytest.raises(ImageUnreadableError, match=r"day\.jpg: not a picture.*expected a JPEG or PNG"):
        read_pictures(bad, bad, bad)


def test_a_cut_star_list_is_refused() -> None:
    with pytest.raises(ImageUnreadableError, match="7 bytes, expected a multiple of 6"):
        read_stars(bytes(7))
