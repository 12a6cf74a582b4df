"""A run file while it is written, after its writer was killed, and in places where nothing can be written."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dawnline.recording.errors import RunFileError
from dawnline.recording.marks import Mark, Marks
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline_testing.small_run import small_frame, small_header, write_small_run

SUPPORT = Path(__file__).parents[2] / "support"
# Writes frames for ever, says how many are flushed, and is killed somewhere in between.
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from dawnline_testing.small_run import small_frame, small_header
from dawnline.recording.writer import RunWriter
writer = RunWriter(Path(sys.argv[1]), small_header(1200, 100_000))
for index in range(100_000):
    writer.append(small_frame(1200, index))
    if index % 11 == 0:
        writer.flush()
    print(writer.flushed_frames, flush=True)
"""


def killed_run(path: Path, frames: int) -> int:
    """Start a writer, kill it once it says that ``frames`` are flushed; return what it said last."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(SUPPORT)], stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            if int(line) >= frames:
                break
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        rest = process.stdout.read().splitlines()
        process.wait()
    whole = [int(text) for text in rest[:-1]]
    return max([int(line), *whole])


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("frames", [1, 40, 61, 200])
def test_a_killed_writer_loses_only_what_was_not_flushed(tmp_path, frames):
    path = tmp_path / "run.dawn"
    said = killed_run(path, frames)
    assert names_in(tmp_path) == ["run.dawn", "run.dawn-lock", "run.dawn-shm", "run.dawn-wal"]
    with Recording.open(path) as recording:
        assert recording.state == "interrupted"
        assert recording.frame_count >= said >= frames
        for frame in {0, said // 2, said - 1, recording.frame_count - 1}:
            got = recording.values("satellite", "requests", frame)
            assert np.array_equal(got, small_frame(1200, frame).values["satellite"]["requests"])
        assert recording.verify() == ()
    assert names_in(tmp_path) == ["run.dawn"]
    with Recording.open(path) as recording:
        assert (recording.state, recording.verify()) == ("interrupted", ())


def test_the_copy_of_half_a_run_says_so(tmp_path):
    path, there = tmp_path / "run.dawn", tmp_path / "there"
    killed_run(path, 100)
    there.mkdir()
    shutil.copy(path, there)
    for _ in range(2):  # the first look must not make it seem whole to the second
        with pytest.raises(RunFileError, match=r"copied without run\.dawn-wal.*side by side"):
            Recording.open(there / "run.dawn")
    assert names_in(there) == ["run.dawn"]
    shutil.copy(path.with_name("run.dawn-wal"), there)
    with Recording.open(there / "run.dawn") as recording:
        assert recording.frame_count >= 100
        assert recording.verify() == ()
    assert names_in(there) == ["run.dawn"]


def test_a_reader_follows_the_writer(tmp_path):
    path = tmp_path / "run.dawn"
    writer = RunWriter(path, small_header(7, 130))
    recording = Recording.open(path)
    assert (recording.state, recording.frame_count, recording.end_s) == ("running", 0, 0.0)
    with pytest.raises(IndexError):
        recording.at(0.0)
    seen = []
    for index in range(130):
        writer.append(small_frame(7, index))
        if index % 25 == 0:
            news = writer.flushed_frames != recording.frame_count
            assert recording.refresh() == news
            writer.flush()
            assert recording.refresh()
            assert not recording.refresh()
            seen.append(recording.revision)
            assert recording.frame_count == index + 1
            want = small_frame(7, index).values["satellite"]["limiter"]
            assert np.array_equal(recording.at(1e9).values["satellite"]["limiter"], want)
            assert recording.series("satellite", "limiter", 3)[1][-1] == want[3]
    assert seen == sorted(set(seen))
    writer.finish("complete")  # while the recording is open: the reader is the last one out
    assert recording.refresh()
    assert (recording.state, recording.frame_count) == ("complete", 130)
    assert recording.verify() == ()
    second = Recording.open(path)
    recording.close()
    second.close()
    assert names_in(tmp_path) == ["run.dawn"]
    with Recording.open(path) as again:
        assert (again.state, again.frame_count) == ("complete", 130)


def test_a_writer_that_gives_up_leaves_an_interrupted_run(tmp_path):
    path = tmp_path / "run.dawn"

    def give_up():
        with RunWriter(path, small_header(7, 130)) as writer:
            writer.append(small_frame(7, 0))
            raise RuntimeError("the simulation failed")

    with pytest.raises(RuntimeError):
        give_up()
    with Recording.open(path) as recording:
        assert (recording.state, recording.frame_count) == ("interrupted", 1)
    assert names_in(tmp_path) == ["run.dawn"]


def test_two_writers_are_one_too_many(tmp_path):
    path = tmp_path / "run.dawn"
    with RunWriter(path, small_header(7, 130)), pytest.raises(RunFileError, match="written already"):
        RunWriter(path, small_header(7, 130), overwrite=True)


def test_marks_are_written_beside_a_writer(tmp_path):
    path = tmp_path / "run.dawn"
    marks = Marks(path)
    with RunWriter(path, small_header(7, 130)) as writer:
        first = marks.add("note", 90.0, "look here", "satellite:f/SAT-1")
        writer.append(small_frame(7, 0))
        writer.flush()
        marks.add("bookmark", 30.0, "start")
        writer.finish("complete")
    marks.remove(first + 100)
    assert [mark.text for mark in marks.all()] == ["start", "look here"]
    assert marks.all()[1] == Mark(first, "note", 90.0, "satellite:f/SAT-1", "look here")
    marks.remove(first)
    assert [mark.text for mark in marks.all()] == ["start"]
    with pytest.raises(ValueError, match="10001 characters"):
        marks.add("note", 0.0, "x" * 10_001)
    with Recording.open(path) as recording:
        assert recording.verify() == ()
    with pytest.raises(RunFileError, match="is not there"):
        Marks(tmp_path / "none.dawn").add("note", 0.0, "x")
    assert names_in(tmp_path) == ["run.dawn"]


READER = """
import os
import sys
from pathlib import Path
from dawnline.recording.recording import Recording
from dawnline.recording.errors import RunFileError
if os.geteuid() == 0:  # root may write everywhere; everything is loaded by now
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
try:
    with Recording.open(Path(sys.argv[1])) as recording:
        print(recording.state, recording.frame_count, len(recording.verify()))
except RunFileError as error:
    print("error", error)
"""


def read_without_rights(path: Path) -> str:
    """Read a run as somebody who may not write into its folder; return the line that was printed."""
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr


@pytest.fixture
def sealed_folder(tmp_path):
    """Return how to make a folder that others may read and nobody but root may write."""
    folder = Path("/tmp") if tmp_path.is_relative_to("/tmp") else tmp_path
    place = folder / f"dawnline-sealed-{os.getpid()}"
    place.mkdir()
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def seal(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


@pytest.mark.skipif(os.name != "posix", reason="folders are sealed in another way on Windows")
def test_a_read_only_place(sealed_folder):
    write_small_run(sealed_folder / "run.dawn")
    seal(sealed_folder)
    assert read_without_rights(sealed_folder / "run.dawn") == "complete 90 0"


@pytest.mark.skipif(os.name != "posix", reason="folders are sealed in another way on Windows")
def test_a_killed_run_in_a_read_only_place(sealed_folder):
    path = sealed_folder / "run.dawn"
    killed_run(path, 100)
    seal(sealed_folder)
    with_all = read_without_rights(path)
    sealed_folder.chmod(0o755)
    path.with_name("run.dawn-shm").unlink()
    seal(sealed_folder)
    without = read_without_rights(path)
    assert with_all.startswith("interrupted") or "read-only folder" in with_all, with_all
    assert "read-only folder" in without
    assert "run.dawn-wal" in without
