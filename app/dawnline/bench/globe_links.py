"""Links between moving satellites: ends on the GPU against ends that are uploaded, camera moving."""

from dawnline.bench.globe_points import cloud_file
from dawnline.bench.inputs import Inputs
from dawnline.bench.points.duel import SideProcess, SideProgram, in_turn, same_picture
from dawnline.bench.points.whole_globe import LINKS
from dawnline.bench.result import Result

AHEAD = 1.0
FRAMES_A_TURN = 8
OURS = SideProgram("keyframes", ("own_links", "keyframes"), "vispy", "")
PEER = SideProgram("upload", ("own_links", "upload"), "vispy", "")


def moving_links(inputs: Inputs) -> list[Result]:
    """Return draw and finish of our links over the same links whose ends are uploaded each frame."""
    path, n = cloud_file(inputs, inputs.effort.million // 100)
    sides: list[SideProcess] = []
    try:
        sides.append(SideProcess(OURS, path, inputs.folder, inputs.effort.timeout_s))
        sides.append(SideProcess(PEER, path, inputs.folder, inputs.effort.timeout_s))
        drawn = same_picture(*(side.picture(inputs.folder) for side in sides))
        took_s = in_turn(sides, inputs.effort.rounds, FRAMES_A_TURN)
    finally:
        for side in sides:
            side.end()
    note = (
        f"{LINKS:,} links, camera moving; peer: their ends, given for nothing, uploaded each frame, else our "
        f"own program; {drawn}; {sides[0].renderer}"
    )
    ours_ms, peer_ms = took_s[OURS.name] * 1e3, took_s[PEER.name] * 1e3
    return [Result("globe", f"{n:,} links", "ms", ours_ms, peer_ms, AHEAD, note)]
