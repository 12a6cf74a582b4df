"""What goes into a run file comes out of it, whatever its shape and however it was flushed."""

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.entity import EntityRef
from dawnline.recording.errors import EntityNotFound, RunFileError
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import round_bits
from dawnline.recording.writer import RunWriter
from dawnline_testing.small_run import CATALOGUE, STEP_S, small_frame, small_header, write_small_run


def expected(satellites, frame, kind, key):
    values = small_frame(satellites, frame).values[kind][key]
    return round_bits(values, CATALOGUE.find(kind, key).kept_bits) if values.dtype == np.float32 else values


def assert_holds(recording, satellites, frames):
    """Every value of every channel, frame by frame and as series."""
    assert recording.frame_count == frames
    for channel in CATALOGUE.channels:
        want = np.stack([expected(satellites, frame, channel.kind, channel.key) for frame in range(frames)])
        got = [recording.values(channel.kind, channel.key, frame) for frame in range(frames)]
        assert {row.dtype for row in got} == {want.dtype}
        assert np.array_equal(np.stack(got), want, equal_nan=want.dtype == np.float32)
        n = want.shape[1]
        for index in {0, n // 2, n - 1} if n else ():
            t_s, values = recording.series(channel.kind, channel.key, index)
            assert np.array_equal(t_s, np.arange(frames) * STEP_S)
            assert np.array_equal(values, want[:, index], equal_nan=want.dtype == np.float32)
    assert recording.gaps == ()


@settings(max_examples=12, deadline=None)
@given(
    satellites=st.sampled_from([0, 1, 499, 500, 501, 1001]),
    frames=st.sampled_from([1, 59, 60, 61, 121]),
    flush_every=st.sampled_from([1, 7, 30, 60, 1000]),
    stage_frames=st.sampled_from([1, 7, 60]),
)
def test_round_trip(satellites, frames, flush_every, stage_frames):
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.dawn")
        frame_bytes = satellites * 9 + 8
        with RunWriter(
            path, small_header(satellites, frames), stage_bytes=frame_bytes * stage_frames
        ) as writer:
            for index in range(frames):
                writer.append(small_frame(satellites, index))
                if index % flush_every == 0:
                    writer.flush()
            writer.finish("complete")
        with Recording.open(path) as recording:
            assert recording.state == "complete"
            assert_holds(recording, satellites, frames)
        assert [file.name for file in Path(folder).iterdir()] == ["run.dawn"]


def test_digests_do_not_depend_on_how_it_was_flushed(tmp_path):
    patterns = {"never": (), "always": range(75), "odd": range(3, 75, 17)}
    found = []
    for name, flushed in patterns.items():
        path = write_small_run(tmp_path / f"{name}.dawn", 501, 75, flush_after=flushed)
        with Recording.open(path) as recording:
            found.append(recording.digests())
    assert found[0] == found[1] == found[2]
    assert len(found[0]["frames"]) == len(found[0]["run"]) == 64


def test_digests_tell_runs_apart(tmp_path):
    changes = [{}, {"seed": 8}, {"version": "0.0.other"}, {"document": "{}"}]
    digests = []
    for number, change in enumerate(changes):
        with Recording.open(write_small_run(tmp_path / f"{number}.dawn", **change)) as recording:
            digests.append(recording.digests())
    assert len({digest["frames"] for digest in digests}) == 1
    assert len({digest["run"] for digest in digests}) == len(changes)
    with Recording.open(write_small_run(tmp_path / "shorter.dawn", frames=89)) as recording:
        assert recording.digests()["frames"] != digests[0]["frames"]


def test_the_header_comes_back(tmp_path):
    path = write_small_run(tmp_path / "run.dawn", 9)
    want = small_header(9, 90)
    with Recording.open(path) as recording:
        got = recording.header
        for field in (
            "title",
            "description",
            "epoch",
            "step_s",
            "duration_s",
            "frame_count",
            "seed",
            "version",
        ):
            assert getattr(got, field) == getattr(want, field), field
        assert (got.document, got.warnings, got.catalogue) == (want.document, want.warnings, want.catalogue)
        for field in ("groups", "buses", "sites", "regions", "workloads"):
            assert getattr(got.fleet, field) == getattr(want.fleet, field), field
        assert got.fleet.satellites.ids == want.fleet.satellites.ids
        assert np.array_equal(got.fleet.plane_of, want.fleet.plane_of)
        assert np.isinf(got.fleet.satellites.until_s).all()
        # To the last bit: a run places its satellites where the simulation had them.
        for t_s in (0.0, 5400.0):
            assert np.array_equal(got.ephemeris.teme(t_s).r_teme_m, want.ephemeris.teme(t_s).r_teme_m)
        assert np.isfinite(got.ephemeris.teme(0.0).r_teme_m).all()


def test_time_and_frames(tmp_path):
    with Recording.open(write_small_run(tmp_path / "run.dawn")) as recording:
        assert recording.end_s == 89 * STEP_S
        assert [recording.frame_index_at(t) for t in (-5, 0, 59.9, 60, 61, 1e9)] == [0, 0, 0, 1, 1, 89]
        assert all(recording.frame_index_at(k * STEP_S) == k for k in range(90))
        frame = recording.at(130.0)
        assert (frame.index, frame.t_s) == (2, 120.0)
        assert np.array_equal(frame.values["satellite"]["requests"], expected(7, 2, "satellite", "requests"))
        assert frame.ledger == small_frame(7, 2).ledger
        with pytest.raises(ValueError, match="finite"):
            recording.frame_index_at(float("nan"))
        with pytest.raises(IndexError, match="frame 90 of 90"):
            recording.values("satellite", "soc_frac", 90)
        with pytest.raises(KeyError, match="soc_frac, limiter, requests"):
            recording.values("satellite", "nonsense", 0)


@given(st.integers(-3, 95), st.integers(-3, 95), st.floats(0, 0.9))
@settings(max_examples=60, deadline=None)
def test_a_series_is_cut_to_its_times(run_of_90, first, last, rest):
    t0_s, t1_s = (first + rest) * STEP_S, (last + rest) * STEP_S
    t_s, values = run_of_90.series("satellite", "requests", 3, t0_s, t1_s)
    all_t_s, all_values = run_of_90.series("satellite", "requests", 3)
    inside = (all_t_s >= t0_s - 1e-6) & (all_t_s <= t1_s + 1e-6)
    assert np.array_equal(t_s, all_t_s[inside])
    assert np.array_equal(values, all_values[inside])


@pytest.fixture(scope="module")
def run_of_90(tmp_path_factory):
    with Recording.open(write_small_run(tmp_path_factory.mktemp("run") / "run.dawn")) as recording:
        yield recording


def test_a_series_of_nobody(run_of_90):
    with pytest.raises(IndexError, match="satellite 7 of 7"):
        run_of_90.series("satellite", "soc_frac", 7)


def test_the_ledger_is_exact(run_of_90):
    assert run_of_90.ledger_keys("satellite") == ("in_j", "out_j")
    assert run_of_90.ledger_keys("region") == ()
    t_s, values = run_of_90.ledger("satellite", "in_j")
    assert np.array_equal(t_s, np.arange(90) * STEP_S)
    assert values.tolist() == [index / 3.0 for index in range(90)]
    with pytest.raises(KeyError, match="in_j, out_j"):
        run_of_90.ledger("satellite", "lost_j")


def test_checkpoints(run_of_90):
    frame, state = run_of_90.checkpoint_before(79)
    assert frame == 40
    assert state["soc"].tolist() == [40.0, 41.0, 42.0, 43.0, 44.0]
    assert state["n"].shape == ()
    assert state["b"].dtype == np.bool_
    assert run_of_90.checkpoint_before(80)[0] == 80
    assert run_of_90.checkpoint_before(-1) is None


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("satellite:f/SAT-4", EntityRef("satellite", 4)),
        ("SAT-4", EntityRef("satellite", 4)),
        ("sat-4", EntityRef("satellite", 4)),
        ("f/SAT-4", EntityRef("satellite", 4)),
        ("#44002", EntityRef("satellite", 2)),
        ("p1/east", EntityRef("site", 1)),
    ],
)
def test_entities_are_found(run_of_90, name, ref):
    assert run_of_90.find_entity(name) == ref


def test_what_is_not_one_entity_names_candidates(run_of_90):
    with pytest.raises(EntityNotFound, match="2 entities") as ambiguous:
        run_of_90.find_entity("east")
    assert ambiguous.value.candidates == ("site:p0/east", "site:p1/east")
    with pytest.raises(EntityNotFound, match="no entity answers to 'SAT-44'") as unknown:
        run_of_90.find_entity("SAT-44")
    assert "satellite:f/SAT-4" in unknown.value.candidates
    for nobody in ("", "#", "#99999999999999999999999", "#-1", "\x00", "satellite:"):
        with pytest.raises(EntityNotFound):
            run_of_90.find_entity(nobody)


def test_threads_read_the_same(run_of_90):
    wrong = []

    def read(offset):
        for k in range(150):
            frame = (k * 37 + offset) % 90
            got = run_of_90.values("satellite", "requests", frame)
            series = run_of_90.series("satellite", "requests", k % 7)[1]
            if (
                not np.array_equal(got, expected(7, frame, "satellite", "requests"))
                or series[frame] != got[k % 7]
            ):
                wrong.append((offset, frame))

    threads = [threading.Thread(target=read, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_seek_decodes_only_what_was_flushed_with_its_frame(tmp_path):
    """Blocks in parts are read part by part, in any order; one that grows is not read anew."""
    path = tmp_path / "run.dawn"
    bytes_a_frame = 501 * 4
    with RunWriter(path, small_header(501, 40)) as writer:
        for index in range(25):
            writer.append(small_frame(501, index))
            if index % 10 == 9:
                writer.flush()
        writer.flush()
        with Recording.open(path) as recording:
            kept = recording._cached._cache
            for frame, parts in ((12, 10), (19, 10), (3, 20), (24, 25), (10, 25)):
                got = recording.values("satellite", "requests", frame)
                assert np.array_equal(got, expected(501, frame, "satellite", "requests"))
                assert kept.used_bytes == parts * bytes_a_frame
            for index in range(25, 40):
                writer.append(small_frame(501, index))
            writer.finish("complete")
            assert recording.refresh()
            got = recording.values("satellite", "requests", 39)
            assert np.array_equal(got, expected(501, 39, "satellite", "requests"))
            assert kept.used_bytes == 40 * bytes_a_frame
            assert_holds(recording, 501, 40)


def test_a_small_cache_reads_the_same(tmp_path):
    path = write_small_run(tmp_path / "run.dawn", 501, 130)
    with Recording(path, cache_bytes=1) as recording:
        assert_holds(recording, 501, 130)


def test_an_existing_file_is_kept(tmp_path):
    path = write_small_run(tmp_path / "run.dawn")
    before = path.read_bytes()
    with pytest.raises(RunFileError, match="exists already"):
        RunWriter(path, small_header(7, 3))
    other = tmp_path / "thesis.txt"
    other.write_text("do not lose me")
    with pytest.raises(RunFileError, match="is not a run file"):
        RunWriter(other, small_header(7, 3), overwrite=True)
    assert (path.read_bytes(), other.read_text()) == (before, "do not lose me")
    with RunWriter(path, small_header(7, 3), overwrite=True) as writer:
        writer.append(small_frame(7, 0))
        writer.finish("cancelled")
    with Recording.open(path) as recording:
        assert (recording.frame_count, recording.state) == (1, "cancelled")


def test_frames_that_do_not_fit_are_refused(tmp_path):
    with RunWriter(tmp_path / "run.dawn", small_header(7, 9)) as writer:
        with pytest.raises(ValueError, match="expected frame 0 of 9"):
            writer.append(small_frame(7, 1))
        with pytest.raises(ValueError, match=r"expected float32 \(7,\)"):
            writer.append(small_frame(8, 0))
        writer.append(small_frame(7, 0))
        assert (writer.frames, writer.flushed_frames) == (1, 0)
    with pytest.raises(RunFileError, match="cannot be written"):
        RunWriter(tmp_path / "nowhere" / "run.dawn", small_header(7, 9))
