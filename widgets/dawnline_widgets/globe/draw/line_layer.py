"""Lines over the Earth: coasts, borders, the graticule, and the curves of a scene.

Each layer belongs to one GL context.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.graticule import graticule
from dawnline_widgets.globe.draw.hair_lines import HairLines
from dawnline_widgets.globe.draw.line_points import straightened
from dawnline_widgets.globe.draw.outlines import Outlines, Polylines
from dawnline_widgets.globe.draw.quality import HIGH
from dawnline_widgets.globe.draw.shaders_lines import LINE_FRAGMENT, LINE_ON_MAP_VERTEX, LINE_VERTEX
from dawnline_widgets.globe.scene import Curves
from dawnline_widgets.theme import tokens

F32 = NDArray[np.float32]
_DASH_PX = 9.0
# From afar lines have points so far apart, the largest of these that is under ``_STEP_PX`` pixels.
_STEPS_RAD = tuple(math.radians(degrees) for degrees in (0.0, 0.04, 0.1, 0.2, 0.3, 0.5, 1.0))
_STEP_PX = 2.2
_SHORTEST_STEPS = 3.0  # shorter lines, the shores of small islands, are left out
_HAIR_STEPS = 0.3  # how far a hair may be off: two thirds of a pixel at most
_HAIR_SCALE = 1.25  # device pixels a logical pixel: where there are more, a hair is too fine


@dataclass(frozen=True)
class LineLook:
    """How a line looks: colour (``#RRGGBB``), opacity, width in logical pixels, dashed or not.

    ``limb_frac`` is how much of its opacity it loses at the limb.
    """

    token: str
    alpha: float
    width_px: float = 1.0
    dashed: bool = False
    limb_frac: float = 0.0


COAST = LineLook(tokens.SECONDARY, 0.50, limb_frac=0.8)
BORDER = LineLook(tokens.SECONDARY, 0.30, limb_frac=0.8)
GRID = LineLook(tokens.SECONDARY, 0.16)
GRID_CIRCLE = LineLook(tokens.SECONDARY, 0.34)


class GroundLines:
    """Coasts and borders (layer ``borders``) and the graticule (layer ``grid``)."""

    def __init__(self, outlines: Outlines) -> None:
        grid, circles = graticule()
        self._grid = (_Ribbon(grid, GRID), _Ribbon(circles, GRID_CIRCLE))
        self._borders = (_Thinned(outlines.borders, BORDER), _Thinned(outlines.coast, COAST))

    def draw(self, state: FrameState, quality: int) -> None:
        """Draw the layers that are not hidden; below ``HIGH`` coasts and borders as hairs."""
        if "grid" not in state.hidden:
            for ribbon in self._grid:
                ribbon.draw(state)
        if "borders" not in state.hidden:
            as_hairs = quality < HIGH and state.flatness <= 0.0 and state.scale < _HAIR_SCALE
            for lines in self._borders:
                lines.draw(state, as_hairs=as_hairs)


class CurveLayer:
    """The curves of a scene; those of the same key are not sent again."""

    def __init__(self) -> None:
        self._ribbons: dict[object, _Ribbon] = {}
        self.uploads = 0

    def draw(self, state: FrameState, curves: tuple[Curves, ...], hidden: frozenset[str]) -> None:
        """Draw the curves whose layer is not hidden."""
        shown = [one for one in curves if one.layer not in hidden and len(one.points) > 1]
        kept = {one.key: self._ribbons[one.key] for one in shown if one.key in self._ribbons}
        for one in shown:
            if one.key not in kept:
                look = LineLook(one.token, one.alpha, one.width_px, one.dashed)
                kept[one.key] = _Ribbon(Polylines(one.points, one.starts), look)
                self.uploads += 1
            kept[one.key].draw(state)
        self._ribbons = kept


class _Thinned:
    """Lines with fewer points the farther they are seen from. Each form is made when first needed."""

    def __init__(self, lines: Polylines, look: LineLook) -> None:
        self._lines, self._look = lines, look
        self._ribbons: dict[float, _Ribbon] = {}
        self._hairs: dict[float, HairLines] = {}

    def draw(self, state: FrameState, *, as_hairs: bool) -> None:
        pixel_rad = state.view.radians_per_pixel(state.size)
        step_rad = max(step for step in _STEPS_RAD if step <= _STEP_PX * pixel_rad)
        if as_hairs:
            if step_rad not in self._hairs:
                points = straightened(thinned(self._lines, step_rad), _HAIR_STEPS * step_rad)
                self._hairs[step_rad] = HairLines(points)
            look = self._look
            self._hairs[step_rad].draw(state, (*_rgb(look.token), look.alpha), look.limb_frac)
            return
        if step_rad not in self._ribbons:
            self._ribbons[step_rad] = _Ribbon(thinned(self._lines, step_rad), self._look)
        self._ribbons[step_rad].draw(state)


class _Ribbon:
    """Polylines as triangles, drawn in one call."""

    def __init__(self, lines: Polylines, look: LineLook) -> None:
        self._look = look
        self._programs: tuple[gloo.Program, ...] = ()
        segments = lines.segments()
        if not len(segments):
            return
        near = 2 * segments[:, :1]
        far = 2 * segments[:, 1:]
        faces = np.concatenate((near, near + 1, far, far, near + 1, far + 1), axis=1)
        self._faces = gloo.IndexBuffer(faces.reshape(-1).astype(np.uint32))
        self._programs = tuple(
            gloo.Program(text, LINE_FRAGMENT) for text in (LINE_VERTEX, LINE_ON_MAP_VERTEX)
        )
        for name, values in _vertices(lines).items():
            buffer = gloo.VertexBuffer(values)
            for program in self._programs:
                program[name] = buffer

    def draw(self, state: FrameState) -> None:
        if not self._programs:
            return
        look = self._look
        program = self._programs[0 if state.flatness <= 0.0 else 1]
        program["u_size"] = state.size
        program["u_width"] = look.width_px * state.scale
        program["u_colour"] = (*_rgb(look.token), look.alpha)
        dash_rad = _DASH_PX * state.scale * state.view.radians_per_pixel(state.size)
        program["u_limb"] = look.limb_frac
        program["u_dash"] = dash_rad if look.dashed else 0.0
        state.lens.place_on(program)
        program.draw("triangles", self._faces)


def thinned(lines: Polylines, step_rad: float) -> Polylines:
    """Return lines with about one point each ``step_rad`` of their way; very short lines are left out.

    Ends stay, so a closed line stays closed.
    """
    if step_rad <= 0.0 or not len(lines.points):
        return lines
    count = len(lines.points)
    ends = np.append(lines.starts[1:], count)
    line = np.repeat(np.arange(len(lines.starts)), ends - lines.starts)
    way = along_rad(lines)
    piece = np.floor(way / step_rad)
    keep = np.ones(count, np.bool_)
    keep[1:] = piece[1:] != piece[:-1]
    keep[lines.starts] = True
    keep[ends - 1] = True
    keep &= (way[ends - 1] >= _SHORTEST_STEPS * step_rad)[line]
    starts = np.flatnonzero(np.diff(line[keep], prepend=-1))
    return Polylines(lines.points[keep], starts.astype(np.int64))


def along_rad(lines: Polylines) -> NDArray[np.float64]:
    """Return (p,) how far along its own line each point is (radians on the ground)."""
    if not len(lines.points):
        return np.zeros(0)
    steps = np.linalg.norm(np.diff(lines.points.astype(np.float64), axis=0, prepend=lines.points[:1]), axis=1)
    steps[lines.starts] = 0.0
    way = np.cumsum(steps)
    lengths = np.diff(lines.starts, append=len(way))
    return np.asarray(way - np.repeat(way[lines.starts], lengths))


def _vertices(lines: Polylines) -> dict[str, F32]:
    """Return the attributes, two vertices a point; where a line ends it goes on as it came."""
    points = np.ascontiguousarray(lines.points, np.float32)
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    ends = np.append(lines.starts[1:], len(points)) - 1
    before[lines.starts] = points[lines.starts]
    after[ends] = points[ends]
    way = along_rad(lines).astype(np.float32)
    doubled = {"a_point": points, "a_before": before, "a_after": after}
    out = {name: np.repeat(values, 2, axis=0) for name, values in doubled.items()}
    out["a_side"] = np.stack((np.tile(np.array((-1, 1), np.float32), len(points)), np.repeat(way, 2)), axis=1)
    return out


def _rgb(token: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(token.removeprefix("#"))
    return red / 255, green / 255, blue / 255
