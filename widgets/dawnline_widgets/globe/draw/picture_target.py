"""A framebuffer of its own to draw a picture in and read it back, in whatever context is current."""

import numpy as np
from numpy.typing import NDArray
from vispy.gloo import gl

from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError, largest_texture
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.viewpoint import Viewpoint

U8 = NDArray[np.uint8]


def draw_picture(
    renderer: GlobeRenderer, scene: GlobeScene, view: Viewpoint, size_px: tuple[int, int], scale: float
) -> U8:
    """Draw a scene and read it back as (height, width, 4) uint8, row 0 at the top.

    Raises
    ------
    GlobeUnavailableError
        When the driver cannot make a picture of this size.
    """
    width, height = size_px
    if not (0 < width <= largest_texture() and 0 < height <= largest_texture()):
        most = largest_texture()
        raise GlobeUnavailableError(f"a picture of {width} x {height} px; expected 1 to {most} a side")
    texture = gl.glCreateTexture()
    framebuffer = gl.glCreateFramebuffer()
    try:
        gl.glBindTexture(gl.GL_TEXTURE_2D, texture)
        gl.glTexParameterf(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_MIN_FILTER, gl.GL_NEAREST)
        gl.glTexParameterf(gl.GL_TEXTURE_2D, gl.GL_TEXTURE_MAG_FILTER, gl.GL_NEAREST)
        gl.glTexImage2D(gl.GL_TEXTURE_2D, 0, gl.GL_RGBA, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, (height, width))
        gl.glBindTexture(gl.GL_TEXTURE_2D, 0)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, framebuffer)
        gl.glFramebufferTexture2D(gl.GL_FRAMEBUFFER, gl.GL_COLOR_ATTACHMENT0, gl.GL_TEXTURE_2D, texture, 0)
        status = gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER)
        if status != gl.GL_FRAMEBUFFER_COMPLETE:
            words = f"OpenGL made no picture of {width} x {height} px (status {int(status):#x})"
            raise GlobeUnavailableError(words)
        renderer.draw(scene, view, size_px, scale=scale, framebuffer=framebuffer)
        gl.glPixelStorei(gl.GL_PACK_ALIGNMENT, 1)
        raw = gl.glReadPixels(0, 0, width, height, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE)
        rows = np.frombuffer(raw, np.uint8).reshape(height, width, 4)
        return np.ascontiguousarray(rows[::-1])
    finally:
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, 0)
        gl.glDeleteFramebuffer(framebuffer)
        gl.glDeleteTexture(texture)
