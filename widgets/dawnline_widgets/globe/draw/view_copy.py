"""A picture of one view kept on the GPU, to be shown again for as long as the view stays."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from vispy import gloo
from vispy.gloo import gl
from vispy.gloo.gl import gl2

from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_earth import COPY_FRAGMENT, COPY_VERTEX
from dawnline_widgets.globe.view.viewpoint import Viewpoint

View = tuple[Viewpoint, tuple[int, int]]

# Not in OpenGL ES 2, which is what vispy wraps. Values of the OpenGL registry.
_READ_FRAMEBUFFER = 0x8CA8
_DRAW_FRAMEBUFFER = 0x8CA9
_COLOR_BUFFER_BIT = 0x4000
_NEAREST = 0x2600


class ViewCopy:
    """A texture of the size of the picture, and the view that it was drawn for."""

    def __init__(self, canvas: GlCanvas) -> None:
        self._canvas = canvas
        self._frame: Any = None
        self._blit = _blit_function()
        self._program: gloo.Program | None = None
        self.texture: Any = None
        self.view: View | None = None

    @contextmanager
    def drawn_for(self, view: View) -> Iterator[None]:
        """Draw into the copy inside this context; it is cleared to transparent first."""
        width, height = view[1]
        if self.texture is None or self.texture.shape[:2] != (height, width):
            self.texture = gloo.Texture2D((height, width, 4), interpolation="nearest")
            self._frame = gloo.FrameBuffer(color=self.texture)
        self._frame.activate()
        self._canvas.context.clear(color=(0.0, 0.0, 0.0, 0.0), depth=False, stencil=False)
        yield
        self._frame.deactivate()
        self.view = view

    def show(self) -> None:
        """Copy it over the whole picture."""
        assert self.view is not None
        width, height = self.view[1]
        if self._blit is None:
            self._draw()
            return
        self._canvas.context.flush_commands()
        source = self._canvas.context.shared.parser.get_object(self._frame.id).handle
        gl.glBindFramebuffer(_READ_FRAMEBUFFER, source)
        gl.glBindFramebuffer(_DRAW_FRAMEBUFFER, self._canvas.framebuffer)
        self._blit(0, 0, width, height, 0, 0, width, height, _COLOR_BUFFER_BIT, _NEAREST)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._canvas.framebuffer)

    def release(self) -> None:
        """Queue the end of the texture."""
        if self.texture is not None:
            self.texture.delete()

    def _draw(self) -> None:
        if self._program is None:
            self._program = gloo.Program(COPY_VERTEX, COPY_FRAGMENT)
            corners = np.array(((-1, -1), (3, -1), (-1, 3)), np.float32)
            self._program["a_corner"] = gloo.VertexBuffer(corners)
        assert self.view is not None
        self._program["u_layer"] = self.texture
        self._program["u_size"] = self.view[1]
        self._program.draw("triangles")


def _blit_function() -> Callable[..., None] | None:
    """Return this machine's glBlitFramebuffer (OpenGL 3, or an extension), or None. Mesa copies memory."""
    arguments = (ctypes.c_int,) * 8 + (ctypes.c_uint, ctypes.c_uint)
    try:
        found: Callable[..., None] = gl2._get_gl_func("glBlitFramebuffer", None, arguments)  # noqa: SLF001
    except RuntimeError:
        return None
    return found
