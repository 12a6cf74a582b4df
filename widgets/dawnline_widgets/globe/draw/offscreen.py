"""Pictures of the globe without a window, by whichever way works here: Qt's offscreen surface, or EGL.

On a display (Windows, macOS, xcb, wayland) Qt makes the context; on Qt's ``offscreen`` platform, or without a
Qt application, EGL does. Needs no window; call from the thread that runs Qt.
"""

import sys

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

from dawnline_widgets.globe.draw import egl
from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.picture_target import draw_picture
from dawnline_widgets.globe.draw.renderer import GlobeRenderer
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view.viewpoint import Viewpoint

WITHOUT_GL = frozenset({"offscreen", "minimal"})  # Qt platforms that cannot draw with OpenGL


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
        When neither Qt nor EGL can draw; the text says why for each.
    """
    current = QOpenGLContext.currentContext()
    if current is not None:
        current.doneCurrent()  # EGL refuses a thread where another window system's context is current
    reasons = []
    if QGuiApplication.instance() is not None and QGuiApplication.platformName() not in WITHOUT_GL:
        try:
            return _with_qt(scene, camera, size_px, textures, scale)
        except GlobeUnavailableError as problem:
            reasons.append(str(problem))
    if sys.platform not in ("win32", "darwin"):
        try:
            return egl.render_rgba(scene, camera, size_px, textures, scale)
        except GlobeUnavailableError as problem:
            reasons.append(str(problem))
    raise GlobeUnavailableError(
        "; ".join(reasons) or "Qt runs without a display here, and this system has no EGL"
    )


def _with_qt(
    scene: GlobeScene, camera: Viewpoint, size_px: tuple[int, int], textures: GlobeTextures, scale: float
) -> NDArray[np.uint8]:
    """Draw in a context of Qt's that lives for this picture only."""
    surface = QOffscreenSurface()
    surface.create()
    context = QOpenGLContext()
    if not surface.isValid() or not context.create() or not context.makeCurrent(surface):
        raise GlobeUnavailableError("Qt gives no OpenGL context without a window")
    try:
        renderer = GlobeRenderer(textures, keep_earth=False)
        return draw_picture(renderer, scene, camera, size_px, scale)
    finally:
        context.doneCurrent()
        surface.destroy()
