"""A region of the picture that a hand draws, and the satellites in it. numpy, no Qt, no GL."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.hand.pick import satellite_pixels
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.viewpoint import Size, Viewpoint

Point = tuple[float, float]
Mode = Literal["replace", "add", "remove"]
_LEAST_PX = 2.0  # between two points of a lasso


class Region:
    """A rectangle between two corners, or a lasso, as it is drawn."""

    def __init__(self, kind: Literal["rectangle", "lasso"], start: Point, mode: Mode) -> None:
        self.kind = kind
        self.mode = mode
        self._points = [start]

    def to(self, here: Point) -> None:
        """Draw on to a pixel."""
        if self.kind == "rectangle":
            self._points = [self._points[0], here]
        elif np.hypot(here[0] - self._points[-1][0], here[1] - self._points[-1][1]) >= _LEAST_PX:
            self._points.append(here)

    @property
    def outline(self) -> NDArray[np.float64]:
        """(k, 2) corners, pixels, without the first one again."""
        if self.kind == "rectangle":
            (x0, y0), (x1, y1) = self._points[0], self._points[-1]
            return np.array(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        return np.array(self._points)


def satellites_in(
    scene: GlobeScene, view: Viewpoint, size: Size, outline: NDArray[np.float64]
) -> NDArray[np.int64]:
    """(m,) indices of the satellites that are seen within a polygon (k, 2) of pixels, ascending.

    What the Earth hides is not seen. Even-odd rule where the polygon crosses itself.
    """
    if len(outline) < 3:
        return np.zeros(0, np.int64)
    pixels = satellite_pixels(scene, view, size)
    low, high = outline.min(axis=0), outline.max(axis=0)
    boxed = np.flatnonzero(((pixels >= low) & (pixels <= high)).all(axis=1))
    return boxed[_inside(pixels[boxed], outline)].astype(np.int64)


def _inside(points: NDArray[np.float64], outline: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) whether points (n, 2) lie in a polygon, by how often a line to the right leaves it."""
    inside = np.zeros(len(points), np.bool_)
    x, y = points[:, 0], points[:, 1]
    for (x0, y0), (x1, y1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if y0 != y1:
            crosses = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
            inside ^= crosses
    return inside
