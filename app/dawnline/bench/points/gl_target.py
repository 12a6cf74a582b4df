"""An OpenGL context without a window, and a picture to draw in: on a graphics card or by Mesa.

Linux only. One a process, current from then on.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vispy.gloo import gl

from dawnline.bench.result import PeerError
from dawnline_widgets.globe.draw.gl_canvas import gl_words

try:
    from vispy.ext import egl
except OSError:
    egl = None

# EGL registry: EGL_EXT_platform_device, EGL_MESA_platform_surfaceless.
_PLATFORM_DEVICE, _PLATFORM_SURFACELESS = 0x313F, 0x31DD
_MOST_DEVICES = 16
_RGBA8, _DEPTH_COMPONENT24 = 0x8058, 0x81A6  # OpenGL registry
SOFTWARE = ("llvmpipe", "softpipe", "swr", "swrast", "lavapipe", "software rasterizer")


class GlTarget:
    """A current context, and a framebuffer of ``size`` pixels, with a depth buffer if asked for."""

    def __init__(self, size: tuple[int, int], *, depth: bool = False, hardware: bool = False) -> None:
        self.size = size
        self.renderer = _enter_context(hardware=hardware)
        self.framebuffer = int(gl.glCreateFramebuffer())
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self.framebuffer)
        self._attach(_RGBA8, gl.GL_COLOR_ATTACHMENT0)
        if depth:
            self._attach(_DEPTH_COMPONENT24, gl.GL_DEPTH_ATTACHMENT)
        if gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER) != gl.GL_FRAMEBUFFER_COMPLETE:
            raise PeerError("OpenGL makes no framebuffer here")

    def finish(self) -> None:
        """Wait until all is drawn."""
        gl.glFinish()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3), row 0 at the top."""
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self.framebuffer)
        gl.glPixelStorei(gl.GL_PACK_ALIGNMENT, 1)
        raw = gl.glReadPixels(0, 0, *self.size, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE)
        rows = np.frombuffer(raw, np.uint8).reshape(self.size[1], self.size[0], 4)
        return np.ascontiguousarray(rows[::-1, :, :3])

    def _attach(self, form: int, place: int) -> None:
        buffer = gl.glCreateRenderbuffer()
        gl.glBindRenderbuffer(gl.GL_RENDERBUFFER, buffer)
        gl.glRenderbufferStorage(gl.GL_RENDERBUFFER, form, *self.size)
        gl.glFramebufferRenderbuffer(gl.GL_FRAMEBUFFER, place, gl.GL_RENDERBUFFER, buffer)


def is_software(renderer: str) -> bool:
    """Tell whether a driver's name is that of one that draws on the processor."""
    return any(name in renderer.lower() for name in SOFTWARE)


def _enter_context(*, hardware: bool) -> str:
    """Make a context current and return its renderer; PeerError where there is none, or none in hardware."""
    if egl is None:
        raise PeerError("no EGL on this system")
    seen = []
    for display in _displays(hardware=hardware):
        try:
            _make_current(display)
        except (RuntimeError, ValueError, OSError, IndexError):
            continue
        renderer = gl_words()[1]
        if not (hardware and is_software(renderer)):
            return renderer
        seen.append(renderer)
    raise PeerError(f"no GPU ({seen[-1]})" if seen else "EGL gives no OpenGL context")


def _displays(*, hardware: bool) -> Iterator[Any]:
    """Yield uninitialised displays: each device for hardware, Mesa without a window, the default."""
    find = egl._lib.eglGetProcAddress  # noqa: SLF001  vispy wraps only the older calls
    find.restype = ctypes.c_void_p
    of_platform = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)
    list_devices = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    display_at, devices_at = find(b"eglGetPlatformDisplayEXT"), find(b"eglQueryDevicesEXT")
    if display_at:
        display_of = of_platform(display_at)
        if hardware and devices_at:
            devices, count = (ctypes.c_void_p * _MOST_DEVICES)(), ctypes.c_int()
            list_devices(devices_at)(_MOST_DEVICES, devices, ctypes.byref(count))
            for device in devices[: count.value]:
                yield ctypes.c_void_p(display_of(_PLATFORM_DEVICE, device, None))
        yield ctypes.c_void_p(display_of(_PLATFORM_SURFACELESS, None, None))
    yield egl.eglGetDisplay()


def _make_current(display: Any) -> None:
    egl.eglInitialize(display)
    wanted = [egl.EGL_SURFACE_TYPE, egl.EGL_PBUFFER_BIT, egl.EGL_RENDERABLE_TYPE, egl.EGL_OPENGL_BIT]
    config = egl.eglChooseConfig(display, wanted)[0]
    egl.eglBindAPI(egl.EGL_OPENGL_API)
    context = egl.eglCreateContext(display, config, None)
    surface = egl.eglCreatePbufferSurface(display, config, [egl.EGL_WIDTH, 8, egl.EGL_HEIGHT, 8])
    egl.eglMakeCurrent(display, surface, surface, context)
