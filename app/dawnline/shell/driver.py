"""Whose OpenGL draws, and which Qt: what a report of a fault needs, and the program's facts show."""

import os
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

from dawnline.present.about.build import this_build


def qt_words() -> str:
    """Return versions of Qt and PySide6, and the platform that shows the windows."""
    return f"Qt {qVersion()}, PySide6 {PySide6.__version__}, {QGuiApplication.platformName()}"


def qt_version() -> str:
    """Return the version of Qt's libraries."""
    return str(qVersion())


def qt_folder() -> str:
    """Return where Qt's libraries lie."""
    return str(Path(PySide6.__file__).parent)


def opengl_words() -> str:
    """Return version and renderer of the OpenGL that draws; what there is instead where there is none."""
    from dawnline_widgets.globe.draw.gl_canvas import gl_words

    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    try:
        if context.create() and context.makeCurrent(surface):
            return "OpenGL " + ", ".join(gl_words())
    finally:
        context.doneCurrent()
        surface.destroy()
    if os.name != "posix":
        return "no OpenGL"
    from dawnline_widgets.globe.draw.egl import driver_words
    from dawnline_widgets.globe.draw.gl_canvas import GlobeUnavailableError

    try:  # Qt's offscreen platform: the globe is drawn through EGL
        return "OpenGL " + ", ".join(driver_words()) + " (EGL)"
    except GlobeUnavailableError:
        return "no OpenGL"


def first_system_lines() -> tuple[str, ...]:
    """Return version, system, Python and Qt: what is known before anything is drawn."""
    build = this_build()
    return build.line, build.system, build.python, qt_words()
