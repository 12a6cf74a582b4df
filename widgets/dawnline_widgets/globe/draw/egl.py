"""Pictures of the globe without a display or a window system: EGL, Mesa's surfaceless platform first.

One context is made at the first picture and kept. A GL context belongs to a thread: call from one thread
only, and release Qt's context first if one is current (``offscreen`` does).
"""

import ctypes
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError, gl_words
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.picture_target import draw_picture
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.viewpoint import Viewpoint

try:
    from vispy.ext import egl
except OSError as _problem:  # no libEGL on this machine
    egl = None
    _WHY_NO_EGL = str(_problem)

_SURFACELESS_MESA = 0x31DD  # EGL_PLATFORM_SURFACELESS_MESA of EGL_MESA_platform_surfaceless


def render_rgba(
    scene: GlobeScene,
    camera: Viewpoint,
    size_px: tuple[int, int],
    textures: GlobeTextures,
    scale: float = 1.0,
) -> NDArray[np.uint8]:
    """Draw a scene into an array (height, width, 4) uint8, row 0 at the top.

    Raises
    ------
    GlobeUnavailableError
        When there is no EGL, or it cannot draw; the text says which.
    """
    context = _context()
    with context:
        return draw_picture(context.renderer(textures), scene, camera, size_px, scale)


def driver_words() -> tuple[str, str]:
    """Return (version, renderer) of EGL's OpenGL; raise GlobeUnavailableError where there is none."""
    with _context():
        return gl_words()


class _EglContext:
    """An EGL context with a small surface nobody sees; entered to be current, left to be free."""

    def __init__(self) -> None:
        if egl is None:
            raise GlobeUnavailableError(f"no EGL ({_WHY_NO_EGL}); Debian and Ubuntu have it as libegl1")
        try:
            self._display = _display()
            config = egl.eglChooseConfig(
                self._display,
                [
                    *(egl.EGL_RED_SIZE, 8, egl.EGL_GREEN_SIZE, 8, egl.EGL_BLUE_SIZE, 8),
                    *(egl.EGL_SURFACE_TYPE, egl.EGL_PBUFFER_BIT, egl.EGL_RENDERABLE_TYPE, egl.EGL_OPENGL_BIT),
                ],
            )[0]
            egl.eglBindAPI(egl.EGL_OPENGL_API)
            self._context = egl.eglCreateContext(self._display, config, None)
            self._surface = egl.eglCreatePbufferSurface(
                self._display, config, [egl.EGL_WIDTH, 8, egl.EGL_HEIGHT, 8]
            )
        except (RuntimeError, ValueError, OSError) as problem:
            raise GlobeUnavailableError(f"EGL gives no OpenGL context: {problem}") from problem
        self._renderer: GlobeRenderer | None = None
        self._textures: GlobeTextures | None = None

    def __enter__(self) -> None:
        try:
            egl.eglBindAPI(egl.EGL_OPENGL_API)
            egl.eglMakeCurrent(self._display, self._surface, self._surface, self._context)
        except RuntimeError as problem:
            raise GlobeUnavailableError(f"EGL cannot draw in this thread: {problem}") from problem

    def __exit__(self, *_: object) -> None:
        egl.eglMakeCurrent(self._display, None, None, None)

    def renderer(self, textures: GlobeTextures) -> GlobeRenderer:
        """Return the context's renderer; made anew for other textures."""
        if self._renderer is None or self._textures is not textures:
            self._renderer = GlobeRenderer(textures, keep_earth=False)
            self._textures = textures
        return self._renderer


@cache
def _context() -> _EglContext:
    return _EglContext()


def _display() -> Any:
    """Return an initialised display: Mesa without any surface where there is one, else the default."""
    try:
        find = egl._lib.eglGetPlatformDisplay  # noqa: SLF001  vispy wraps only the older call
        find.argtypes = (ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)
        find.restype = ctypes.c_void_p
        display = ctypes.c_void_p(find(_SURFACELESS_MESA, None, None))
        if display:
            egl.eglInitialize(display)
            return display
    except (AttributeError, RuntimeError):
        pass
    display = egl.eglGetDisplay()
    egl.eglInitialize(display)
    return display
