"""Interpolation between keyframes: on the CPU against the true orbit, and as the shader computes it."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from vispy import gloo
from vispy.gloo import gl

from dawnline_testing.globe_scenes import EARTH_RADIUS_KM, Make, circular, make_keyframes
from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.images import plain_textures
from dawnline_widgets.globe.draw.shaders_marks import MOTION
from dawnline_widgets.globe.view import hermite
from dawnline_widgets.globe.view.camera import CameraPose

M = EARTH_RADIUS_KM * 1000.0
PLACES = [(lat, lon) for lat in range(-80, 81, 20) for lon in range(-180, 180, 40)]


def error_m(r: NDArray[np.floating], t_s: float) -> float:
    truth, _ = circular(PLACES, 550.0, t_s)
    return float(np.linalg.norm(r - truth, axis=1).max()) * M


@pytest.mark.parametrize(("span_s", "most_m"), [(30.0, 2.0), (60.0, 2.5), (120.0, 12.0)])
def test_the_error_between_keyframes_in_metres(span_s: float, most_m: float) -> None:
    keyframes = make_keyframes(PLACES, span_s=span_s)
    for share in (0.0, 0.25, 0.5, 0.9, 1.0):
        assert error_m(hermite.positions_teme(keyframes, share * span_s), share * span_s) < most_m


def test_one_satellite_is_where_all_are() -> None:
    keyframes = make_keyframes(PLACES)
    gmst = 1.234
    everyone = hermite.ecef_from_teme(hermite.positions_teme(keyframes, 17.0), gmst)
    one = hermite.position_ecef(keyframes, 5, 17.0, gmst)
    assert np.linalg.norm(everyone[5] - one) * M < 2.0


@pytest.mark.parametrize("t_s", [-500.0, 560.0])
def test_outside_the_span_time_stands_still(t_s: float) -> None:
    keyframes = make_keyframes(PLACES)
    end = keyframes.r0 if t_s < 0 else keyframes.r1
    assert hermite.positions_teme(keyframes, t_s) == pytest.approx(end, abs=1e-7)


SHOW_VERTEX = (
    MOTION
    + """
attribute float a_column;
varying vec3 v_point;
void main() {
    v_point = satellite();
    gl_Position = vec4(a_column, 0.0, 0.0, 1.0);
    gl_PointSize = 1.0;
}
"""
)
SHOW_FRAGMENT = "varying vec3 v_point; void main() { gl_FragColor = vec4(v_point, 1.0); }"


def test_the_shader_computes_it_to_three_metres(make: Make) -> None:
    """Each satellite writes its position into a pixel of a float texture, which is read back."""
    keyframes = make_keyframes(PLACES)
    n, t_s, gmst = len(PLACES), 23.0, 2.0
    egl.render_rgba(make(), CameraPose(), (8, 8), plain_textures())  # the context is there from now on
    with egl._context():
        canvas = GlCanvas()
        canvas.begin(0)
        target = gloo.Texture2D((1, n, 4), internalformat="rgba32f", format="rgba")
        frame = gloo.FrameBuffer(color=target)
        program = gloo.Program(SHOW_VERTEX, SHOW_FRAGMENT)
        for name in ("r0", "v0", "r1", "v1"):
            program["a_" + name] = gloo.VertexBuffer(getattr(keyframes, name))
        program["a_column"] = gloo.VertexBuffer(((np.arange(n) + 0.5) / n * 2 - 1).astype(np.float32))
        program["u_weights"] = hermite.weights(keyframes, t_s)
        program["u_spin"] = (math.cos(gmst), math.sin(gmst))
        frame.activate()
        canvas.context.set_viewport(0, 0, n, 1)
        canvas.context.set_state(blend=False, depth_test=False)
        program.draw("points")
        raw = gl.glReadPixels(0, 0, n, 1, gl.GL_RGBA, gl.GL_FLOAT)
        frame.deactivate()
        canvas.end()
    shown = np.frombuffer(raw, np.float32).reshape(n, 4)[:, :3]
    truth, _ = circular(PLACES, 550.0, t_s)
    turned = hermite.ecef_from_teme(truth, gmst)
    assert np.linalg.norm(shown - turned, axis=1).max() * M < 3.0
