"""The globe itself as the window draws it: lit Earth, sky, atmosphere, satellites with their glow; and links.

At rest while the clock plays; or, on a graphics card only, with the camera moving and with links.
"""

import math
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.points import cloud as picture
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.gl_target import GlTarget
from dawnline.bench.points.side import serve
from dawnline.present.style import point_sizes_px
from dawnline.shell.textures import bundled_textures
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.scene import GlobeScene, Legend, Links, Pins, PointStyle
from dawnline_widgets.globe.view.camera import HOME

LINKS = 20_000
_SUN = np.array((math.cos(0.6), 0.0, math.sin(0.6)), np.float32)
_TURN_RAD = 0.003  # a frame: a calm hand


class WholeGlobe:
    """The renderer of the window on one scene."""

    def __init__(self, cloud: Cloud, *, hardware: bool) -> None:
        self._cloud = cloud
        self._moving = hardware
        self._target = GlTarget(picture.SIZE, hardware=hardware)
        self.renderer = self._target.renderer
        self._globe = GlobeRenderer(
            bundled_textures(), framebuffer=self._target.framebuffer, keep_earth=not hardware
        )
        self._scene = _scene(cloud, LINKS if hardware else 0)

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""
        scene = replace(self._scene, t_s=self._cloud.t_s(frame), gmst_rad=self._cloud.turn_rad(frame))
        pose = replace(HOME, lon_rad=HOME.lon_rad + _TURN_RAD * frame) if self._moving else HOME
        self._globe.draw(scene, pose, picture.SIZE, framebuffer=self._target.framebuffer)
        self._target.finish()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        return self._target.picture()


def _scene(cloud: Cloud, links: int) -> GlobeScene:
    n = len(cloud.keyframes.r0)
    level = (np.arange(n) % 997 / 996).astype(np.float32)
    nothing = np.zeros(0, np.float32)
    return GlobeScene(
        t_s=0.0,
        gmst_rad=0.0,
        sun_ecef=_SUN,
        keyframes=cloud.keyframes,
        style=PointStyle("style", level, point_sizes_px(np.ones(n, np.bool_)), "sequential"),
        pins=Pins("pins", np.zeros((0, 3), np.float32), nothing, nothing, "sequential", ()),
        path=None,
        legend=Legend("legend", "", "", "sequential", "", "", np.zeros(0, np.int64), (), 0),
        selected_satellite=None,
        selected_pin=None,
        selected_name="",
        caption="",
        links=grid_links(n, links) if links else None,
    )


def grid_links(n: int, links: int) -> Links:
    """Return +Grid links of square planes: to the next in the plane, and into the next plane."""
    per_plane = max(1, math.isqrt(n))
    first = np.arange(n - per_plane - 1, dtype=np.uint32)
    every = max(1, 2 * len(first) // links)
    first = first[::every]
    ends = np.concatenate(
        (np.stack((first, first + 1), axis=1), np.stack((first, first + per_plane), axis=1))
    )
    ends = ends[:links].astype(np.uint32)
    return Links("links", ends, np.linspace(0.0, 1.0, len(ends), dtype=np.float32), "sequential")


if __name__ == "__main__":
    serve(lambda cloud: WholeGlobe(cloud, hardware=sys.argv[1] == "hardware"), Path(sys.argv[2]))
