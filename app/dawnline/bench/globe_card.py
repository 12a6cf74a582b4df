"""A million satellites on a graphics card, where there is one."""

from dawnline.bench.globe_points import cloud_file
from dawnline.bench.inputs import Inputs
from dawnline.bench.points.duel import SideProcess, SideProgram, in_turn
from dawnline.bench.points.whole_globe import LINKS
from dawnline.bench.result import PeerError, Result, not_measured

FRAME_MS = 1000.0 / 60.0
FRAMES = 20
ON_CARD = SideProgram("graphics card", ("whole_globe", "hardware"), "vispy", "")


def on_graphics_card(inputs: Inputs) -> list[Result]:
    """Return a frame of everything with the camera moving over a sixtieth of a second."""
    path, n = cloud_file(inputs, inputs.effort.million)
    name = f"{n:,} on a GPU"
    try:
        side = SideProcess(ON_CARD, path, inputs.folder, inputs.effort.timeout_s)
    except PeerError as problem:
        return [not_measured("globe", str(problem), name)]
    try:
        frame_ms = in_turn([side], inputs.effort.rounds, FRAMES)[side.name] * 1e3
    finally:
        side.end()
    note = (
        f"{1000.0 / frame_ms:.0f} frames/s with Earth, atmosphere and {LINKS:,} links, camera moving; "
        f"{side.renderer}; peer: 60 frames/s"
    )
    return [Result("globe", name, "ms", frame_ms, FRAME_MS, 1.0, note)]
