"""Draws a globe scene with OpenGL, through gloo alone. Window, snapshot and film use this one renderer.

The caller makes its GL context current before each call. A renderer belongs to one context; when the context
is lost, make a new renderer.
"""

import numpy as np

from dawnline_widgets.globe.draw.earth_layer import EarthLayer
from dawnline_widgets.globe.draw.field_layer import FieldLayer
from dawnline_widgets.globe.draw.finery import Finery
from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.gateway_layer import GatewayLayer
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas, GlobeUnavailableError, gl_words, largest_texture
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.globe.draw.lens import Lens
from dawnline_widgets.globe.draw.line_layer import CurveLayer, GroundLines
from dawnline_widgets.globe.draw.link_layer import LinkLayer
from dawnline_widgets.globe.draw.mark_layers import ColourMaps, PathLayer, PinLayer, RingLayer
from dawnline_widgets.globe.draw.near_layer import NearLayer
from dawnline_widgets.globe.draw.point_size import point_words
from dawnline_widgets.globe.draw.quality import HIGH, NORMAL
from dawnline_widgets.globe.draw.satellite_layer import MarkedLayer, SatelliteLayer
from dawnline_widgets.globe.draw.way_layer import WayLayer
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import bodies, hermite
from dawnline_widgets.globe.view.near import NearSieve
from dawnline_widgets.globe.view.viewpoint import F64, Viewpoint


class GlobeRenderer:
    """All layers of the globe in one GL context.

    Parameters
    ----------
    textures : pictures of the Earth and the star list
    framebuffer : where pictures end (QOpenGLWidget's is not 0)
    keep_earth : keep a copy of Earth and atmosphere while camera and Sun rest

    Raises
    ------
    GlobeUnavailableError
        When the context cannot run the shaders; the text is the driver's.
    """

    def __init__(self, textures: GlobeTextures, *, framebuffer: int = 0, keep_earth: bool = True) -> None:
        self._canvas = GlCanvas()
        self._keep_earth = keep_earth
        self._lens: Lens | None = None
        self.quality = NORMAL if keep_earth else HIGH  # while the camera moves; a picture has time
        try:
            self.version, self.device = gl_words()
            self.device += point_words()
            self._canvas.begin(framebuffer)
            maps = ColourMaps()
            self._earth = EarthLayer(self._canvas, textures, largest_texture())
            self._field = FieldLayer(self._canvas)
            self._ground_lines = GroundLines(textures.outlines)
            self._has_outlines = len(textures.outlines.coast.points) > 0
            self._curves = CurveLayer()
            self._links = LinkLayer()
            self._satellites = SatelliteLayer()
            self._marked = MarkedLayer()
            self._sieve = NearSieve()
            self._near = NearLayer()
            self._pins = PinLayer(maps)
            self._path = PathLayer()
            self._ring = RingLayer()
            self._gateways = GatewayLayer(maps)
            self._ways = WayLayer()
            self._canvas.end()
        except (RuntimeError, OSError, ValueError) as problem:
            raise GlobeUnavailableError(f"OpenGL cannot draw the globe: {problem}") from problem

    @property
    def uploads(self) -> int:
        """How often data of the scene was sent to the GPU since the start."""
        return self._satellites.uploads + self._pins.uploads + self._path.uploads

    @property
    def moved(self) -> bool:
        """Whether the last picture was one of a moving camera (or of a first view)."""
        return self._earth.moved

    @property
    def map_reads(self) -> int:
        """How often the map of the Earth was read for a whole picture; copies do not count."""
        return self._earth.map_reads

    def draw(
        self,
        scene: GlobeScene,
        view: Viewpoint,
        size: tuple[int, int],
        *,
        scale: float = 1.0,
        framebuffer: int = 0,
    ) -> None:
        """Draw a scene into the current context.

        Parameters
        ----------
        size : width and height of the picture, device pixels
        scale : device pixels a logical pixel

        Raises
        ------
        GlobeUnavailableError
            When the driver refuses.
        """
        if self._lens is None or not self._lens.serves(view, size, scale):
            self._lens = Lens.of(view, size, scale)
        state = FrameState.of(scene, self._lens)
        try:
            self._draw(scene, state, framebuffer)
        except (RuntimeError, OSError) as problem:
            self._canvas.leave()
            raise GlobeUnavailableError(f"OpenGL stopped drawing the globe: {problem}") from problem

    def take_finery(self, finery: Finery) -> None:
        """Show relief, Milky Way and outlines from now on: what may come after the first picture.

        Raises
        ------
        GlobeUnavailableError
            When the driver has no room for them.
        """
        try:
            self._canvas.begin(self._canvas.framebuffer)
            self._earth.take_finery(finery.relief, finery.milky_way)
            if not self._has_outlines and len(finery.outlines.coast.points):
                self._ground_lines = GroundLines(finery.outlines)
            self._canvas.end()
        except (RuntimeError, OSError, ValueError) as problem:
            raise GlobeUnavailableError(f"OpenGL has no room for relief and sky: {problem}") from problem

    def release(self) -> None:
        """Give the large textures back; the context must be current, and nothing is drawn afterwards.

        Contexts that share objects outlive the one that made them.
        """
        self._canvas.begin(self._canvas.framebuffer)
        self._earth.release()
        self._canvas.end()

    def _draw(self, scene: GlobeScene, state: FrameState, framebuffer: int) -> None:
        canvas = self._canvas
        canvas.begin(framebuffer)
        canvas.lay_out(state.size)
        self._earth.draw(state, self._ground_lines.draw, keep=self._keep_earth, quality=self.quality)
        self._field.draw(state, scene.field, scene.hidden)
        self._curves.draw(state, scene.curves, scene.hidden)
        self._path.draw(state, scene.path)
        if "satellites" not in scene.hidden:
            near = self._sieve.near(scene, state.view)
            self._satellites.draw(state, scene.keyframes, scene.style, near.reach)
            self._near.draw(state, scene, near)
            if "links" not in scene.hidden:
                self._links.draw(state, scene.links, scene.keyframes, self._satellites.motion)
        self._marked.draw(state, scene)
        if "gateways" not in scene.hidden:
            self._gateways.draw(state, scene.gateways)
        self._ways.draw(state, scene)
        if "sites" not in scene.hidden:
            self._pins.draw(state, scene.pins)
        self._draw_ring(state, scene)
        canvas.end()

    def _draw_ring(self, state: FrameState, scene: GlobeScene) -> None:
        index = None if "satellites" in scene.hidden else scene.selected_satellite
        if index is not None and index < len(scene.keyframes.r0):
            point = hermite.position_ecef(scene.keyframes, index, scene.t_s, scene.gmst_rad)
            if np.isfinite(point).all() and not _is_plain(state, scene, index, point):
                self._ring.draw(state, point.astype(np.float32), 9.0)
        index = None if "sites" in scene.hidden else scene.selected_pin
        if index is not None and index < len(scene.pins.r_ecef):
            site = np.asarray(scene.pins.r_ecef[index], np.float32)
            self._ring.draw(state, site, 0.5 * float(scene.pins.size_px[index]) + 6.0)
        index, gateways = None if "gateways" in scene.hidden else scene.selected_gateway, scene.gateways
        if index is not None and gateways is not None and index < len(gateways.r_ecef):
            place = np.asarray(gateways.r_ecef[index], np.float32)
            self._ring.draw(state, place, 0.5 * float(gateways.size_px[index]) + 6.0)


def _is_plain(state: FrameState, scene: GlobeScene, index: int, r_ecef: F64) -> bool:
    """Say whether a satellite is seen so large that it needs no ring."""
    span_px = bodies.seen_span_px(scene, index, r_ecef, state.view, state.size)
    return span_px > bodies.PLAIN_SPAN_PX * state.scale
