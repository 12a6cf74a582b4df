"""Our points, and those who upload ready positions each frame: run as a program.

``keyframes`` moves points in the vertex shader, by the motion that the globe itself uses. ``upload`` is the
same program but for the positions, which arrive anew each frame; ``upload-depth`` leaves what the Earth hides
to a depth buffer, as KeepTrack does.
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
from dawnline_widgets.globe.draw.shaders_marks import MOTION
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
SIDES = ("keyframes", "upload", "upload-depth")


class OwnPoints:
    """Points by gloo; ``kind`` is one of ``SIDES``."""

    def __init__(self, cloud: Cloud, kind: str) -> None:
        self._depth = kind == "upload-depth"
        self._cloud = cloud
        self._target = GlTarget(picture.SIZE, depth=self._depth)
        self.renderer = self._target.renderer
        self._canvas = GlCanvas()
        self._canvas.begin(self._target.framebuffer)
        self._ready = [] if kind == "keyframes" else cloud.ready()
        motion = READY if self._ready else MOTION
        vertex = EYE + motion + POINT_VERTEX % picture.POINT_PX
        self._points = gloo.Program(vertex.replace("CULL", "" if self._depth else CULL), FRAGMENT)
        self._points["u_view_projection"] = picture.view_projection()
        self._points["u_colour"] = picture.POINT
        if not self._depth:
            self._points["u_eye"], self._points["u_distance"] = picture.EYE, picture.DISTANCE
        if self._ready:
            self._buffer = gloo.VertexBuffer(self._ready[0])
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
            turn_rad = self._cloud.turn_rad(frame)
            self._points["u_weights"] = hermite.weights(self._cloud.keyframes, self._cloud.t_s(frame))
            self._points["u_spin"] = (math.cos(turn_rad), math.sin(turn_rad))
        self._points.draw("points")
        self._canvas.end()
        self._target.finish()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        return self._target.picture()


if __name__ == "__main__":
    serve(lambda cloud: OwnPoints(cloud, sys.argv[1]), Path(sys.argv[2]))
