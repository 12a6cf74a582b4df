"""One GL context as gloo sees it, without vispy's application: who draws makes the real context current."""

from typing import Any

from vispy.gloo import gl
from vispy.gloo.context import FakeCanvas, set_current_canvas

_ATTRIBUTES = 8  # the most that any program here uses, with room


class GlobeUnavailableError(RuntimeError):
    """The globe cannot be drawn with OpenGL here; the text says in words what is missing."""


class GlCanvas(FakeCanvas):  # type: ignore[misc]  # vispy ships no types
    """Collects gloo commands for one context; ``framebuffer`` is the one that pictures end in."""

    def __init__(self) -> None:
        super().__init__()
        self.framebuffer = 0
        self._backend = self

    def _vispy_get_fb_bind_location(self) -> int:
        # gloo asks the canvas's backend where the default framebuffer is: QOpenGLWidget's is not 0.
        return self.framebuffer

    def begin(self, framebuffer: int) -> None:
        """Take over the context that is current now."""
        self.framebuffer = framebuffer
        set_current_canvas(self)

    def lay_out(self, size: tuple[int, int]) -> None:
        """Set what every picture begins with: all of it, layer over layer, colours with alpha in them.

        Sent at once, behind nothing: `begin` leaves no queue, and vispy's own way costs as much as a layer.
        """
        gl.glViewport(0, 0, *size)
        gl.glEnable(gl.GL_BLEND)
        gl.glBlendFunc(gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        gl.glDisable(gl.GL_DEPTH_TEST)
        gl.glDisable(gl.GL_CULL_FACE)

    def end(self) -> None:
        """Run what is queued and leave the context as other painters (Qt) expect it."""
        try:
            self.context.flush_commands()
        finally:
            self.leave()

    def leave(self) -> None:
        """Leave the context as other painters expect it; after an error, what is queued is not run."""
        for index in range(_ATTRIBUTES):
            gl.glDisableVertexAttribArray(index)
        gl.glUseProgram(0)
        gl.glDisable(gl.GL_CULL_FACE)
        gl.glActiveTexture(gl.GL_TEXTURE0)
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self.framebuffer)


def gl_words() -> tuple[str, str]:
    """(version, renderer) of the current context."""
    return str(gl.glGetParameter(gl.GL_VERSION)), str(gl.glGetParameter(gl.GL_RENDERER))


def finish() -> None:
    """Wait until the current context has drawn all that it was told."""
    gl.glFinish()


def largest_texture() -> int:
    """Largest texture side of the current context, pixels."""
    return int(gl.glGetParameter(gl.GL_MAX_TEXTURE_SIZE))


def build_mipmaps(texture: Any) -> None:
    """Queue mipmaps for a gloo texture behind its data: each object has its own queue until it is drawn."""
    texture.glir.command(
        "FUNC", "glTexParameterf", gl.GL_TEXTURE_2D, gl.GL_TEXTURE_MIN_FILTER, gl.GL_LINEAR_MIPMAP_LINEAR
    )
    texture.glir.command("FUNC", "glGenerateMipmap", gl.GL_TEXTURE_2D)
