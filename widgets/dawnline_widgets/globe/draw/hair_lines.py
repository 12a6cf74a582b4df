"""Lines on the globe one pixel wide and not smoothed: while the camera moves nobody sees their steps.

A tenth of what ribbons take where the processor draws. Belongs to one GL context.
"""

import numpy as np
from vispy import gloo

from dawnline_widgets.globe.draw.frame_state import FrameState
from dawnline_widgets.globe.draw.outlines import Polylines
from dawnline_widgets.globe.draw.shaders_lines import HAIR_FRAGMENT, HAIR_VERTEX


class HairLines:
    """Polylines on the ground as lines of OpenGL, drawn in one call."""

    def __init__(self, lines: Polylines) -> None:
        self._program: gloo.Program | None = None
        segments = lines.segments()
        if len(segments):
            self._segments = gloo.IndexBuffer(segments.reshape(-1).astype(np.uint32))
            self._program = gloo.Program(HAIR_VERTEX, HAIR_FRAGMENT)
            self._program["a_point"] = gloo.VertexBuffer(np.ascontiguousarray(lines.points, np.float32))

    def draw(self, state: FrameState, colour: tuple[float, float, float, float], limb_frac: float) -> None:
        """Draw them; ``limb_frac`` is how much of their opacity they lose at the limb."""
        if self._program is None:
            return
        self._program["u_colour"] = colour
        self._program["u_limb"] = limb_frac
        state.lens.place_on(self._program)
        self._program.draw("lines", self._segments)
