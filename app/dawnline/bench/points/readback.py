"""What the globe's vertex shader computes, read back as numbers: run as a program, it prints the errors.

Each satellite writes its position into a pixel of a float texture, and that is compared with the true orbit.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from vispy import gloo
from vispy.gloo import gl

from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.gl_target import GlTarget
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_marks import MOTION
from dawnline_widgets.globe.view import hermite

_WIDTH = 1024
_VERTEX = (
    MOTION
    + """
attribute vec2 a_pixel;
varying vec3 v_point;
void main() {
    v_point = satellite();
    gl_Position = vec4(a_pixel, 0.0, 1.0);
    gl_PointSize = 1.0;
}
"""
)
_FRAGMENT = "varying vec3 v_point; void main() { gl_FragColor = vec4(v_point, 1.0); }"


def positions_from_shader(cloud: Cloud, t_s: float, turn_rad: float) -> NDArray[np.float32]:
    """Return (n, 3) Earth-fixed positions, Earth radii, as the shader has them."""
    n = len(cloud.keyframes.r0)
    width, height = _WIDTH, -(-n // _WIDTH)
    GlTarget((8, 8))
    canvas = GlCanvas()
    canvas.begin(0)
    target = gloo.Texture2D((height, width, 4), internalformat="rgba32f", format="rgba")
    frame = gloo.FrameBuffer(color=target)
    program = gloo.Program(_VERTEX, _FRAGMENT)
    for name in ("r0", "v0", "r1", "v1"):
        program["a_" + name] = gloo.VertexBuffer(getattr(cloud.keyframes, name))
    row, column = np.divmod(np.arange(n), width)
    middle = np.stack(((column + 0.5) / width, (row + 0.5) / height), axis=1) * 2 - 1
    program["a_pixel"] = gloo.VertexBuffer(middle.astype(np.float32))
    program["u_weights"] = hermite.weights(cloud.keyframes, t_s)
    program["u_spin"] = (math.cos(turn_rad), math.sin(turn_rad))
    frame.activate()
    canvas.context.set_viewport(0, 0, width, height)
    canvas.context.set_state(blend=False, depth_test=False)
    program.draw("points")
    canvas.context.flush_commands()
    raw = gl.glReadPixels(0, 0, width, height, gl.GL_RGBA, gl.GL_FLOAT)
    canvas.end()
    return np.frombuffer(raw, np.float32).reshape(-1, 4)[:n, :3]


def errors_m(cloud: Cloud, truth: Path) -> dict[str, list[float]]:
    """Return the largest error and that which 99 of 100 satellites do not reach, metres."""
    with np.load(truth) as parts:
        t_s, turn_rad = parts["when"].tolist()
        r_ecef_m = parts["r_ecef_m"]
    shown_m = positions_from_shader(cloud, t_s, turn_rad).astype(np.float64) * EARTH_RADIUS_M
    off_m = np.linalg.norm(shown_m - r_ecef_m, axis=1)
    return {"largest": [float(off_m.max())], "most": [float(np.percentile(off_m, 99))]}


if __name__ == "__main__":
    print(json.dumps(errors_m(Cloud.load(Path(sys.argv[1])), Path(sys.argv[2]))))
