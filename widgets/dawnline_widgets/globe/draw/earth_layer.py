"""Earth and atmosphere on the GPU, the sky behind them, and the copies kept while little changes."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState, background
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas, build_mipmaps
from dawnline_widgets.globe.draw.images import LAND_ALPHA, GlobeTextures
from dawnline_widgets.globe.draw.quality import HIGH, LOW, NORMAL
from dawnline_widgets.globe.draw.shaders_earth import DISC, DISC_VERTEX, HALO_FRAGMENT, SHEET, GroundShaders
from dawnline_widgets.globe.draw.sky_layer import SkyLayer
from dawnline_widgets.globe.draw.view_copy import View, ViewCopy

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
_SIDES = 180
_SHEET_CELLS = (120, 60)  # of the map, three degrees each
_EDGE = 1.006  # the disc reaches a little over the limb, for a smooth edge
_HALO_INNER = 0.985
_HALO_TOP = 1.16  # Earth radii, as in the halo's shader
# While the clock plays, the lit picture may lag the Sun by so much: two pixels of a soft terminator at most,
# five of 255 steps at most. When the clock stands it is exact.
_SUN_STEP_RAD = math.radians(0.2)
_SHARPER = -0.6  # mipmap levels: the map a little finer than pixels ask for
_LAYERS = frozenset({"sky", "lights", "atmosphere", "relief", "borders", "grid"})  # that are kept
_Look = tuple[frozenset[str], int, bool]


class EarthLayer:
    """Draws the sky and the Earth. Belongs to one GL context.

    While the camera rests, what the map holds for each pixel is kept, and lighting it again costs half.
    While the Sun rests too, the lit picture is kept and costs nearly nothing.
    """

    def __init__(self, canvas: GlCanvas, textures: GlobeTextures, largest_texture: int) -> None:
        self._canvas = canvas
        self._largest = largest_texture
        self._map = _texture(textures.earth, largest_texture)
        self._relief: gloo.Texture2D | None = None
        self._on_globe = _Ground.disc()
        self._on_map = _Ground.sheet()
        self._halo = gloo.Program(DISC_VERTEX, HALO_FRAGMENT)
        self._halo["a_disc"] = gloo.VertexBuffer(_ring(_HALO_INNER, 2.0))
        self._sky = SkyLayer(textures.stars)
        self._texel_copy = ViewCopy(canvas)
        self._slope_copy = ViewCopy(canvas)
        self._lit_copy = ViewCopy(canvas)
        self._last_view: View | None = None
        self._last_sun: F32 = np.zeros(3, np.float32)
        self._lit_sun: F32 = np.zeros(3, np.float32)
        self._lit_look: _Look = (frozenset(), NORMAL, False)
        self._lit_moon: F32 | None = None
        self.map_reads = 0
        self.moved = True
        self.take_finery(textures.relief, textures.milky_way)

    def take_finery(self, relief: U8 | None, milky_way: U8 | None) -> None:
        """Show relief and Milky Way from now on, where there are any; see ``finery.Finery``."""
        if relief is not None and self._relief is None:
            self._relief = _texture(relief, self._largest)
        if milky_way is not None:
            self._sky.take_milky_way(milky_way)
        self._slope_copy.view = self._lit_copy.view = None

    def draw(
        self, state: FrameState, over: Callable[[FrameState, int], None], *, keep: bool, quality: int = HIGH
    ) -> None:
        """Draw stars, Earth and atmosphere; with ``keep`` by way of the copies while the camera rests.

        A resting camera has time for everything, so that ``quality`` counts while it moves. ``over`` draws
        what lies on the ground and changes with the view alone: it is kept with the Earth.
        """
        view = (state.view, state.size)
        ground = self._on_globe if state.flatness <= 0.0 else self._on_map
        rests = keep and view == self._last_view
        self.moved = not rests
        sun_step_rad = _moved(state.sun, self._last_sun)
        self._last_view, self._last_sun = view, state.sun
        has_relief = self._relief is not None and "relief" not in state.hidden
        if not rests:  # a copy would serve one picture only
            self._draw_sky(state, milky_way=quality > LOW)
            self._draw_lit(ground, "earth", state, relief=has_relief and quality >= HIGH, quality=quality)
            over(state, quality)
            self.map_reads += 1
            return
        self._keep_copies(ground, state, view, relief=has_relief)
        if sun_step_rad > _SUN_STEP_RAD:
            self._draw_sky(state)
            self._draw_lit(ground, "again", state, relief=has_relief)
            over(state, HIGH)
            return
        allowed_rad = _SUN_STEP_RAD if sun_step_rad > 0.0 else 0.0
        if not self._is_kept(state, view, allowed_rad, relief=has_relief):
            with self._lit_copy.drawn_for(view):
                self._canvas.context.clear(color=background(), depth=False, stencil=False)
                self._draw_sky(state)
                self._draw_lit(ground, "again", state, relief=has_relief)
                over(state, HIGH)
            self._lit_sun = state.sun
        self._lit_copy.show()

    def release(self) -> None:
        """Queue the end of the large textures."""
        self._map.delete()
        if self._relief is not None:
            self._relief.delete()
        self._sky.release()
        for copy in (self._texel_copy, self._slope_copy, self._lit_copy):
            copy.release()

    def _keep_copies(self, ground: "_Ground", state: FrameState, view: View, *, relief: bool) -> None:
        """Make the copies of what the pictures hold, where they are not those of this view."""
        if self._texel_copy.view != view:
            self._copy(self._texel_copy, ground, "texels", state, view)
            self.map_reads += 1
        if relief and self._slope_copy.view != view:
            self._copy(self._slope_copy, ground, "slopes", state, view)

    def _copy(self, copy: ViewCopy, ground: "_Ground", name: str, state: FrameState, view: View) -> None:
        program = ground.program(name)
        program["u_bias"] = _SHARPER
        self._give_pictures(program)
        with copy.drawn_for(view):
            self._canvas.context.set_state(blend=False)
            ground.draw(program, state, self._canvas)
            self._canvas.context.set_state(blend=True)

    def _is_kept(self, state: FrameState, view: View, allowed_rad: float, *, relief: bool) -> bool:
        """Return whether the lit copy shows this view, these layers, and the Sun nearly here."""
        look = (state.hidden & _LAYERS, relief, state.moon is not None)
        same = self._lit_copy.view == view and self._lit_look == look
        self._lit_look = look
        return same and _moved(state.sun, self._lit_sun) <= allowed_rad

    def _draw_sky(self, state: FrameState, *, milky_way: bool = True) -> None:
        self._sky.draw(state, milky_way=milky_way)
        if state.flatness <= 0.0 and "atmosphere" not in state.hidden:
            _set_disc(self._halo, state)
            self._halo.draw("triangle_strip")

    def _draw_lit(
        self, ground: "_Ground", name: str, state: FrameState, *, relief: bool, quality: int = HIGH
    ) -> None:
        program = ground.program(f"{name}_relief" if relief else name)
        program["u_land_alpha"] = LAND_ALPHA / 255
        program["u_shown"] = (
            0.0 if "lights" in state.hidden else _lights(state, self._map.shape[1]),
            0.0 if "relief" in state.hidden else 1.0,
            0.0 if "atmosphere" in state.hidden else 1.0,
        )
        if name == "earth":
            program["u_bias"] = _SHARPER if quality > LOW else 0.0
            self._give_pictures(program)
        else:
            program["u_size"] = state.size
            _give(program, "u_texels", self._texel_copy.texture)
            _give(program, "u_slopes", self._slope_copy.texture)
        ground.draw(program, state, self._canvas)

    def _give_pictures(self, program: gloo.Program) -> None:
        _give(program, "u_earth", self._map)
        _give(program, "u_relief", self._relief)


class _Ground:
    """The Earth as one form: a disc where rays meet the sphere, or the sheet of a map.

    Its programs are made when they are first needed: what a driver compiles, a person waits for.
    """

    def __init__(
        self, shaders: GroundShaders, form: tuple[str, F32], faces: NDArray[np.uint32] | None
    ) -> None:
        self._shaders = shaders
        self._name = form[0]
        self._points = gloo.VertexBuffer(form[1])
        self._faces = None if faces is None else gloo.IndexBuffer(faces)
        self._programs: dict[str, gloo.Program] = {}

    @classmethod
    def disc(cls) -> "_Ground":
        """Return the disc of the globe."""
        return cls(DISC, ("a_disc", _fan(_EDGE)), None)

    @classmethod
    def sheet(cls) -> "_Ground":
        """Return the sheet of a map."""
        points, faces = _sheet()
        return cls(SHEET, ("a_sheet", points), faces)

    def program(self, name: str) -> gloo.Program:
        """Return the program of that name, see ``GroundShaders``."""
        if name not in self._programs:
            program = gloo.Program(self._shaders.vertex, getattr(self._shaders, name))
            program[self._name] = self._points
            self._programs[name] = program
        return self._programs[name]

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


def _texture(picture: U8, largest: int) -> gloo.Texture2D:
    """Return a picture of the whole Earth as a texture with mipmaps, halved until the driver takes it."""
    while max(picture.shape[:2]) > largest:
        picture = np.ascontiguousarray(picture[::2, ::2])
    texture = gloo.Texture2D(picture, interpolation="linear", wrapping=("repeat", "clamp_to_edge"))
    build_mipmaps(texture)
    return texture


def _give(program: gloo.Program, name: str, texture: gloo.Texture2D | None) -> None:
    """Give a program a texture if it declares it and has not got it."""
    declared = any(variable[2] == name for variable in program.variables)
    if texture is not None and declared and program._user_variables.get(name) is not texture:  # noqa: SLF001
        program[name] = texture


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
