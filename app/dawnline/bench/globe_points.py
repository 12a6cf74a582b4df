"""Moving points: keyframes on the GPU against those who upload, at three sizes, on the same picture."""

from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dawnline.bench.inputs import Inputs
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.duel import SideProcess, SideProgram, in_turn, same_picture
from dawnline.bench.result import PeerError, Result, not_measured
from dawnline.present.keyframes import make_keyframes

AHEAD = 1.0
SPAN_S = 60.0
FRAMES_A_TURN = {100: 12, 10: 4, 1: 2}  # by the share of a million
_DEPTH = "hides by depth buffer"  # behind the disc of the Earth's limb; ours culls in the vertex shader
OURS = SideProgram("keyframes", ("own", "keyframes"), "vispy", "")
PEERS = (
    SideProgram(
        "upload",
        ("own", "upload-depth"),
        "vispy",
        f"ready positions uploaded each frame, as KeepTrack does; {_DEPTH}",
    ),
    SideProgram(
        "upload, our cull",
        ("own", "upload"),
        "vispy",
        "ready positions, given for nothing, uploaded each frame, else our own program; culls in the vertex "
        "shader: a tie on a processor, where both are bound by the setting up of points",
    ),
    SideProgram(
        "made and uploaded",
        ("own", "made"),
        "vispy",
        "positions made each frame by numpy, one float32 product into memory that is there, and uploaded; "
        "else our own program; culls in the vertex shader",
    ),
    SideProgram(
        "vispy",
        ("vispy_markers",),
        "vispy",
        f"Markers, method points, square, no edge, no anti-aliasing, set_data; {_DEPTH}",
    ),
    SideProgram(
        "vtk",
        ("vtk_points",),
        "vtk",
        "vtkPolyDataMapper (pyvista's too), one cell, SetData in place, no lighting, no multisampling; "
        + _DEPTH,
    ),
    SideProgram(
        "pygfx",
        ("pygfx_points",),
        "pygfx",
        f"PointsMaterial, buffer updated in place, no anti-aliasing, pixel ratio 1; {_DEPTH}",
    ),
)
WHOLE = SideProgram("whole globe", ("whole_globe", "rest"), "vispy", "")


def moving_points(inputs: Inputs, peers: tuple[SideProgram, ...] = PEERS) -> list[Result]:
    """Return draw and finish of our points over each peer's, at a hundredth, a tenth and all of a million."""
    million = inputs.effort.million
    return [
        result
        for share, frames in FRAMES_A_TURN.items()
        for result in _at_size(inputs, million // share, frames, peers)
    ]


def _at_size(inputs: Inputs, wanted: int, frames: int, peers: tuple[SideProgram, ...]) -> list[Result]:
    path, n = cloud_file(inputs, wanted)
    lines: dict[str, Result] = {}
    running: list[SideProcess] = []
    drawn: dict[str, str] = {}
    with ExitStack() as stack:
        ours = _start(OURS, path, inputs, stack)
        picture_of_ours = ours.picture(inputs.folder)
        for program in (*peers, WHOLE):
            try:
                side = _start(program, path, inputs, stack)
                if program is not WHOLE:
                    drawn[side.name] = same_picture(picture_of_ours, side.picture(inputs.folder))
                running.append(side)
            except PeerError as problem:
                lines[program.name] = not_measured("globe", str(problem), f"{n:,} {program.name}")
        took_s = in_turn([ours, *running], inputs.effort.rounds, frames)
        on = {side.name: side.renderer for side in (ours, *running)}
    for program in peers:
        if program.name in drawn:
            note = f"peer: {_versioned(program)}{program.note}; {drawn[program.name]}; {on[program.name]}"
            lines[program.name] = _line(
                n, program.name, took_s["keyframes"], took_s[program.name], AHEAD, note
            )
    if WHOLE.name in took_s:
        fastest = min(drawn, key=lambda name: took_s[name]) if drawn else OURS.name
        note = (
            "ours: the window's own picture (lit Earth, atmosphere, glow, colours, shadow), camera at rest, "
            f"clock playing; peer: the plain points of {fastest}; {on[WHOLE.name]}"
        )
        lines[WHOLE.name] = _line(n, WHOLE.name, took_s[WHOLE.name], took_s[fastest], None, note)
    return [lines[program.name] for program in (*peers, WHOLE)]


def cloud_file(inputs: Inputs, satellites: int) -> tuple[Path, int]:
    """Return the file of a cloud of about so many generated satellites, and how many they are."""
    path = inputs.folder / f"cloud-{satellites}.npz"
    ephemeris = inputs.generated(satellites).scenario.ephemeris
    Cloud(make_keyframes(ephemeris, 0.0, SPAN_S)).save(path)
    return path, ephemeris.n


def _start(program: SideProgram, cloud: Path, inputs: Inputs, stack: ExitStack) -> SideProcess:
    side = SideProcess(program, cloud, inputs.folder, inputs.effort.timeout_s)
    stack.callback(side.end)
    return side


def _line(n: int, name: str, ours_s: float, peer_s: float, goal: float | None, note: str) -> Result:
    return Result("globe", f"{n:,} {name}", "ms", ours_s * 1e3, peer_s * 1e3, goal, note)


def _versioned(program: SideProgram) -> str:
    if program.words[0] == "own":
        return ""
    try:
        return f"{program.needs} {version(program.needs)}, "
    except PackageNotFoundError:
        return f"{program.needs}, "
