"""Our points, and those who upload ready positions each frame: run as a program.

``keyframes`` moves points in the vertex shader, by the motion that the globe itself uses. ``upload`` is the
same program but for the positions, which arrive anew each frame, given for nothing; ``made`` has to make them
first, as everybody must who has no keyframes on the GPU; ``upload-depth`` leaves what the Earth hides to a
depth buffer, as KeepTrack does.
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
from dawnline.bench.points.side import serve
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_satellites import MOTION_AMONG_STARS
from dawnline_widgets.globe.view import hermite

READY = """
attribute vec3 a_r;
vec3 satellite() {
    return a_r;
}
"""
POINT_VERTEX = """
uniform mat4 u_view_projection;
void main() {
    vec3 point = satellite();
    gl_Position = u_view_projection * vec4(point, 1.0);
    gl_PointSize = %.1f;
    CULL
}
"""
# Beyond the plane of the horizon and inside the cone from the eye to the limb: hidden, and never drawn.
CULL = """
    float along = dot(point, u_eye) / u_distance;
    float away = u_distance - along;
    float across2 = dot(point, point) - along * along;
    if (along * u_distance < 1.0 && across2 * (u_distance * u_distance - 1.0) < away * away) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    }
"""
EYE = "uniform vec3 u_eye;\nuniform float u_distance;\n"
PLAIN_VERTEX = """
attribute vec3 a_r;
uniform mat4 u_view_projection;
void main() {
    gl_Position = u_view_projection * vec4(a_r, 1.0);
}
"""
FRAGMENT = "uniform vec3 u_colour; void main() { gl_FragColor = vec4(u_colour, 1.0); }"
SIDES = ("keyframes", "upload", "made", "upload-depth")


class Maker:
    """Makes positions in TEME as fast as numpy can: one product of four weights and the keyframes."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        k = cloud.keyframes
        self._parts = np.stack([part.reshape(-1) for part in (k.r0, k.v0, k.r1, k.v1)])
        self._made = np.empty(self._parts.shape[1], np.float32)

    def made(self, frame: int) -> NDArray[np.float32]:
        """Return (n, 3) float32 of a frame, the same memory each time."""
        weights = np.array(hermite.weights(self._cloud.keyframes, self._cloud.t_s(frame)), np.float32)
        np.dot(weights, self._parts, out=self._made)
        return self._made.reshape(-1, 3)


class OwnPoints:
    """Points by gloo; ``kind`` is one of ``SIDES``."""

    def __init__(self, cloud: Cloud, kind: str) -> None:
        self._depth = kind == "upload-depth"
        self._cloud = cloud
        self._target = GlTarget(picture.SIZE, depth=self._depth)
        self.renderer = self._target.renderer
        self._canvas = GlCanvas()
        self._canvas.begin(self._target.framebuffer)
        self._maker = Maker(cloud) if kind == "made" else None
        self._ready = cloud.ready() if kind.startswith("upload") else []
        motion = MOTION_AMONG_STARS if kind == "keyframes" else READY
        vertex = EYE + motion + POINT_VERTEX % picture.POINT_PX
        self._points = gloo.Program(vertex.replace("CULL", "" if self._depth else CULL), FRAGMENT)
        self._points["u_view_projection"] = picture.view_projection()
        self._points["u_colour"] = picture.POINT
        if not self._depth:
            self._points["u_eye"], self._points["u_distance"] = picture.EYE, picture.DISTANCE
        if kind != "keyframes":
            self._buffer = gloo.VertexBuffer(cloud.keyframes.r0)
            self._points["a_r"] = self._buffer
        else:
            for name in ("r0", "v0", "r1", "v1"):
                self._points["a_" + name] = gloo.VertexBuffer(getattr(cloud.keyframes, name))
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
        context.set_state(blend=False, depth_test=self._depth, cull_face=False)
        context.clear(color=(*picture.SPACE, 1.0), depth=self._depth, stencil=False)
        self._earth.draw("triangles", self._triangles)
        if self._ready:
            self._buffer.set_data(self._ready[frame % picture.FRAMES])
        else:
            self._turn_camera(self._cloud.turn_rad(frame))
            if self._maker is not None:
                self._buffer.set_data(self._maker.made(frame))
            else:
                self._points["u_weights"] = hermite.weights(self._cloud.keyframes, self._cloud.t_s(frame))
        self._points.draw("points")
        self._canvas.end()
        self._target.finish()

    def _turn_camera(self, turn_rad: float) -> None:
        """Let the camera see TEME: it is turned, not each point, as the globe does it."""
        turn = np.eye(4)
        cos, sin = math.cos(turn_rad), math.sin(turn_rad)
        turn[:2, :2] = ((cos, sin), (-sin, cos))
        self._points["u_view_projection"] = (turn.T @ picture.view_projection()).astype(np.float32)
        if not self._depth:
            self._points["u_eye"] = picture.EYE @ turn[:3, :3]

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        return self._target.picture()


if __name__ == "__main__":
    serve(lambda cloud: OwnPoints(cloud, sys.argv[1]), Path(sys.argv[2]))
