"""Foreign, damaged and hostile run files: a clear error or a marked gap, never a crash, a hang or a flood."""

import json
import sqlite3
from pathlib import Path

import numpy as np
import psutil
import pytest

from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import APPLICATION_ID, FORMAT, tile_id
from dawnline.recording.marks import Marks
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import crc_of, encode
from dawnline_testing.small_run import write_small_run

SATELLITES, FRAMES = 520, 70


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return write_small_run(
        tmp_path_factory.mktemp("whole") / "run.dawn", SATELLITES, FRAMES, flush_after=(65,)
    )


@pytest.fixture
def run(whole, tmp_path):
    """Return a fresh copy of a good run."""
    path = tmp_path / "run.dawn"
    path.write_bytes(whole.read_bytes())
    return path


def sql(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        text, *values = statement if isinstance(statement, tuple) else (statement,)
        connection.execute(text, values)
    connection.close()


def read_everything(path: Path) -> int:
    """Open a file and ask for everything; return how many gaps there are."""
    with Recording.open(path) as recording:
        recording.verify()
        for channel in recording.header.catalogue.channels:
            for index in range(0, len(recording.header.fleet.tables[channel.kind]), 100):
                recording.series(channel.kind, channel.key, index)
        if recording.frame_count:
            recording.at(recording.end_s)
            recording.checkpoint_before(recording.frame_count)
        for kind in ("satellite", "site"):
            for key in recording.ledger_keys(kind):
                recording.ledger(kind, key)
        recording.header.ephemeris.teme(0.0)
        return len(recording.gaps)


def assert_right(error: RunFileError, path: Path) -> None:
    assert error.path == path
    assert str(error).startswith(f"{path}: ")
    assert "; expected " in str(error)
    assert len(str(error)) < 1000


def test_the_good_run_is_good(run):
    assert read_everything(run) == 0


def test_flipped_bits(run, whole):
    """Wherever bits flip: an error, a gap, or a place that nobody reads; values that are shown are true."""
    with Recording.open(whole) as recording:
        truth = [recording.values("satellite", "requests", frame) for frame in range(FRAMES)]
    rng = np.random.Generator(np.random.Philox(11))
    good = whole.read_bytes()
    outcomes = {"error": 0, "gap": 0, "unharmed": 0}
    for trial in range(150):
        hurt = bytearray(good)
        for bit in rng.integers(0, len(good) * 8, 1 + trial % 12).tolist():
            hurt[bit // 8] ^= 1 << bit % 8
        run.write_bytes(hurt)
        try:
            gaps = read_everything(run)
            with Recording.open(run) as recording:
                for frame in range(recording.frame_count):
                    values = recording.values("satellite", "requests", frame)
                    assert np.all((values == truth[frame]) | (values == -1))
        except RunFileError as error:
            assert_right(error, run)
            outcomes["error"] += 1
        else:
            outcomes["gap" if gaps else "unharmed"] += 1
    assert min(outcomes["error"], outcomes["gap"]) > 5, outcomes


def test_cut_off(run, whole):
    good = whole.read_bytes()
    rng = np.random.Generator(np.random.Philox(12))
    lengths = [0, 1, 15, 16, 17, 99, 100, 101, 4096, *rng.integers(0, len(good), 40).tolist(), len(good) - 1]
    refused = 0
    for length in lengths:
        run.write_bytes(good[:length])
        try:
            assert read_everything(run) > 0
        except RunFileError as error:
            assert_right(error, run)
            refused += 1
    assert refused > len(lengths) // 2


def test_other_files(tmp_path):
    path = tmp_path / "x.dawn"
    rng = np.random.Generator(np.random.Philox(13))
    for content in (
        b"",
        b"hello",
        b"SQLite format 3\x00",
        rng.bytes(50_000),
        b"SQLite format 3\x00" + bytes(5000),
    ):
        path.write_bytes(content)
        with pytest.raises(RunFileError) as error:
            Recording.open(path)
        assert_right(error.value, path)
    path.unlink()
    with pytest.raises(RunFileError, match="is not there"):
        Recording.open(path)
    with pytest.raises(RunFileError, match="is not a file"):
        Recording.open(tmp_path)
    sql(path, "CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(RunFileError, match="another program"):
        Recording.open(path)
    with pytest.raises(RunFileError, match="another program"):
        Marks(path).add("note", 0.0, "x")
    assert path.read_bytes() == before


def test_random_bytes_behind_our_marks(tmp_path):
    path = tmp_path / "x.dawn"
    rng = np.random.Generator(np.random.Philox(14))
    for trial in range(60):
        head = bytearray(b"SQLite format 3\x00" + rng.bytes(84 + 4096 * 6))
        head[16:24] = bytes([16, 0, 1 + trial % 2, 1 + trial % 2, 0, 64, 32, 32])
        head[60:64], head[68:72] = FORMAT.to_bytes(4, "big"), APPLICATION_ID.to_bytes(4, "big")
        path.write_bytes(head)
        with pytest.raises(RunFileError) as error:
            Recording.open(path)
        assert_right(error.value, path)


@pytest.mark.parametrize(
    "trick",
    [
        "CREATE TRIGGER t AFTER INSERT ON mark BEGIN DELETE FROM tile; END",
        "CREATE VIEW v AS SELECT * FROM tile",
        "CREATE TABLE more (x)",
        "CREATE INDEX i ON tile (abs(frames))",
        "ALTER TABLE tile ADD COLUMN y ANY AS (abs(frames))",
        "DROP TABLE ledger",
    ],
)
def test_sql_tricks(run, trick):
    sql(run, trick)
    with pytest.raises(RunFileError, match="tables are not those of a run file"):
        Recording.open(run)
    with pytest.raises(RunFileError):
        Marks(run).add("note", 0.0, "x")


def test_a_view_in_place_of_a_table(run):
    endless = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 1, x'00' FROM n"
    sql(run, "DROP TABLE tile", f"CREATE VIEW tile (id, frames, crc, data) AS {endless}")
    with pytest.raises(RunFileError, match="tables are not those of a run file"):
        Recording.open(run)


def replace_text(path, name, text):
    sql(path, ("UPDATE document SET json = ?, crc = ? WHERE name = ?", text, crc_of(text.encode()), name))


def facts_of(path) -> dict:
    connection = sqlite3.connect(path)
    (text,) = connection.execute("SELECT json FROM document WHERE name = 'run'").fetchone()
    connection.close()
    return json.loads(text)


@pytest.mark.parametrize(
    "change",
    [
        {"step_s": 0.0},
        {"step_s": -60.0},
        {"step_s": float("nan")},
        {"step_s": 1e308},
        {"step_s": "soon"},
        {"duration_s": float("inf")},
        {"frame_count": 10**12},
        {"frame_count": 10},
        {"frame_count": -1},
        {"jd": 1e300},
        {"fraction": float("nan")},
        {"kinds": ["satellite"]},
        {"kinds": ["satellite", "site", "region", "workload", "fleet", "link"]},
        {"kinds": ["__class__"]},
        {"parts": []},
        {"parts": ["elements"] * 3},
        {"parts": ["pickle", "kepler"]},
        {"title": None},
        {"title": ["a"]},
    ],
)
def test_facts_that_make_no_sense(run, change):
    replace_text(run, "run", json.dumps(facts_of(run) | change))
    with pytest.raises(RunFileError) as error:
        Recording.open(run)
    assert_right(error.value, run)


@pytest.mark.parametrize(
    "name", ["run", "catalogue", "buses", "sites", "groups", "satellite.ids", "warnings"]
)
@pytest.mark.parametrize(
    "text", ["", "null", "{", "[" * 100_000, '[{"a":' * 5000, "[1e999]", '["\\ud800"]', "[[]]", "9" * 50_000]
)
def test_documents_that_make_no_sense(run, name, text):
    replace_text(run, name, text)
    with pytest.raises(RunFileError) as error:
        Recording.open(run)
    assert_right(error.value, run)


def test_documents_and_arrays_of_another_kind(run, whole):
    for statement in (
        "UPDATE document SET json = 'x' || json WHERE name = 'scenario'",
        "DELETE FROM document WHERE name = 'sites'",
        "DELETE FROM array WHERE name = 'satellite.parent'",
        "UPDATE array SET data = x'' WHERE name = 'satellite.bus_of'",
        "UPDATE array SET dtype = '|O' WHERE name = 'satellite.bus_of'",
        "UPDATE array SET data = zeroblob(2080) WHERE name = 'satellite.plane_of'",
        "UPDATE array SET data = zeroblob(200000000) WHERE name = 'part1.a_m'",
        "UPDATE progress SET frames = -1",
        "UPDATE progress SET frames = 71",
        "UPDATE progress SET state = 'finished'",
        "DELETE FROM progress",
    ):
        run.write_bytes(whole.read_bytes())
        sql(run, statement)
        with pytest.raises(RunFileError) as error:
            Recording.open(run)
        assert_right(error.value, run)


def test_more_frames_than_bytes(run):
    facts = facts_of(run) | {"frame_count": 2**24, "step_s": 1.0}
    replace_text(run, "run", json.dumps(facts))
    sql(run, f"UPDATE progress SET frames = {2**24}")
    with pytest.raises(RunFileError, match="claims 16777216 frames in"):
        Recording.open(run)


def lost(path) -> list[str]:
    with Recording.open(path) as recording:
        return [str(gap) for gap in recording.verify()]


def test_a_lost_tile_is_a_marked_gap(run):
    sql(run, f"DELETE FROM tile WHERE id = {tile_id(0, 0, 1)}")
    with Recording.open(run) as recording:
        values = recording.values("satellite", "soc_frac", 5)
        assert np.isnan(values[500:]).all()
        assert not np.isnan(values[:500]).all()
        t_s, series = recording.series("satellite", "soc_frac", 510)
        assert len(t_s) == FRAMES
        assert np.isnan(series[:60]).all()
        assert np.isfinite(series[60:]).any()
        assert [str(gap) for gap in recording.verify()] == [
            "satellite soc_frac: frames 0 to 59, entities 500 to 519: missing"
        ]


def test_what_is_lost_reads_as_unknown(run):
    sql(run, f"DELETE FROM tile WHERE id >= {tile_id(1, 0, 0)}")
    with Recording.open(run) as recording:
        frame = recording.at(65 * 60.0)
        assert np.isnan(frame.values["satellite"]["soc_frac"]).all()
        assert set(frame.values["satellite"]["limiter"]) == {255}
        assert set(frame.values["satellite"]["requests"]) == {-1}
        assert len(recording.gaps) == 3 * 2 + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tile SET crc = crc + 1",
        "UPDATE tile SET data = zeroblob(100)",
        "UPDATE tile SET data = zeroblob(30000000) WHERE frames = 60 AND id % 2 = 0",
        "UPDATE tile SET data = x''",
        "UPDATE tile SET frames = 0",
        "UPDATE tile SET frames = -5",
        "UPDATE tile SET frames = 61",
        "UPDATE tile SET frames = 9000000000000000000",
        "DELETE FROM tile",
    ],
)
def test_tiles_that_make_no_sense(run, statement):
    sql(run, statement)
    before = psutil.Process().memory_info().rss
    gaps = lost(run)
    assert gaps
    assert psutil.Process().memory_info().rss - before < 150_000_000


def test_a_forged_bomb(run):
    """A tile with a right CRC that unpacks to far more than it should."""
    bomb = encode(np.zeros(2**27, np.uint8))
    key = tile_id(0, 0, 0)
    sql(run, ("UPDATE tile SET data = ?, crc = ? WHERE id = ?", bomb, crc_of(bomb, key, 60), key))
    assert any("claims 134217728 bytes" in gap for gap in lost(run))


def test_parts_that_overlap(run):
    """Two tiles over the same frames: the first one counts, what cannot be is passed over."""
    with Recording.open(run) as recording:
        want = recording.values("satellite", "requests", 30)
    part = encode(np.zeros((500, 20), np.int32))
    key = tile_id(0, 3, 0, 20)
    sql(run, ("INSERT INTO tile VALUES (?, 20, ?, ?)", key, crc_of(part, key, 20), part))
    with Recording.open(run) as recording:
        assert np.array_equal(recording.values("satellite", "requests", 30), want)


def test_a_code_without_a_name_is_unknown(run):
    tile = np.full((500, 60), 200, np.uint8)
    data, key = encode(tile), tile_id(0, 2, 0)
    sql(run, ("UPDATE tile SET data = ?, crc = ? WHERE id = ?", data, crc_of(data, key, 60), key))
    with Recording.open(run) as recording:
        assert set(recording.values("satellite", "limiter", 3)[:500]) == {255}


def test_ledger_and_checkpoints_that_make_no_sense(run):
    sql(
        run,
        "UPDATE ledger SET data = x'00' WHERE frame = 3",
        "UPDATE ledger SET crc = 0 WHERE frame = 4",
        'UPDATE checkpoint SET arrays = \'[["a","|O",[1]]]\'',
    )
    with Recording.open(run) as recording:
        values = recording.ledger("satellite", "in_j")[1]
        assert np.flatnonzero(np.isnan(values)).tolist() == [3, 4]
        with pytest.raises(RunFileError, match="checkpoint"):
            recording.checkpoint_before(10)


def test_a_hostile_wal_beside_it(run, whole):
    """Whatever lies beside a run: it opens, or says why not."""
    rng = np.random.Generator(np.random.Philox(15))
    wal, journal = run.with_name("run.dawn-wal"), run.with_name("run.dawn-journal")
    head = bytes.fromhex("377f0682002de218") + (16_384).to_bytes(4, "big")
    for trial in range(20):
        content = bytearray(whole.read_bytes())
        content[18:20] = b"\x02\x02" if trial % 2 else b"\x01\x01"
        run.write_bytes(content)
        wal.write_bytes(head + rng.bytes(20_000))
        if trial % 4 >= 2:
            journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + rng.bytes(20_000))
        try:
            read_everything(run)
        except RunFileError as error:
            assert_right(error, run)
        for file in run.parent.iterdir():
            file.unlink()
