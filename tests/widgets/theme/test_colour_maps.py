"""Colour maps: even in lightness, told apart by colour-blind eyes, one colour a code."""

import numpy as np
import pytest
from numpy.typing import NDArray

from dawnline_widgets.theme import colour_maps, tokens

# Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", severity 1.0, on linear RGB.
EYES = {
    "typical": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
CHOSEN = sorted(colour_maps.CHOICES.values())
# A sixteenth of a range is what a legend lets one read: well above just noticeable, for every eye.
SIXTEENTH_AT_LEAST = 3.2
# CIE76; about 2.3 is just noticeable side by side. Small moving points need far more.
APART_AT_LEAST = 20.0
# 8-bit colours round; a step back of this much L* cannot be seen.
LIGHTNESS_ROUNDING = 0.35


def cielab(rgba: NDArray[np.uint8], eye: str = "typical") -> NDArray[np.float64]:
    """Convert (n, 4) uint8 to CIELAB (D65) as an eye sees it."""
    share = rgba[:, :3] / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ EYES[eye].T, 0.0, 1.0)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = linear @ to_xyz.T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("name", colour_maps.NAMES)
def test_a_map_is_256_opaque_colours_that_nobody_can_change(name: str) -> None:
    table = colour_maps.lut(name)
    assert table.shape == (256, 4)
    assert table.dtype == np.uint8
    assert (table[:, 3] == 255).all()
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", CHOSEN)
def test_a_map_rises_in_lightness_for_every_eye(name: str, eye: str) -> None:
    lightness = cielab(colour_maps.lut(name), eye)[:, 0]
    assert np.diff(lightness).min() >= -LIGHTNESS_ROUNDING
    assert lightness[-1] - lightness[0] > 55.0


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", CHOSEN)
def test_neighbours_of_sixteen_steps_are_told_apart_by_every_eye(name: str, eye: str) -> None:
    steps = cielab(colour_maps.lut(name)[np.linspace(0, 255, 16).round().astype(int)], eye)
    assert np.linalg.norm(np.diff(steps, axis=0), axis=1).min() >= SIXTEENTH_AT_LEAST


@pytest.mark.parametrize("name", CHOSEN)
def test_a_map_is_even(name: str) -> None:
    lightness = cielab(colour_maps.lut(name))[:, 0]
    quarters = np.diff(lightness[[0, 64, 128, 191, 255]])
    assert quarters.max() / quarters.min() < 1.5


def test_sequential_runs_from_violet_to_amber() -> None:
    table = colour_maps.lut("sequential").astype(int)
    assert table[0, 2] > table[0, 0] > table[0, 1]
    assert table[-1, 0] > table[-1, 1] > table[-1, 2]


def test_diverging_is_darkest_in_its_middle() -> None:
    lightness = cielab(colour_maps.lut("diverging"))[:, 0]
    assert 126 <= int(np.argmin(lightness)) <= 129
    assert abs(lightness[0] - lightness[-1]) < 8.0


@pytest.mark.parametrize(("name", "colours"), [("limiter", tokens.LIMITERS), ("state", tokens.STATES)])
def test_each_code_has_its_own_band(name: str, colours: tuple[str, ...]) -> None:
    table = colour_maps.lut(name)
    for code, token in enumerate(colours):
        level = colour_maps.level_of_code(code, len(colours))
        assert (table[round(255 * level)] == colour_maps.rgba(token)).all()


@pytest.mark.parametrize("eye", EYES)
def test_limiters_are_told_apart_by_every_eye(eye: str) -> None:
    lab = cielab(np.stack([colour_maps.rgba(token) for token in tokens.LIMITERS]), eye)
    distance = np.linalg.norm(lab[:, None] - lab[None], axis=2)
    assert distance[~np.eye(len(lab), dtype=bool)].min() >= APART_AT_LEAST


@pytest.mark.parametrize("name", [*CHOSEN, "limiter", "state"])
def test_unknown_is_never_the_colour_of_a_value(name: str) -> None:
    lab = cielab(np.concatenate([colour_maps.lut(name), colour_maps.UNKNOWN[None]]))
    assert np.linalg.norm(lab[:-1] - lab[-1], axis=1).min() > 10.0


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(KeyError, match="sequential, diverging, limiter, state, aurora, harbour"):
        colour_maps.lut("rainbow")
