"""Earth and atmosphere on the GPU, the sky behind them, and the copies kept while little changes."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState, background
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas, build_mipmaps
from dawnline_widgets.globe.draw.ground import Ground, ring, set_disc
from dawnline_widgets.globe.draw.images import LAND_ALPHA, GlobeTextures
from dawnline_widgets.globe.draw.quality import HIGH, LOW, NORMAL
from dawnline_widgets.globe.draw.shaders_earth import DISC_VERTEX, HALO_FRAGMENT
from dawnline_widgets.globe.draw.sky_layer import SkyLayer
from dawnline_widgets.globe.draw.view_copy import View, ViewCopy
from dawnline_widgets.globe.view.viewpoint import focal_px

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
_HALO_INNER = 0.985
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
        self._on_globe = Ground.disc()
        self._on_map = Ground.sheet()
        self._halo = gloo.Program(DISC_VERTEX, HALO_FRAGMENT)
        self._halo["a_disc"] = gloo.VertexBuffer(ring(_HALO_INNER, 2.0))
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
        """Fill the picture with space, stars, Earth and atmosphere; with ``keep`` by way of the copies.

        Copies serve a resting camera, which has time for everything: ``quality`` counts while it moves.
        ``over`` draws what lies on the ground and changes with the view alone: it is kept with the Earth.
        """
        view = (state.view, state.size)
        ground = self._on_globe if state.flatness <= 0.0 else self._on_map
        rests = keep and view == self._last_view
        self.moved = not rests
        sun_step_rad = _moved(state.sun, self._last_sun)
        self._last_view, self._last_sun = view, state.sun
        has_relief = self._relief is not None and "relief" not in state.hidden
        if not rests:  # a copy would serve one picture only
            self._clear()
            self._draw_sky(state, milky_way=quality > LOW)
            name = "earth" if quality >= HIGH else "quick"
            self._draw_lit(ground, name, state, relief=has_relief and quality >= HIGH, quality=quality)
            over(state, quality)
            self.map_reads += 1
            return
        self._keep_copies(ground, state, view, relief=has_relief)
        if sun_step_rad > _SUN_STEP_RAD:
            self._clear()
            self._draw_sky(state)
            self._draw_lit(ground, "again", state, relief=has_relief)
            over(state, HIGH)
            return
        allowed_rad = _SUN_STEP_RAD if sun_step_rad > 0.0 else 0.0
        if not self._is_kept(state, view, allowed_rad, relief=has_relief):
            with self._lit_copy.drawn_for(view):
                self._clear()
                self._draw_sky(state)
                self._draw_lit(ground, "again", state, relief=has_relief)
                over(state, HIGH)
            self._lit_sun = state.sun
        self._lit_copy.show()  # over everything: a picture cleared before would only be waited for

    def release(self) -> None:
        """Queue the end of the large textures."""
        self._map.delete()
        if self._relief is not None:
            self._relief.delete()
        self._sky.release()
        for copy in (self._texel_copy, self._slope_copy, self._lit_copy):
            copy.release()

    def _keep_copies(self, ground: Ground, state: FrameState, view: View, *, relief: bool) -> None:
        """Make the copies of what the pictures hold, where they are not those of this view."""
        if self._texel_copy.view != view:
            self._copy(self._texel_copy, ground, "texels", state, view)
            self.map_reads += 1
        if relief and self._slope_copy.view != view:
            self._copy(self._slope_copy, ground, "slopes", state, view)

    def _copy(self, copy: ViewCopy, ground: Ground, name: str, state: FrameState, view: View) -> None:
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

    def _clear(self) -> None:
        self._canvas.context.clear(color=background(), depth=False, stencil=False)

    def _draw_sky(self, state: FrameState, *, milky_way: bool = True) -> None:
        self._sky.draw(state, milky_way=milky_way)
        if state.flatness <= 0.0 and "atmosphere" not in state.hidden:
            set_disc(self._halo, state)
            self._halo.draw("triangle_strip")

    def _draw_lit(
        self, ground: Ground, name: str, state: FrameState, *, relief: bool, quality: int = HIGH
    ) -> None:
        program = ground.program(f"{name}_relief" if relief else name)
        program["u_land_alpha"] = LAND_ALPHA / 255
        program["u_shown"] = (
            0.0 if "lights" in state.hidden else _lights(state, self._map.shape[1]),
            0.0 if "relief" in state.hidden else 1.0,
            0.0 if "atmosphere" in state.hidden else 1.0,
        )
        if name != "again":
            bias = _SHARPER if quality > LOW else 0.0
            _set(program, "u_bias", bias)
            _set(
                program,
                "u_level",
                bias + math.log2(self._map.shape[1] / (2 * math.pi * focal_px(state.size))),
            )
            self._give_pictures(program)
        else:
            program["u_size"] = state.size
            _give(program, "u_texels", self._texel_copy.texture)
            _give(program, "u_slopes", self._slope_copy.texture)
        ground.draw(program, state, self._canvas)

    def _give_pictures(self, program: gloo.Program) -> None:
        _give(program, "u_earth", self._map)
        _give(program, "u_relief", self._relief)


def _texture(picture: U8, largest: int) -> gloo.Texture2D:
    """Return a picture of the whole Earth as a texture with mipmaps, halved until the driver takes it."""
    while max(picture.shape[:2]) > largest:
        picture = np.ascontiguousarray(picture[::2, ::2])
    texture = gloo.Texture2D(picture, interpolation="linear", wrapping=("repeat", "clamp_to_edge"))
    build_mipmaps(texture)
    return texture


def _declares(program: gloo.Program, name: str) -> bool:
    return any(variable[2] == name for variable in program.variables)


def _set(program: gloo.Program, name: str, value: float) -> None:
    """Set a number of a program that may not declare it."""
    if _declares(program, name):
        program[name] = value


def _give(program: gloo.Program, name: str, texture: gloo.Texture2D | None) -> None:
    """Give a program a texture if it declares it and has not got it."""
    held = program._user_variables.get(name)  # noqa: SLF001
    if texture is not None and held is not texture and _declares(program, name):
        program[name] = texture


def _lights(state: FrameState, map_width: int) -> float:
    """How strongly city lights shine: from afar mipmaps thin them out, and this lifts what they leave."""
    texels_a_pixel = state.view.radians_per_pixel(state.size) * map_width / (2 * math.pi)
    return 1.2 + 2.4 * min(texels_a_pixel / 1.5, 1.0)


def _moved(sun: F32, before: F32) -> float:
    """Angle between two unit vectors, radians, good for small ones."""
    return float(np.linalg.norm(sun - before))
