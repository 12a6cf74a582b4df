"""A quantity over the ground, laid over the Earth. Belongs to one GL context."""

import math
from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.gl_canvas import GlCanvas
from dawnline_widgets.globe.draw.shaders_lines import FIELD_FRAGMENT, FIELD_VERTEX
from dawnline_widgets.globe.scene import Field
from dawnline_widgets.theme import colour_maps

_CELLS = (120, 60)  # of the sheet, three degrees each


class FieldLayer:
    """The field of a scene, as a texture over a sheet of longitudes and latitudes."""

    def __init__(self, canvas: GlCanvas) -> None:
        self._canvas = canvas
        self._program: gloo.Program | None = None
        self._faces: gloo.IndexBuffer | None = None
        self._texture: gloo.Texture2D | None = None
        self._key: Hashable = None
        self.uploads = 0

    def draw(self, state: FrameState, field: Field | None, hidden: frozenset[str]) -> None:
        """Draw it, if there is one and its layer is not hidden."""
        if field is None or field.layer in hidden:
            return
        if self._program is None:
            self._program = gloo.Program(FIELD_VERTEX, FIELD_FRAGMENT)
            points, faces = _sheet()
            self._program["a_sheet"] = gloo.VertexBuffer(points)
            self._faces = gloo.IndexBuffer(faces)
        if field.key != self._key:
            self._upload(field, self._program)
        self._program["u_alpha"] = field.alpha
        state.lens.place_on(self._program)
        context = self._canvas.context
        context.set_state(cull_face=True)  # the far side stays hidden
        context.set_cull_face("back")
        self._program.draw("triangles", self._faces)
        context.set_state(cull_face=False)

    def _upload(self, field: Field, program: gloo.Program) -> None:
        self.uploads += 1
        self._key = field.key
        rgba = coloured(field)
        if self._texture is not None and self._texture.shape == rgba.shape:
            self._texture.set_data(rgba)
            return
        self._texture = gloo.Texture2D(rgba, interpolation="linear", wrapping=("repeat", "clamp_to_edge"))
        program["u_field"] = self._texture


def coloured(field: Field) -> NDArray[np.uint8]:
    """Return (rows, columns, 4) premultiplied colours: opaque where the level is 1, clear at 0 and at NaN.

    An even field is opaque wherever it has a level.
    """
    known = field.colour_map in colour_maps.NAMES
    table = colour_maps.lut(field.colour_map if known else colour_maps.NAMES[0]).astype(np.float64)
    level = np.clip(np.nan_to_num(field.level), 0.0, 1.0)
    colour = table[(level * (len(table) - 1)).astype(np.int64), :3]
    cover = np.isfinite(field.level).astype(np.float64) if field.even else level
    out = np.concatenate((colour * cover[..., None], 255.0 * cover[..., None]), axis=-1)
    return np.asarray(np.rint(out), np.uint8)


def _sheet() -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Return longitudes off the central meridian and latitudes of a grid, and its triangles, outside up."""
    columns, rows = _CELLS
    lon, lat = np.meshgrid(
        np.linspace(-math.pi, math.pi, columns + 1), np.linspace(-math.pi / 2, math.pi / 2, rows + 1)
    )
    at = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    west, east, above, beyond = at[:-1, :-1], at[:-1, 1:], at[1:, :-1], at[1:, 1:]
    faces = np.stack((west, east, above, east, beyond, above), axis=-1).reshape(-1)
    return np.stack((lon, lat), axis=-1).reshape(-1, 2).astype(np.float32), faces.astype(np.uint32)
