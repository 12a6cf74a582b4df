"""The Earth's form: a disc where rays meet the sphere, or the sheet of a map. Belongs to one GL context."""

import math

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_earth import DISC, SHEET, GroundShaders

F32 = NDArray[np.float32]
_SIDES = 180
_SHEET_CELLS = (120, 60)  # of the map, three degrees each
_EDGE = 1.006  # the disc reaches a little over the limb, for a smooth edge
_HALO_TOP = 1.16  # Earth radii, as in the halo's shader


class Ground:
    """The Earth as one form.

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
    def disc(cls) -> "Ground":
        """Return the disc of the globe."""
        return cls(DISC, ("a_disc", _fan(_EDGE)), None)

    @classmethod
    def sheet(cls) -> "Ground":
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
            set_disc(program, state)
            program["u_eye"] = state.lens.eye
            program.draw("triangle_fan")
            return
        state.lens.place_on(program)
        program["u_sun"] = state.sun
        canvas.context.set_state(cull_face=True)  # while the globe unrolls, its far side stays hidden
        canvas.context.set_cull_face("back")
        program.draw("triangles", self._faces)
        canvas.context.set_state(cull_face=False)


def set_disc(program: gloo.Program, state: FrameState) -> None:
    """Give a program what ``shaders_earth.DISC_VERTEX`` needs."""
    program["u_view_projection"] = state.lens.view_projection
    program["u_axes"] = state.lens.axes
    program["u_distance"] = state.lens.distance
    program["u_sun"] = state.sun
    program["u_reach"] = _halo_reach(state.lens.distance)


def ring(inner: float, outer: float) -> F32:
    """Return the corners of a flat ring about the disc as a strip, (n, 2)."""
    angle = np.linspace(0.0, 2 * np.pi, _SIDES + 1)
    unit = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    return np.stack((unit * inner, unit * outer), axis=1).reshape(-1, 2).astype(np.float32)


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
