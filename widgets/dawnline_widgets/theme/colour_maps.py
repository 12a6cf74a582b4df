"""Colour maps of data as tables of 256 colours. Needs numpy and no Qt: the renderer runs without a window.

A level between 0 and 1 picks the entry ``round(255 * level)``. Level k of n codes is ``(k + 0.5) / n``.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.theme import tokens

NAMES = ("sequential", "diverging", "limiter", "state", "aurora", "harbour")
# The maps that a person may choose for what is continuous: the name people use, the map.
CHOICES = {"dawn": "sequential", "aurora": "aurora", "harbour": "harbour"}
SIZE = 256

# OKLab: Björn Ottosson, "A perceptual color space for image processing", 2020,
# bottosson.github.io/posts/oklab.
_LMS_FROM_RGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB_FROM_ROOTS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

_STOPS = {"sequential": tokens.SEQUENTIAL, "aurora": tokens.AURORA, "harbour": tokens.HARBOUR}


def rgba(token: str) -> NDArray[np.uint8]:
    """Return a token such as ``#FFB454`` as (4,) uint8, opaque."""
    return np.array([*bytes.fromhex(token.removeprefix("#")), 255], dtype=np.uint8)


def level_of_code(code: int, count: int) -> float:
    """Return the level (0 to 1) at which a map of ``count`` codes shows ``code``."""
    return (code + 0.5) / count


@cache
def lut(name: str) -> NDArray[np.uint8]:
    """Return a map as (256, 4) uint8 RGBA, read-only.

    Raises
    ------
    KeyError
        If no map has this name; the message lists those there are.
    """
    if name in _STOPS:
        table = _even_lightness(_STOPS[name])
    elif name == "diverging":
        middle = len(tokens.DIVERGING) // 2
        left = _even_lightness(tokens.DIVERGING[: middle + 1], SIZE // 2)
        table = np.concatenate([left, _even_lightness(tokens.DIVERGING[middle:], SIZE // 2)])
    elif name == "limiter":
        table = _bands(tokens.LIMITERS)
    elif name == "state":
        table = _bands(tokens.STATES)
    else:
        raise KeyError(f"no colour map {name!r}; there are {', '.join(NAMES)}")
    table.setflags(write=False)
    return table


def _bands(colours: tuple[str, ...]) -> NDArray[np.uint8]:
    """One flat band a code; returns (256, 4) uint8."""
    code = np.arange(SIZE) * len(colours) // SIZE
    return np.stack([rgba(colour) for colour in colours])[code]


def _even_lightness(stops: tuple[str, ...], size: int = SIZE) -> NDArray[np.uint8]:
    """Interpolate stops in OKLab so that lightness changes by equal steps; returns (size, 4) uint8.

    The stops must rise or fall in lightness throughout.
    """
    lab = _oklab(np.stack([rgba(stop) for stop in stops])[:, :3])
    order = slice(None) if lab[-1, 0] > lab[0, 0] else slice(None, None, -1)
    lightness = np.linspace(lab[0, 0], lab[-1, 0], size)
    smooth = np.stack([np.interp(lightness, lab[order, 0], lab[order, axis]) for axis in range(3)], axis=1)
    out = np.full((size, 4), 255, dtype=np.uint8)
    out[:, :3] = _srgb(smooth)
    return out


def _oklab(srgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Convert (n, 3) uint8 sRGB to (n, 3) OKLab."""
    share = srgb / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _LMS_FROM_RGB.T) @ _LAB_FROM_ROOTS.T)


def _srgb(lab: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Convert (n, 3) OKLab to (n, 3) uint8 sRGB, clipped to the gamut."""
    roots = lab @ np.linalg.inv(_LAB_FROM_ROOTS).T
    linear = np.clip(roots**3 @ np.linalg.inv(_LMS_FROM_RGB).T, 0.0, 1.0)
    share = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1.0 / 2.4) - 0.055)
    return np.asarray(np.round(share * 255.0), dtype=np.uint8)


UNKNOWN = rgba(tokens.UNKNOWN)
UNKNOWN.setflags(write=False)
