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


# Hipparcos catalogue (ESA 1997), ICRS at J2000 after proper motion: right ascension, declination (degrees),
# magnitude V, colour index B-V.
BRIGHT = {
    "Polaris": (37.955, 89.264, 1.97, 0.64),
    "Betelgeuse": (88.793, 7.407, 0.45, 1.50),
    "Vega": (279.235, 38.784, 0.03, 0.0),
    "Canopus": (95.988, -52.696, -0.62, 0.16),
    "Rigel": (78.634, -8.202, 0.18, -0.03),
    "Antares": (247.352, -26.432, 1.06, 1.87),
    "Acrux": (186.650, -63.099, 0.77, -0.24),
    "Achernar": (24.429, -57.237, 0.45, -0.16),
    "Alioth": (193.507, 55.960, 1.76, -0.02),
}


@pytest.mark.parametrize("name", BRIGHT)
def test_a_bright_star_is_where_it_is(textures: GlobeTextures, name: str) -> None:
    ra_deg, dec_deg, magnitude, colour = BRIGHT[name]
    ra, dec = math.radians(ra_deg), math.radians(dec_deg)
    place = np.array([math.cos(dec) * math.cos(ra), math.cos(dec) * math.sin(ra), math.sin(dec)])
    away = np.linalg.norm(textures.stars[:, :3] - place, axis=1)
    near = textures.stars[np.degrees(away) < 0.02]
    assert len(near) >= 1
    assert near[0, 3] == pytest.approx(
        magnitude, abs=0.1
    )  # variable stars among them; the first is brightest
    assert near[0, 4] == pytest.approx(colour, abs=0.05)


def test_the_sky_is_full_on_both_sides(textures: GlobeTextures) -> None:
    stars = textures.stars
    assert (np.diff(stars[:, 3]) >= 0.0).all()
    assert stars[-1, 3] <= 6.0 + 1 / 30
    np.testing.assert_allclose(np.linalg.norm(stars[:, :3], axis=1), 1.0, rtol=0.0, atol=1e-6)
    # 5,044 stars over eight octants: the Milky Way's are fuller, none is empty.
    octant = (stars[:, :3] > 0.0) @ np.array([1, 2, 4])
    assert np.bincount(octant, minlength=8).min() > 400


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "day.jpg"
    bad.write_bytes(b"no picture")
    with pytest.raises(ImageUnreadableError, match=r"day\.jpg: not a picture.*expected a JPEG or PNG"):
        read_pictures(bad, bad, bad)


def test_a_cut_star_list_is_refused() -> None:
    with pytest.raises(ImageUnreadableError, match="7 bytes, expected a multiple of 6"):
        read_stars(bytes(7))
