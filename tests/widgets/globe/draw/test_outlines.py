"""Coastlines and borders: known shores and borders are drawn where they are, and nothing that is neither."""

import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from dawnline_testing.tree import ROOT
from dawnline_widgets.globe.draw.outlines import (
    Outlines,
    OutlinesUnreadableError,
    Polylines,
    no_outlines,
    read_outlines,
)

FILE = ROOT / "assets" / "dawnline_assets" / "geography" / "outlines.bin"
EARTH_KM = 6371.0
WGS84_FLATTENING = 1.0 / 298.257223563


@pytest.fixture(scope="module")
def outlines() -> Outlines:
    return read_outlines(FILE)


def direction(lat_deg: float, lon_deg: float) -> np.ndarray:
    lat, lon = np.radians((lat_deg, lon_deg))
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def away_km(lines: Polylines, lat_deg: float, lon_deg: float) -> float:
    """Return the distance of a place from the nearest of the drawn chords."""
    ends = lines.points[lines.segments()].astype(np.float64)
    first, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    place = direction(lat_deg, lon_deg)
    share = np.einsum("ij,ij->i", place - first, along) / np.einsum("ij,ij->i", along, along)
    nearest = first + np.clip(share, 0.0, 1.0)[:, np.newaxis] * along
    return float(np.linalg.norm(nearest - place, axis=1).min() * EARTH_KM)


# Capes and light houses on the shore; their places from the list of lights and charts, to a minute of arc.
SHORES = {
    "Cape Agulhas": (-34.833, 20.015),
    "Cape of Good Hope": (-34.357, 18.474),
    "Europa Point, Gibraltar": (36.109, -5.346),
    "Cabo da Roca": (38.781, -9.500),
    "Land's End": (50.066, -5.715),
    "North Cape": (71.169, 25.784),
    "Cape Byron": (-28.639, 153.636),
}


@pytest.mark.parametrize("name", SHORES)
def test_a_shore_is_drawn_where_it_is(outlines: Outlines, name: str) -> None:
    # 1:50 million: half a millimetre on paper is 25 km; capes are drawn better than that.
    assert away_km(outlines.coast, *SHORES[name]) < 6.0


# The treaties' own lines: the 49th parallel, 141 W, 22 N, 129 E, 25 E.
BORDERS = {
    "Canada and the United States": (49.0, -112.0),
    "Alaska and Yukon": (65.0, -141.0),
    "Egypt and Sudan": (22.0, 28.0),
    "Egypt and Libya": (26.0, 25.0),
    "Namibia and South Africa": (-26.0, 20.0),
}


@pytest.mark.parametrize("name", BORDERS)
def test_a_border_is_drawn_where_it_is(outlines: Outlines, name: str) -> None:
    assert away_km(outlines.borders, *BORDERS[name]) < 6.0
    assert away_km(outlines.coast, *BORDERS[name]) > 100.0


def test_open_sea_and_empty_land_hold_no_line(outlines: Outlines) -> None:
    for place in ((0.0, -140.0), (-50.0, 90.0), (30.0, -50.0)):
        assert away_km(outlines.coast, *place) > 500.0
    assert away_km(outlines.borders, 50.0, -1.0) > 100.0  # England is not bordered by its shore
    assert away_km(outlines.coast, -25.0, 135.0) > 400.0


def test_what_closes_polygons_is_not_drawn(outlines: Outlines) -> None:
    """No line along the antimeridian through Chukotka and Fiji, none around the south pole."""
    ends = outlines.coast.points[outlines.coast.segments()]
    on_antimeridian = (ends[..., 0] < 0.0) & (np.abs(ends[..., 1]) < 1e-6)
    assert not on_antimeridian.all(axis=1).any()
    assert outlines.coast.points[:, 2].min() > np.sin(np.radians(-86.0))
    assert away_km(outlines.coast, 67.5, 180.0) > 50.0


def test_lines_cross_the_antimeridian(outlines: Outlines) -> None:
    """Chukotka's north shore and Antarctica's go on from one side to the other."""
    for lines in (outlines.coast, outlines.borders):
        ends = lines.points[lines.segments()].astype(np.float64)
        degrees = np.degrees(2.0 * np.arcsin(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1) / 2.0))
        assert degrees.min() > 0.0
        assert degrees.max() < 5.0
    assert away_km(outlines.coast, 68.98, 179.95) < 25.0
    assert away_km(outlines.coast, 68.98, -179.95) < 25.0


def test_borders_end_on_the_coast(outlines: Outlines) -> None:
    """The border of Portugal and Spain begins at the mouth of the Minho and ends at that of the Guadiana."""
    for place in ((41.867, -8.87), (37.17, -7.40)):
        assert away_km(outlines.borders, *place) < 15.0
        assert away_km(outlines.coast, *place) < 15.0
    # The ends of a border lie on points of the shore or meet other borders; in the source 24 of 724 do not.
    lines = outlines.borders
    ends = lines.points[np.concatenate((lines.starts, np.append(lines.starts[1:], len(lines.points)) - 1))]
    met = Counter(point.tobytes() for point in ends)
    met.update({point.tobytes() for point in outlines.coast.points})
    assert sum(met[point.tobytes()] > 1 for point in ends) > 0.95 * len(ends)


def test_shapes_and_types(outlines: Outlines) -> None:
    for lines, least in ((outlines.coast, 60_000), (outlines.borders, 19_000)):
        assert lines.points.dtype == np.float32
        assert lines.starts.dtype == np.int64
        assert len(lines.points) > least
        assert lines.starts[0] == 0
        assert (np.diff(lines.starts) >= 2).all()
        assert len(lines.segments()) == len(lines.points) - len(lines.starts)
        np.testing.assert_allclose(np.linalg.norm(lines.points, axis=1), 1.0, rtol=0.0, atol=1e-6)


def test_on_the_ellipsoid_lines_lie_under_places_given_by_ecef(outlines: Outlines) -> None:
    lat, lon = SHORES["Cabo da Roca"]
    flattened = read_outlines(FILE.read_bytes(), WGS84_FLATTENING)
    # WGS-84, a point of the surface: tan(geocentric) = (1 - f)^2 tan(geodetic).
    geocentric = np.degrees(np.arctan((1.0 - WGS84_FLATTENING) ** 2 * np.tan(np.radians(lat))))
    assert away_km(flattened.coast, geocentric, lon) < 6.0
    turned = np.degrees(np.arcsin(outlines.coast.points[:, 2]) - np.arcsin(flattened.coast.points[:, 2]))
    assert np.abs(turned).max() == pytest.approx(0.192, abs=0.002)


def small(lines: int = 1, points: int = 2, lengths: bytes = b"\x02\0\0\0", lat: int = 5) -> bytes:
    """Return a file of one line with one step, and no borders."""
    head = b"OUTLINE1" + struct.pack("<4d", 1.0, 1.0, -180.0, -90.0)
    return head + struct.pack("<2I", lines, points) + lengths + struct.pack("<2I2h2I", 3, lat, 1, 1, 0, 0)


def test_a_small_file() -> None:
    read = read_outlines(small())
    np.testing.assert_allclose(read.coast.points[1], direction(-84.0, -176.0), atol=1e-6)
    assert len(read.borders.points) == 0
    assert no_outlines().coast.segments().shape == (0, 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "expected b'OUTLINE1'"),
        (b"OUTLINE2" + small()[8:], "expected b'OUTLINE1'"),
        (small()[:30], "expected b'OUTLINE1' and a grid"),
        (b"OUTLINE1" + struct.pack("<4d", np.nan, 1.0, 0.0, 0.0) + small()[40:], "expected a grid"),
        (b"OUTLINE1" + struct.pack("<4d", 0.0, 1.0, 0.0, 0.0) + small()[40:], "expected a grid"),
        (small()[:-9], "too few"),
        (small() + b"\0", "expected 72"),
        (small(points=4_000_000_000), "too few, expected 1 lines of 4000000000 points"),
        (small(lines=4_000_000_000), "too few"),
        (small(lengths=b"\x03\0\0\0"), "expected lines of 2 points or more, 2 in all"),
        (small(lat=200), "latitudes"),
    ],
)
def test_bad_bytes_are_told_in_words(content: bytes, words: str) -> None:
    with pytest.raises(OutlinesUnreadableError, match=words):
        read_outlines(content)


def test_every_cut_is_refused(tmp_path: Path) -> None:
    whole = small()
    path = tmp_path / "outlines.bin"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(OutlinesUnreadableError):
            read_outlines(path)
