"""Where the names of gateways and the tags of routes go. Pure numbers; who writes them measures the texts."""

from collections.abc import Callable, Sequence

import numpy as np

from dawnline_widgets.globe.hand.pick import Picked, gateway_pixels
from dawnline_widgets.globe.scene import GlobeScene, Tag
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.viewpoint import Viewpoint
from dawnline_widgets.globe.words.labels import Rect, Wanted, place

_LINE_PX = 16.0


def gateway_names(
    scene: GlobeScene,
    pose: Viewpoint,
    size: tuple[float, float],
    width_of: Callable[[str], float],
    taken: Sequence[Rect],
    hover: Picked | None,
) -> list[tuple[str, float, float]]:
    """Return texts and places of the names of gateways, those with most links first, off what is taken.

    From far only a few are named: sites come first. ``width_of`` measures a text.
    """
    pins = scene.gateways
    if pins is None or "gateways" in scene.hidden:
        return []
    tagged = {scene.selected_gateway, hover[1] if hover is not None and hover[0] == "gateway" else None}
    pixels = gateway_pixels(scene, pose, size)
    seen = np.flatnonzero(np.isfinite(pixels[:, 0]))
    seen = seen[pose.above_horizon(pins.r_ecef[seen]) > 0.04]
    order = seen[np.argsort(-pins.size_px[seen], kind="stable")]
    wanted = []
    for index in order[: int(2 + 16 / max(pose.height, 0.3))].tolist():
        if index not in tagged:
            x, y = (float(part) for part in pixels[index])
            wide = width_of(pins.names[index]) + 6.0
            radius = 0.5 * float(pins.size_px[index])
            wanted.append(Wanted(index, x, y, radius, wide, _LINE_PX))
    return [(pins.names[index], x, y) for index, x, y in place(wanted, taken, size)]


def tag_places(
    scene: GlobeScene, pose: Viewpoint, size: tuple[float, float]
) -> list[tuple[Tag, float, float]]:
    """Return the tags that are in sight, and the pixels that they belong to."""
    found = []
    for tag in scene.tags:
        if tag.layer in scene.hidden:
            continue
        if tag.r_ecef is not None:
            point = np.array(tag.r_ecef, np.float64)
        elif tag.satellite is not None and tag.satellite < len(scene.keyframes.r0):
            point = hermite.position_ecef(scene.keyframes, tag.satellite, scene.t_s, scene.gmst_rad)
        else:
            continue
        if not np.isfinite(point).all() or bool(pose.behind_earth(point[None])[0]):
            continue
        pixels, depth = pose.project(point[None], size)
        x, y = float(pixels[0, 0]), float(pixels[0, 1])
        if depth[0] > 0.0 and 0.0 <= x <= size[0] and 0.0 <= y <= size[1]:
            found.append((tag, x, y))
    return found
