"""Whether two pictures of a window show the same: what a bundle draws is what the sources draw."""

from pathlib import Path

import numpy as np
from places import PackagingError
from PySide6.QtGui import QImage

# The same program on the same driver draws the same pixels; other versions of a driver or a font engine
# differ along edges.
MOST_DIFFERENT_FRAC = 0.03
NOTICEABLE = 48  # of 255


def different_frac(one: Path, other: Path) -> float:
    """Return the share of the pixels that differ noticeably; raise PackagingError if the sizes differ."""
    first, second = _pixels(one), _pixels(other)
    if first.shape != second.shape:
        raise PackagingError(f"{one.name} and {other.name} have other sizes: {first.shape}, {second.shape}")
    return float(np.mean(np.abs(first - second).max(axis=2) > NOTICEABLE))


def demand_same(one: Path, other: Path) -> float:
    """Return the share of different pixels; raise PackagingError if it is too large."""
    share = different_frac(one, other)
    if share > MOST_DIFFERENT_FRAC:
        raise PackagingError(f"{one} and {other} differ in {share:.1%} of their pixels")
    return share


def _pixels(path: Path) -> "np.ndarray":
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise PackagingError(f"{path} is no picture")
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return data[:, : image.width(), :3].astype(np.int16)  # a copy: the image goes
