"""Make `textures/milky-way.jpg` from the outlines of the Milky Way in the npm package d3-celestial.

    python make_milky_way.py FOLDER OUTPUT

FOLDER holds `mw.json` (`data/` in the package): five nested levels of brightness, as polygons on the sphere.
Each level is filled and then blurred along the sphere, the faint ones most, so that no edge of a polygon is
left.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QImageWriter

Floats = NDArray[np.float64]

WIDTH, HEIGHT = 1024, 512
FINER = 4  # polygons are filled on a grid so many times finer
# For each level, faintest first: the blur's standard deviation in degrees, and the share of the brightness.
BLUR_DEG = (4.0, 2.0, 1.1, 0.8, 0.7)
SHARE = (0.16, 0.18, 0.22, 0.22, 0.22)
# Light that no outline has: it carries the band softly into the dark beside it.
HALO_DEG, HALO_SHARE = 8.0, 0.35
QUALITY = 92


def main() -> None:
    """Read the outlines, write the picture, say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    features = json.loads((asked.folder / "mw.json").read_text())["features"]
    levels = [filled(feature["geometry"]["coordinates"]) for feature in features]
    sky = sum(share * blurred(level, deg) for share, level, deg in zip(SHARE, levels, BLUR_DEG, strict=True))
    sky = (1.0 - HALO_SHARE) * sky + HALO_SHARE * blurred(np.asarray(sky), HALO_DEG)
    grey = np.round(255.0 * sky / sky.max()).astype(np.uint8)
    pixels = grey.tobytes()  # the image looks into them
    image = QImage(pixels, WIDTH, HEIGHT, WIDTH, QImage.Format.Format_Grayscale8)
    writer = QImageWriter(str(asked.output), b"jpg")
    writer.setQuality(QUALITY)
    if not writer.write(image):
        raise SystemExit(f"{asked.output}: cannot be written")
    sys.stdout.write(f"{asked.output}: {asked.output.stat().st_size} bytes, mean {grey.mean():.1f}\n")


def filled(polygons: list[Any]) -> Floats:
    """Return the share of each cell (HEIGHT, WIDTH) that is inside; row 0 is north, column 0 begins at RA 0.

    Along each meridian the inside begins and ends where an edge of any ring is crossed. The south celestial
    pole is outside the Milky Way.
    """
    width, height = FINER * WIDTH, FINER * HEIGHT
    crossed = np.zeros((height + 1, width), np.int64)
    for ring in (np.array(ring) for polygon in polygons for ring in polygon):
        ends = np.concatenate((ring, ring[:1]))
        x, y = ends[:, 0] / 360.0 * width, (ends[:, 1] + 90.0) / 180.0 * height
        for x0, y0, dx, dy in zip(x[:-1], y[:-1], np.diff(x), np.diff(y), strict=True):
            step = dx - width * round(dx / width)  # the short way round
            low, high = sorted((x0, x0 + step))
            columns = np.arange(np.ceil(low - 0.5), np.ceil(high - 0.5))  # whose middles the edge passes
            if len(columns):
                at = y0 + dy * (columns + 0.5 - x0) / step
                rows = np.clip(np.ceil(at - 0.5), 0, height).astype(np.int64)
                np.add.at(crossed, (rows, columns.astype(np.int64) % width), 1)
    inside = (np.cumsum(crossed[:-1], axis=0) % 2).astype(np.float64)[::-1]
    return np.asarray(inside.reshape(HEIGHT, FINER, WIDTH, FINER).mean(axis=(1, 3)), np.float64)


def blurred(sky: Floats, deg: float) -> Floats:
    """Return a picture blurred along the sphere by a Gaussian: wider in right ascension towards the poles."""
    half = HEIGHT // 2
    # Over the pole a meridian goes on as the one opposite: with that the columns close to rings.
    over = np.roll(sky, WIDTH // 2, axis=1)[::-1]
    rings = np.concatenate((sky, over))
    turns = np.fft.rfftfreq(2 * HEIGHT) * (HEIGHT / 180.0)  # per degree
    rings = np.fft.irfft(np.fft.rfft(rings, axis=0) * gauss(turns, deg)[:, np.newaxis], 2 * HEIGHT, axis=0)
    declination = np.radians((half - np.arange(HEIGHT) - 0.5) * 180.0 / HEIGHT)
    turns = np.fft.rfftfreq(WIDTH) * (WIDTH / 360.0)
    spread = np.stack([gauss(turns, deg / np.cos(dec)) for dec in declination])
    return np.asarray(np.fft.irfft(np.fft.rfft(rings[:HEIGHT], axis=1) * spread, WIDTH, axis=1))


def gauss(turns_per_deg: NDArray[np.floating], deg: float) -> Floats:
    """Return the Fourier transform of a Gaussian of a standard deviation in degrees."""
    return np.asarray(np.exp(-2.0 * (np.pi * deg * turns_per_deg) ** 2), np.float64)


if __name__ == "__main__":
    main()
