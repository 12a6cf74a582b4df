"""Fewer points for lines from afar: nothing strays further than allowed, ends stay."""

import numpy as np
import pytest

from dawnline_widgets.globe.draw.line_points import straightened
from dawnline_widgets.globe.draw.outlines import Polylines

RNG = np.random.default_rng(5)


def _wandering(count: int) -> np.ndarray:
    lon = np.cumsum(RNG.normal(0.004, 0.004, count))
    lat = np.cumsum(RNG.normal(0.0, 0.003, count))
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)


def _distance(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """How far each point is from the nearest piece of a line."""
    start, chord = line[:-1][None], np.diff(line, axis=0)[None]
    part = np.sum((points[:, None] - start) * chord, axis=2) / np.sum(chord * chord, axis=2)
    foot = start + np.clip(part, 0.0, 1.0)[..., None] * chord
    return np.linalg.norm(points[:, None] - foot, axis=2).min(axis=1)


@pytest.mark.parametrize("most_rad", [0.001, 0.004, 0.02])
def test_no_point_is_further_off_than_allowed(most_rad: float) -> None:
    parts = [_wandering(400), _wandering(150), _wandering(2)]
    starts = np.array([0, 400, 550], np.int64)
    lines = Polylines(np.concatenate(parts).astype(np.float32), starts)
    fewer = straightened(lines, most_rad)
    assert len(fewer.starts) == 3
    assert len(fewer.points) < 0.9 * len(lines.points)
    ends = np.append(fewer.starts[1:], len(fewer.points))
    for part, first, end in zip(parts, fewer.starts, ends, strict=True):
        left = fewer.points[first:end].astype(np.float64)
        np.testing.assert_array_equal(left[[0, -1]].astype(np.float32), part[[0, -1]].astype(np.float32))
        assert _distance(part, left).max() <= most_rad + 1e-6  # float32 of the unit sphere


def test_a_straight_line_is_its_two_ends() -> None:
    lon = np.linspace(0.0, 1e-3, 1025)
    line = np.stack((np.cos(lon), np.sin(lon), np.zeros_like(lon)), axis=1).astype(np.float32)
    fewer = straightened(Polylines(line, np.zeros(1, np.int64)), 1e-4)
    assert len(fewer.points) <= 4


def test_nothing_stays_nothing() -> None:
    nothing = Polylines(np.zeros((0, 3), np.float32), np.zeros(0, np.int64))
    assert len(straightened(nothing, 0.1).points) == 0
