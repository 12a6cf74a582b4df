"""The pictures of the Earth and the star list, as arrays. Needs Qt, but no application.

One RGBA image carries the whole Earth: day colour in red, green and blue; in alpha the sea is 0 and land
starts at ``LAND_ALPHA`` and rises with the city lights. So the shader reads one texel a pixel.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from dawnline_widgets.globe.draw.outlines import Outlines, no_outlines
from dawnline_widgets.globe.draw.pictures import EarthPictures, ImageUnreadableError

U8 = NDArray[np.uint8]
LAND_ALPHA = 24
STAR_BYTES = 6


@dataclass(frozen=True, eq=False)
class GlobeTextures:
    """What the renderer needs to draw Earth and sky.

    ``earth`` is (h, w, 4) uint8, equirectangular, row 0 at the north pole, column 0 at 180 degrees west.
    ``stars`` is (n, 5) float32: unit vector (equator and equinox J2000), magnitude, B-V colour index;
    brightest first. ``outlines`` are coasts and borders. ``relief`` and ``milky_way`` are those of
    ``finery.Finery``.
    """

    earth: U8
    stars: NDArray[np.float32]
    outlines: Outlines = field(default_factory=no_outlines)
    relief: U8 | None = None
    milky_way: U8 | None = None


def textures_of(pictures: EarthPictures, stars: NDArray[np.float32] | None = None) -> GlobeTextures:
    """Return the textures that pictures of the Earth make.

    Parameters
    ----------
    pictures : ``day`` is the sunlit Earth, ``lights`` the city lights, ``water`` white where there is sea
    stars : (n, 5), see GlobeTextures
    """
    rgba = rgba_from_image(pictures.day)
    light = _pixels(pictures.lights, 1)[..., 0].astype(np.uint16)
    rgba[..., 3] = LAND_ALPHA + (light * (255 - LAND_ALPHA)) // 255
    rgba[..., 3][_pixels(pictures.water, 1)[..., 0] > 127] = 0
    return GlobeTextures(earth=rgba, stars=no_stars() if stars is None else stars)


def read_stars(content: bytes) -> NDArray[np.float32]:
    """Star list from its bytes: right ascension u16, declination u16, magnitude u8, B-V u8; big-endian."""
    if len(content) % STAR_BYTES:
        raise ImageUnreadableError(f"star list: {len(content)} bytes, expected a multiple of {STAR_BYTES}")
    raw = np.frombuffer(content, np.uint8).reshape(-1, STAR_BYTES).astype(np.float64)
    ra_rad = (raw[:, 0] * 256 + raw[:, 1]) * (2 * np.pi / 65536)
    dec_rad = (raw[:, 2] * 256 + raw[:, 3]) * (np.pi / 65535) - np.pi / 2
    columns = (
        np.cos(dec_rad) * np.cos(ra_rad),
        np.cos(dec_rad) * np.sin(ra_rad),
        np.sin(dec_rad),
        raw[:, 4] / 30 - 2,
        raw[:, 5] / 100 - 0.5,
    )
    return np.stack(columns, axis=1).astype(np.float32)


def no_stars() -> NDArray[np.float32]:
    """Return an empty star list."""
    return np.zeros((0, 5), np.float32)


def plain_textures() -> GlobeTextures:
    """Return an Earth without pictures, a plain slate blue: what is shown when the pictures are missing."""
    earth = np.empty((2, 4, 4), np.uint8)
    earth[:] = (38, 58, 92, LAND_ALPHA)
    return GlobeTextures(earth=earth, stars=no_stars())


def rgba_from_image(image: QImage) -> U8:
    """(h, w, 4) uint8 of an image, not premultiplied."""
    converted = image.convertToFormat(QImage.Format.Format_RGBA8888)  # it must outlive the view of its bytes
    return _pixels(converted, 4).copy()


def grey_from_image(image: QImage) -> U8:
    """(h, w) uint8 of a Grayscale8 image."""
    return _pixels(image, 1)[..., 0].copy()


def _pixels(image: QImage, channels: int) -> U8:
    """(h, w, channels) view of the bytes of an image of that many channels; it lives as long as the image."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * channels].reshape(image.height(), image.width(), channels)
