"""Our links, and those who upload their ends each frame: run as a program.

``keyframes`` draws links by their indices from the keyframes of the satellites, by the globe's own shaders.
``upload`` is given the ends of all links for nothing, uploads them each frame and leaves the same out.
"""

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline.bench.points import cloud as picture
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.gl_target import GlTarget
from dawnline.bench.points.own import FRAGMENT, PLAIN_VERTEX, READY
from dawnline.bench.points.side import serve
from dawnline.bench.points.whole_globe import LINKS, grid_links
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_lines import LINK_FRAGMENT, LINK_VERTEX
from dawnline_widgets.globe.draw.shaders_marks import MOTION
from dawnline_widgets.globe.view import hermite

SIDES = ("keyframes", "upload")
_TURN_RAD = 0.003  # of the camera, a frame: a calm hand


class OwnLinks:
    """Links by gloo with the camera moving; ``kind`` is one of ``SIDES``."""

    def __init__(self, cloud: Cloud, kind: str) -> None:
        self._cloud = cloud
        self._target = GlTarget(picture.SIZE)
        self.renderer = self._target.renderer
        self._canvas = GlCanvas()
        self._canvas.begin(self._target.framebuffer)
        ends = grid_links(len(cloud.keyframes.r0), LINKS).ends
        self._ready = [at[ends.reshape(-1)] for at in cloud.ready()] if kind == "upload" else []
        vertex = LINK_VERTEX.replace(MOTION, READY) if self._ready else LINK_VERTEX
        self._links = gloo.Program(vertex, LINK_FRAGMENT)
        self._links["u_colour"] = (*picture.POINT, 1.0)
        self._links["u_distance"] = picture.DISTANCE
        self._links["u_is_map"] = 0.0
        self._ends: gloo.IndexBuffer | None = None
        if self._ready:
            self._buffer = gloo.VertexBuffer(self._ready[0])
            self._links["a_r"] = self._buffer
        else:
            self._ends = gloo.IndexBuffer(ends.reshape(-1))
            for name in ("r0", "v0", "r1", "v1"):
                self._links["a_" + name] = gloo.VertexBuffer(getattr(cloud.keyframes, name))
        self._earth = gloo.Program(PLAIN_VERTEX, FRAGMENT)
        corners, triangles = picture.disc()
        self._earth["a_r"] = gloo.VertexBuffer(corners)
        self._triangles = gloo.IndexBuffer(triangles)
        self._earth["u_view_projection"] = picture.view_projection()
        self._earth["u_colour"] = picture.EARTH

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""
        self._canvas.begin(self._target.framebuffer)
        context = self._canvas.context
        context.set_viewport(0, 0, *picture.SIZE)
        context.set_state(blend=False, depth_test=False, cull_face=False)
        context.clear(color=(*picture.SPACE, 1.0), depth=False, stencil=False)
        self._earth.draw("triangles", self._triangles)
        turn = _turn(_TURN_RAD * frame)
        self._links["u_view_projection"] = (turn @ picture.view_projection()).astype(np.float32)
        self._links["u_back"] = turn[:3, :3] @ picture.BACK
        if self._ready:
            self._buffer.set_data(self._ready[frame % picture.FRAMES])
            self._links.draw("lines")
        else:
            turn_rad = self._cloud.turn_rad(frame)
            self._links["u_weights"] = hermite.weights(self._cloud.keyframes, self._cloud.t_s(frame))
            self._links["u_spin"] = (math.cos(turn_rad), math.sin(turn_rad))
            self._links.draw("lines", self._ends)
        self._canvas.end()
        self._target.finish()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        return self._target.picture()


def _turn(angle_rad: float) -> NDArray[np.float64]:
    """Return (4, 4) of a camera that goes round the pole."""
    turn = np.eye(4)
    cos, sin = math.cos(angle_rad), math.sin(angle_rad)
    turn[:2, :2] = ((cos, -sin), (sin, cos))
    return turn


if __name__ == "__main__":
    serve(lambda cloud: OwnLinks(cloud, sys.argv[1]), Path(sys.argv[2]))
