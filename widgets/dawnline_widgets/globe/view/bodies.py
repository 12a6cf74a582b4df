"""How large the bodies of satellites are, and how large they are drawn."""

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.scene import GlobeScene, Shape
from dawnline_widgets.globe.view.viewpoint import F64, Size, Viewpoint, focal_px

EARTH_RADIUS_M = 6_378_137.0
LEAST_SPAN_PX = 14.0  # wing to wing, logical pixels: smaller ones are drawn larger than they are
PLAIN_SPAN_PX = 40.0  # larger ones are plain to see: no ring is drawn about them
# Starlink V2 mini as reported: two wings of 12.8 x 4.1 m on a body of 4.1 x 2.7 m (as in present.shapes).
DEFAULT_SHAPE = Shape((4.1, 2.7, 0.6), (12.8, 4.1))


def sizes_m(scene: GlobeScene, index: NDArray[np.int64]) -> F64:
    """(k, 5): body along, across and down, wing length and width, metres."""
    shapes = scene.shapes
    if shapes is None or not shapes.shapes:
        return np.tile((*DEFAULT_SHAPE.body_m, *DEFAULT_SHAPE.wing_m), (len(index), 1))
    table = np.array([(*shape.body_m, *shape.wing_m) for shape in shapes.shapes])
    return np.asarray(table[shapes.index[index]])


def span_m(sizes: F64) -> F64:
    """(k,) from wing tip to wing tip of (k, 5) sizes."""
    return np.asarray(sizes[:, 1] + 2.0 * sizes[:, 3])


def true_span_px(sizes: F64, depth: F64, focal: float) -> F64:
    """(k,) from wing tip to wing tip at a depth (Earth radii) before an eye of a focal length in pixels."""
    return np.asarray(span_m(sizes) / EARTH_RADIUS_M * focal / depth)


def seen_span_px(scene: GlobeScene, index: int, r_ecef: F64, view: Viewpoint, size: Size) -> float:
    """Return how large one satellite's body is seen, wing tip to wing tip; 0 over a map."""
    if view.flatness > 0.0:
        return 0.0
    depth = max(-float(view.local(r_ecef[None])[0, 2]), 1e-7)
    sizes = sizes_m(scene, np.array([index]))
    return float(true_span_px(sizes, np.array([depth]), focal_px(size))[0])
