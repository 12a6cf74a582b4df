"""Very many satellites as a density: small points added up off the screen, then shown as their mean colour.

The sum is kept in 16-bit floats where the driver draws into them; else in bytes, in small steps.
"""

import math
from typing import Any

import numpy as np
from vispy import gloo
from vispy.gloo import gl
from vispy.gloo.context import get_current_canvas

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.shaders_satellites import TONE_FRAGMENT, TONE_VERTEX
from dawnline_widgets.globe.view.viewpoint import focal_px

FROM_COUNT = 60_000  # fewer are drawn as discs
_RGBA16F = 0x881A  # OpenGL registry
_BYTE_WEIGHT = 1.0 / 24.0
_LARGEST_PX = 4.0


class DensityLayer:
    """The framebuffer of the sum, and the pass that shows it."""

    def __init__(self) -> None:
        self._program = gloo.Program(TONE_VERTEX, TONE_FRAGMENT)
        self._program["a_corner"] = gloo.VertexBuffer(np.array(((-1, -1), (3, -1), (-1, 3)), np.float32))
        self._sum: Any = None
        self._frame: Any = None
        self.in_floats = _draws_floats()

    def draw(self, state: FrameState, points: gloo.Program, count: int) -> None:
        """Add up the points of a program that lacks only ``u_size`` and ``u_weight``; show the sum."""
        width, height = state.size
        if self._sum is None or self._sum.shape[:2] != (height, width):
            form = "rgba16f" if self.in_floats else "rgba8"
            self._sum = gloo.Texture2D((height, width, 4), interpolation="nearest", internalformat=form)
            self._frame = gloo.FrameBuffer(color=self._sum)
        size, dense = look(state, count)
        weight = 1.0 if self.in_floats else _BYTE_WEIGHT
        context = get_current_canvas().context
        self._frame.activate()
        context.clear(color=(0.0, 0.0, 0.0, 0.0), depth=False, stencil=False)
        context.set_blend_func("one", "one")
        points["u_size"] = size
        points["u_weight"] = weight
        points.draw("points")
        self._frame.deactivate()
        context.set_blend_func("one", "one_minus_src_alpha")
        self._program["u_sum"] = self._sum
        self._program["u_dense"] = dense / weight
        self._program.draw("triangles")


def look(state: FrameState, count: int) -> tuple[float, float]:
    """Size of a point (device pixels) and how opaque a weight of one is, for this many satellites.

    Both follow from how many satellites a pixel of the globe's disc has: few are larger and stand out.
    """
    focal = focal_px(state.size)
    if state.view.is_map:
        area = 2.0 * math.pi**2 * (focal / max(state.lens.map_height, 1e-3)) ** 2
    else:
        radius = 1.08 * focal / math.sqrt(max(state.lens.distance**2 - 1.0, 0.05))
        area = math.pi * radius**2
    per_pixel = 0.6 * count / max(area, 1.0)
    size = min(max(math.sqrt(0.5 / max(per_pixel, 1e-9)), state.scale), _LARGEST_PX * state.scale)
    size = max(round(size), 1)
    return float(size), min(max(0.8 / (per_pixel * size**2), 0.1), 1.6)


def _draws_floats() -> bool:
    """Whether this context draws into 16-bit floats."""
    texture, frame = gl.glCreateTexture(), gl.glCreateFramebuffer()
    before = int(gl.glGetParameter(gl.GL_FRAMEBUFFER_BINDING))
    try:
        gl.glBindTexture(gl.GL_TEXTURE_2D, texture)
        gl.glTexImage2D(gl.GL_TEXTURE_2D, 0, _RGBA16F, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, (8, 8))
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, frame)
        gl.glFramebufferTexture2D(gl.GL_FRAMEBUFFER, gl.GL_COLOR_ATTACHMENT0, gl.GL_TEXTURE_2D, texture, 0)
        return bool(gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER) == gl.GL_FRAMEBUFFER_COMPLETE)
    except RuntimeError:
        return False
    finally:
        gl.glBindTexture(gl.GL_TEXTURE_2D, 0)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, before)
        gl.glDeleteFramebuffer(frame)
        gl.glDeleteTexture(texture)
