"""Earth, atmosphere and stars on the GPU, and the copies kept while little changes."""

import math

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState, background
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas, build_mipmaps
from dawnline_widgets.globe.draw.images import LAND_ALPHA, GlobeTextures
from dawnline_widgets.globe.draw.shaders_earth import (
    DISC_VERTEX,
    EARTH_AGAIN_FRAGMENT,
    EARTH_FRAGMENT,
    HALO_FRAGMENT,
    SHEET_AGAIN_FRAGMENT,
    SHEET_FRAGMENT,
    SHEET_TEXELS_FRAGMENT,
    SHEET_VERTEX,
    STAR_FRAGMENT,
    STAR_VERTEX,
    TEXELS_FRAGMENT,
)
from dawnline_widgets.globe.draw.view_copy import View, ViewCopy

F32 = NDArray[np.float32]
_SIDES = 180
_SHEET_CELLS = (120, 60)  # of the map, three degrees each
_EDGE = 1.006  # the disc reaches a little over the limb, for a smooth edge
_HALO_INNER = 0.985
_HALO_TOP = 1.16  # Earth radii, as in the halo's shader
# While the clock plays, the lit picture may lag the Sun by so much: two pixels of a soft terminator at most,
# five of 255 steps at most. When the clock stands it is exact.
_SUN_STEP_RAD = math.radians(0.2)


class EarthLayer:
    """Draws the sky and the Earth. Belongs to one GL context.

    While the camera rests, what the map holds for each pixel is kept, and lighting it again costs half.
    While the Sun rests too, the lit picture is kept and costs nearly nothing.
    """

    def __init__(self, canvas: GlCanvas, textures: GlobeTextures, largest_texture: int) -> None:
        self._canvas = canvas
        earth = textures.earth
        while max(earth.shape[:2]) > largest_texture:
            earth = np.ascontiguousarray(earth[::2, ::2])
        self._map = gloo.Texture2D(earth, interpolation="linear", wrapping=("repeat", "clamp_to_edge"))
        build_mipmaps(self._map)
        self._on_globe = _Ground.disc()
        self._on_map = _Ground.sheet()
        for ground in (self._on_globe, self._on_map):
            ground.take(self._map)
        self._halo = _disc_program(HALO_FRAGMENT, gloo.VertexBuffer(_ring(_HALO_INNER, 2.0)))
        self._stars = gloo.Program(STAR_VERTEX, STAR_FRAGMENT) if len(textures.stars) else None
        if self._stars is not None:
            self._stars["a_direction"] = gloo.VertexBuffer(np.ascontiguousarray(textures.stars[:, :3]))
            self._stars["a_colour"] = gloo.VertexBuffer(_star_colours(textures.stars))
        self._texel_copy = ViewCopy(canvas)
        self._lit_copy = ViewCopy(canvas)
        self._last_view: View | None = None
        self._last_sun: F32 = np.zeros(3, np.float32)
        self._lit_sun: F32 = np.zeros(3, np.float32)
        self.map_reads = 0

    def draw(self, state: FrameState, *, keep: bool) -> None:
        """Draw stars, Earth and atmosphere; with ``keep`` by way of the copies while the camera rests."""
        view = (state.view, state.size)
        ground = self._on_globe if state.flatness <= 0.0 else self._on_map
        rests = keep and view == self._last_view
        sun_step_rad = _moved(state.sun, self._last_sun)
        self._last_view, self._last_sun = view, state.sun
        if not rests:  # a copy would serve one picture only
            self._draw_sky(state)
            self._draw_ground(ground, ground.earth, state)
            self.map_reads += 1
            return
        if self._texel_copy.view != view:
            with self._texel_copy.drawn_for(view):
                self._canvas.context.set_state(blend=False)
                self._draw_ground(ground, ground.texels, state)
                self._canvas.context.set_state(blend=True)
            ground.again["u_texels"] = self._texel_copy.texture
            ground.again["u_size"] = state.size
            self.map_reads += 1
        if sun_step_rad > _SUN_STEP_RAD:
            self._draw_sky(state)
            self._draw_ground(ground, ground.again, state)
            return
        allowed_rad = _SUN_STEP_RAD if sun_step_rad > 0.0 else 0.0
        if self._lit_copy.view != view or _moved(state.sun, self._lit_sun) > allowed_rad:
            with self._lit_copy.drawn_for(view):
                self._canvas.context.clear(color=background(), depth=False, stencil=False)
                self._draw_sky(state)
                self._draw_ground(ground, ground.again, state)
            self._lit_sun = state.sun
        self._lit_copy.show()

    def release(self) -> None:
        """Queue the end of the large textures."""
        self._map.delete()
        self._texel_copy.release()
        self._lit_copy.release()

    def _draw_sky(self, state: FrameState) -> None:
        if state.flatness > 0.0:  # beside a map there is paper, not sky
            return
        if self._stars is not None:
            cos, sin = state.spin
            stars = self._stars
            stars["u_view_projection"] = state.view_projection
            stars["u_spin"] = np.array(((cos, -sin, 0), (sin, cos, 0), (0, 0, 1)), np.float32)
            stars["u_back"] = state.back
            stars["u_cone"] = math.sqrt(1.0 - 1.0 / state.distance**2)
            stars["u_scale"] = state.scale
            stars.draw("points")
        _set_disc(self._halo, state)
        self._halo.draw("triangle_strip")

    def _draw_ground(self, ground: "_Ground", program: gloo.Program, state: FrameState) -> None:
        if program is not ground.texels:
            program["u_lights"] = _lights(state, self._map.shape[1])
        ground.draw(program, state, self._canvas)


class _Ground:
    """The Earth as one form: a disc where rays meet the sphere, or the sheet of a map.

    ``earth`` draws it from the map's texture, ``texels`` what the texture holds, ``again``
    from a copy of that.
    """

    def __init__(self, vertex: str, fragments: tuple[str, str, str], form: tuple[str, F32]) -> None:
        name, values = form
        buffer = gloo.VertexBuffer(values)
        self.earth, self.texels, self.again = (gloo.Program(vertex, fragment) for fragment in fragments)
        for program in (self.earth, self.texels, self.again):
            program[name] = buffer
        self._faces: gloo.IndexBuffer | None = None

    @classmethod
    def disc(cls) -> "_Ground":
        """Return the disc of the globe."""
        return cls(
            DISC_VERTEX, (EARTH_FRAGMENT, TEXELS_FRAGMENT, EARTH_AGAIN_FRAGMENT), ("a_disc", _fan(_EDGE))
        )

    @classmethod
    def sheet(cls) -> "_Ground":
        """Return the sheet of a map."""
        points, faces = _sheet()
        fragments = (SHEET_FRAGMENT, SHEET_TEXELS_FRAGMENT, SHEET_AGAIN_FRAGMENT)
        ground = cls(SHEET_VERTEX, fragments, ("a_sheet", points))
        ground._faces = gloo.IndexBuffer(faces)
        return ground

    def take(self, earth: gloo.Texture2D) -> None:
        """Give the programs the map's texture."""
        self.earth["u_earth"] = self.texels["u_earth"] = earth
        self.earth["u_land_alpha"] = self.again["u_land_alpha"] = LAND_ALPHA / 255

    def draw(self, program: gloo.Program, state: FrameState, canvas: GlCanvas) -> None:
        """Draw one of the programs."""
        if self._faces is None:
            _set_disc(program, state)
            program["u_eye"] = state.eye
            program.draw("triangle_fan")
            return
        state.place_on(program)
        program["u_sun"] = state.sun
        canvas.context.set_state(cull_face=True)  # while the globe unrolls, its far side stays hidden
        canvas.context.set_cull_face("back")
        program.draw("triangles", self._faces)
        canvas.context.set_state(cull_face=False)


def _disc_program(fragment: str, disc: gloo.VertexBuffer) -> gloo.Program:
    program = gloo.Program(DISC_VERTEX, fragment)
    program["a_disc"] = disc
    return program


def _set_disc(program: gloo.Program, state: FrameState) -> None:
    program["u_view_projection"] = state.view_projection
    program["u_axes"] = state.axes
    program["u_distance"] = state.distance
    program["u_sun"] = state.sun
    program["u_reach"] = _halo_reach(state.distance)


def _lights(state: FrameState, map_width: int) -> float:
    """How strongly city lights shine: from afar mipmaps thin them out, and this lifts what they leave."""
    texels_a_pixel = state.view.radians_per_pixel(state.size) * map_width / (2 * math.pi)
    return 1.2 + 2.4 * min(texels_a_pixel / 1.5, 1.0)


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


def _sheet() -> tuple[F32, NDArray[np.uint32]]:
    """Longitudes off the central meridian and latitudes of a grid, and its triangles, outside up."""
    columns, rows = _SHEET_CELLS
    lon, lat = np.meshgrid(
        np.linspace(-math.pi, math.pi, columns + 1), np.linspace(-math.pi / 2, math.pi / 2, rows + 1)
    )
    corner = (np.arange(rows)[:, None] * (columns + 1) + np.arange(columns)[None, :]).reshape(-1)
    east, north = corner + 1, corner + columns + 1
    faces = np.stack((corner, east, north, east, north + 1, north), axis=1).reshape(-1)
    return np.stack((lon, lat), axis=-1).reshape(-1, 2).astype(np.float32), faces.astype(np.uint32)


def _ring(inner: float, outer: float) -> F32:
    angle = np.linspace(0.0, 2 * np.pi, _SIDES + 1)
    unit = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    return np.stack((unit * inner, unit * outer), axis=1).reshape(-1, 2).astype(np.float32)


def _star_colours(stars: F32) -> F32:
    """(n, 4) float32: colour from B-V (blue-white to amber), light from magnitude, most below 1."""
    warm = np.clip((stars[:, 4] + 0.2) / 1.8, 0.0, 1.0)[:, None]
    cool, amber = np.array((0.72, 0.82, 1.0)), np.array((1.0, 0.80, 0.58))
    light = np.clip(10 ** (-0.15 * (stars[:, 3] - 1.2)), 0.0, 1.6)
    return np.concatenate((cool * (1 - warm) + amber * warm, light[:, None]), axis=1).astype(np.float32)
