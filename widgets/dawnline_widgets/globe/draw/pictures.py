"""The pictures of the Earth as Qt decodes them. Needs no numpy: a thread can begin before that is loaded."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage


class ImageUnreadableError(ValueError):
    """An image or star list that cannot be decoded; the text says which and what would be right."""


@dataclass(frozen=True)
class EarthPictures:
    """Three pictures of one size: ``day`` is RGBA8888, ``lights`` and ``water`` are Grayscale8."""

    day: QImage
    lights: QImage
    water: QImage


def read_pictures(day: Path, lights: Path, water: Path) -> EarthPictures:
    """Decode the pictures; the size of ``day`` is that of all.

    Raises
    ------
    ImageUnreadableError
        When a file is missing or is not a picture.
    """
    colour = _read(day).convertToFormat(QImage.Format.Format_RGBA8888)
    size = colour.size()
    return EarthPictures(colour, _grey(lights, size), _grey(water, size))


def read_grey(path: Path) -> QImage:
    """Decode a picture of its own size as Grayscale8.

    Raises
    ------
    ImageUnreadableError
        When the file is missing or is not a picture.
    """
    return _read(path).convertToFormat(QImage.Format.Format_Grayscale8)


def _read(path: Path) -> QImage:
    image = QImage(str(path))
    if image.isNull():
        raise ImageUnreadableError(f"{path}: not a picture that can be decoded; expected a JPEG or PNG file")
    return image


def _grey(path: Path, size: QSize) -> QImage:
    image = _read(path)
    if image.depth() == 1:  # by way of a byte a pixel Qt is five times as fast
        image = image.convertToFormat(QImage.Format.Format_Indexed8)
    if image.size() != size:
        image = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image.convertToFormat(QImage.Format.Format_Grayscale8)
