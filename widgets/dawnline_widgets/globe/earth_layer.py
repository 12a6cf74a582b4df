"""Earth, atmosphere and stars on the GPU, and the copy of Earth and atmosphere kept while little changes."""

import math

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.camera import CameraPose
from dawnline_widgets.globe.frame_state import FrameState
from dawnline_widgets.globe.gl_canvas import GlCanvas, build_mipmaps
from dawnline_widgets.globe.images import LAND_ALPHA, GlobeTextures
from dawnline_widgets.globe.shaders_earth import (
    COPY_FRAGMENT,
    DISC_VERTEX,
    EARTH_FRAGMENT,
    HALO_FRAGMENT,
    STAR_FRAGMENT,
    STAR_VERTEX,
)

F32 = NDArray[np.float32]
_SIDES = 180
_EDGE = 1.006  # the disc reaches a little over the limb, for a smooth edge
_HALO_INNER = 0.985
_HALO_TOP = 1.16  # Earth radii, as in the halo's shader
# A sun that moved by less changes no pixel of the soft terminator by more than 1 of 255.
_SUN_STEP_RAD = math.radians(0.06)


class EarthLayer:
    """Draws the sky and the Earth. Belongs to one GL context."""

    def __init__(self, canvas: GlCanvas, textures: GlobeTextures, largest_texture: int) -> None:
        self._canvas = canvas
        earth = textures.earth
        while max(earth.shape[:2]) > largest_texture:
            earth = np.ascontiguousarray(earth[::2, ::2])
        self._texture = gloo.Texture2D(earth, interpolation="linear", wrapping=("repeat", "clamp_to_edge"))
        build_mipmaps(self._texture)
        self._earth = gloo.Program(DISC_VERTEX, EARTH_FRAGMENT)
        self._earth["a_disc"] = gloo.VertexBuffer(_fan(_EDGE))
        self._earth["u_earth"] = self._texture
        self._earth["u_land_alpha"] = LAND_ALPHA / 255
        self._halo = gloo.Program(DISC_VERTEX, HALO_FRAGMENT)
        self._halo_buffer = gloo.VertexBuffer(_ring(_HALO_INNER, 2.0))
        self._halo["a_disc"] = self._halo_buffer
        self._copy = gloo.Program(DISC_VERTEX, COPY_FRAGMENT)
        self._copy_buffer = gloo.VertexBuffer(_fan(2.0))
        self._copy["a_disc"] = self._copy_buffer
        self._stars = gloo.Program(STAR_VERTEX, STAR_FRAGMENT) if len(textures.stars) else None
        if self._stars is not None:
            self._stars["a_direction"] = gloo.VertexBuffer(np.ascontiguousarray(textures.stars[:, :3]))
            self._stars["a_colour"] = gloo.VertexBuffer(_star_colours(textures.stars))
        self._layer: gloo.Texture2D | None = None
        self._frame: gloo.FrameBuffer | None = None
        self._last_view: tuple[CameraPose, tuple[int, int]] | None = None
        self._last_sun: F32 = np.zeros(3, np.float32)
        self._copied_view: tuple[CameraPose, tuple[int, int]] | None = None
        self._copied_sun: F32 = np.zeros(3, np.float32)
        self.renders = 0

    def draw(self, state: FrameState, *, keep: bool) -> None:
        """Draw stars, Earth and atmosphere; with ``keep`` through a copy, made anew when it must be."""
        self._draw_stars(state)
        if not keep:
            self._draw_earth(state)
            return
        view = (state.pose, state.size)
        rests = view == self._last_view and _moved(state.sun, self._last_sun) < _SUN_STEP_RAD / 2
        self._last_view, self._last_sun = view, state.sun
        if not rests:  # a copy would serve one picture only
            self._draw_earth(state)
            return
        if view != self._copied_view or _moved(state.sun, self._copied_sun) > _SUN_STEP_RAD:
            self._render_copy(state)
            self._copied_view, self._copied_sun = view, state.sun
        self._set_disc(self._copy, state)
        self._copy["u_layer"] = self._layer
        self._copy["u_size"] = state.size
        self._copy.draw("triangle_fan")

    def _render_copy(self, state: FrameState) -> None:
        width, height = state.size
        if self._layer is None or self._layer.shape[:2] != (height, width):
            self._layer = gloo.Texture2D((height, width, 4), interpolation="nearest")
            self._frame = gloo.FrameBuffer(color=self._layer)
        assert self._frame is not None
        self._frame.activate()
        self._canvas.context.clear(color=(0.0, 0.0, 0.0, 0.0), depth=False, stencil=False)
        self._draw_earth(state)
        self._frame.deactivate()

    def _draw_earth(self, state: FrameState) -> None:
        self.renders += 1
        self._set_disc(self._halo, state)
        self._halo.draw("triangle_strip")
        self._set_disc(self._earth, state)
        self._earth["u_eye"] = state.eye
        self._earth.draw("triangle_fan")

    @staticmethod
    def _set_disc(program: gloo.Program, state: FrameState) -> None:
        program["u_view_projection"] = state.view_projection
        program["u_axes"] = state.axes
        program["u_distance"] = state.pose.distance
        program["u_sun"] = state.sun
        program["u_reach"] = _halo_reach(state.pose.distance)

    def _draw_stars(self, state: FrameState) -> None:
        if self._stars is None:
            return
        cos, sin = state.spin
        self._stars["u_view_projection"] = state.view_projection
        self._stars["u_spin"] = np.array(((cos, -sin, 0), (sin, cos, 0), (0, 0, 1)), np.float32)
        self._stars["u_back"] = state.back
        self._stars["u_cone"] = math.sqrt(1.0 - 1.0 / state.pose.distance**2)
        self._stars["u_scale"] = state.scale
        self._stars.draw("points")


def _moved(sun: F32, before: F32) -> float:
    """Angle between two unit vectors, radians, good for small ones."""
    return float(np.linalg.norm(sun - before))


def _halo_reach(distance: float) -> float:
    """Radius of the halo where it cuts the plane of the horizon, in radii of the horizon circle.

    A ray that passes the centre at ``_HALO_TOP`` cuts it there; inside the halo it is all of the sky.
    """
    sine = min(_HALO_TOP / distance, 0.9995)
    return sine / math.sqrt(1.0 - sine * sine) * math.sqrt(distance * distance - 1.0)


def _fan(radius: float) -> F32:
    angle = np.linspace(0.0, 2 * np.pi, _SIDES + 1)
    rim = np.stack((np.cos(angle), np.sin(angle)), axis=1) * (radius / math.cos(math.pi / _SIDES))
    return np.concatenate((np.zeros((1, 2)), rim)).astype(np.float32)


def _ring(inner: float, outer: float) -> F32:
    angle = np.linspace(0.0, 2 * np.pi, _SIDES + 1)
    unit = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    return np.stack((unit * inner, unit * outer), axis=1).reshape(-1, 2).astype(np.float32)


def _star_colours(stars: F32) -> F32:
    """(n, 4) float32: colour from B-V (blue-white to amber), light from magnitude, most below 1."""
    warm = np.clip((stars[:, 4] + 0.2) / 1.8, 0.0, 1.0)[:, None]
    cool, amber = np.array((0.72, 0.82, 1.0)), np.array((1.0, 0.80, 0.58))
    light = np.clip(0.95 * 10 ** (-0.17 * (stars[:, 3] - 1.0)), 0.0, 1.6)
    return np.concatenate((cool * (1 - warm) + amber * warm, light[:, None]), axis=1).astype(np.float32)
