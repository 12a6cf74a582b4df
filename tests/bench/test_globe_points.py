"""The duel of moving points on tiny clouds: every side draws the same picture, and who cannot run is said."""

from importlib.util import find_spec

import numpy as np
import pytest

from dawnline.bench.globe_card import on_graphics_card
from dawnline.bench.globe_error import interpolation_errors, spans
from dawnline.bench.globe_links import OURS as LINKS_OURS
from dawnline.bench.globe_links import PEER as LINKS_PEER
from dawnline.bench.globe_points import OURS, PEERS, cloud_file, moving_points
from dawnline.bench.inputs import Case, Effort, Inputs
from dawnline.bench.points.cloud import FRAMES, SIZE, Cloud
from dawnline.bench.points.duel import SideProcess, SideProgram, in_turn, same_picture
from dawnline.bench.points.gl_target import is_software
from dawnline.bench.result import PeerError
from dawnline_testing.small_scenario import write_small_scenario

TINY = Effort(rounds=1, million=500, timeout_s=60.0)
OWN = tuple(program for program in PEERS if program.words[0] == "own")
ABSENT = SideProgram("absent", ("vtk_points",), "no_such_library", "")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Return one small generated case."""
    folder = tmp_path_factory.mktemp("points")
    return Inputs([Case("small", write_small_scenario(folder, duration="4h"))], folder, TINY)


@pytest.fixture(scope="module")
def ours(inputs: Inputs) -> np.ndarray:
    """Return our picture of 500 satellites."""
    return picture_of(OURS, inputs)


def picture_of(program: SideProgram, inputs: Inputs) -> np.ndarray:
    path, _ = cloud_file(inputs, 500)
    side = SideProcess(program, path, inputs.folder, TINY.timeout_s)
    try:
        assert len(in_turn([side], 1, 2)) == 1
        return side.picture(inputs.folder)
    finally:
        side.end()


def test_links_by_keyframes_and_by_upload_are_the_same_picture(inputs: Inputs) -> None:
    path, _ = cloud_file(inputs, 500)
    pictures = []
    for program in (LINKS_OURS, LINKS_PEER):
        side = SideProcess(program, path, inputs.folder, TINY.timeout_s)
        try:
            pictures.append(side.picture(inputs.folder).astype(int))
        finally:
            side.end()
    assert (pictures[0][..., 0] > 127).sum() > 5000, "links are drawn"
    off = np.abs(pictures[0] - pictures[1]).max(axis=2) > 0
    assert off.mean() < 0.001, "a line may round to the next pixel here and there"


def test_a_cloud_read_back_is_the_cloud_written(inputs: Inputs) -> None:
    path, n = cloud_file(inputs, 500)
    cloud = Cloud.load(path)
    frames = cloud.ready()
    assert len(frames) == FRAMES
    assert all(frame.shape == (n, 3) and frame.dtype == np.float32 for frame in frames)
    assert np.linalg.norm(frames[0] - frames[1], axis=1).min() > 1e-4, "they move each frame"


def test_our_points_are_in_the_picture_and_the_earth_hides_some(ours: np.ndarray) -> None:
    assert ours.shape == (SIZE[1], SIZE[0], 3)
    points = int((ours[..., 0] > 127).sum())
    assert 0.5 * 9 * 500 < points < 9 * 500, "3 x 3 pixels each, less those behind the Earth"
    assert (ours[..., 2] == 76).sum() > 200_000, "the Earth"


@pytest.mark.parametrize("program", OWN, ids=lambda program: program.name)
def test_ready_positions_make_our_picture_pixel_for_pixel(
    program: SideProgram, inputs: Inputs, ours: np.ndarray
) -> None:
    """The vertex shader's own arithmetic may put a point on the other side of a pixel's edge, no more."""
    theirs = picture_of(program, inputs)
    differing = int((theirs != ours).any(axis=2).sum())
    assert differing <= 9 * 3


@pytest.mark.parametrize("program", [p for p in PEERS if p not in OWN], ids=lambda program: program.name)
def test_a_peer_draws_the_same_picture(program: SideProgram, inputs: Inputs, ours: np.ndarray) -> None:
    if find_spec(program.needs) is None:
        pytest.skip(f"{program.needs} is not installed: uv pip install --group peers")
    try:
        theirs = picture_of(program, inputs)
    except PeerError as problem:
        pytest.skip(f"{program.name} cannot run here: {problem}")
    assert same_picture(ours, theirs).endswith(" pixels of points, ours " + f"{(ours[..., 0] > 127).sum():,}")


def test_every_size_has_a_line_for_each_peer(inputs: Inputs) -> None:
    results = moving_points(inputs, (*OWN, ABSENT))
    assert len(results) == 3 * (len(OWN) + 2)
    for result in results:
        assert result.bench == "globe"
        if result.input.endswith("absent"):
            assert result.note == "not measured: no_such_library is not installed"
            assert result.ratio is None
        else:
            assert result.ours is not None, result.note
            assert result.ratio is not None
            assert result.goal == (None if result.input.endswith("whole globe") else 1.0)
    assert all("hides by depth" in r.note or "culls" in r.note for r in results if r.goal is not None)


def test_a_side_that_ends_says_its_last_words(inputs: Inputs) -> None:
    broken = SideProgram("broken", ("own", "no-such-kind"), "vispy", "")
    with pytest.raises(PeerError):
        SideProcess(broken, inputs.folder / "no-such-cloud.npz", inputs.folder, TINY.timeout_s)


def test_another_picture_is_no_duel(ours: np.ndarray) -> None:
    assert same_picture(ours, ours)
    with pytest.raises(PeerError, match="did not draw"):
        same_picture(ours, np.zeros_like(ours))
    with pytest.raises(PeerError, match="another picture"):
        same_picture(ours, np.roll(ours, 100, axis=1))
    with pytest.raises(PeerError, match="another size"):
        same_picture(ours, ours[1:])


def test_the_shader_errs_by_metres_at_the_shortest_span(inputs: Inputs) -> None:
    results = interpolation_errors(inputs)
    used = spans()
    assert len(results) == 2 * len(used)
    assert (used[0][0], used[-1][0]) == (60.0, 800.0)
    errors = [result.ours or 0.0 for result in results[: len(used)]]
    assert 0.0 < errors[0] < 5.0, "the floor of float32, at most (w h)^4 / 384 of the radius"
    assert errors == sorted(errors)
    assert all((result.ratio or 9.0) < 1.0 for result in results), "less than a pixel wherever it is used"
    assert all("read back from the shader" in result.note for result in results)


def test_without_a_graphics_card_that_line_is_not_measured(inputs: Inputs) -> None:
    (result,) = on_graphics_card(inputs)
    if result.ratio is None:
        assert result.note.startswith("not measured: ")
        assert "GPU" in result.note or "EGL" in result.note
    else:
        assert "frames/s" in result.note


def test_drivers_that_draw_on_the_processor_are_known() -> None:
    assert is_software("llvmpipe (LLVM 15.0.6, 256 bits)")
    assert not is_software("NVIDIA H100/PCIe/SSE2")
