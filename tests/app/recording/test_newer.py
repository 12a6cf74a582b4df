"""A run of a newer format says who made it and what to do, whatever else is in it; older ones are read."""

import json
import sqlite3
from pathlib import Path

import pytest

from dawnline import __version__
from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import APPLICATION_ID, FORMAT
from dawnline.recording.marks import Marks
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import crc_of
from dawnline_testing.small_run import write_small_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_small_run(tmp_path / "run.dawn", 3, 5)


def sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def set_facts(path: Path, **changes: object) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    (text,) = connection.execute("SELECT json FROM document WHERE name = 'run'").fetchone()
    facts = {key: value for key, value in {**json.loads(text), **changes}.items() if value is not None}
    text = json.dumps(facts)
    connection.execute(
        "UPDATE document SET json = ?, crc = ? WHERE name = 'run'", (text, crc_of(text.encode()))
    )
    connection.close()


def refused(path: Path) -> str:
    with pytest.raises(RunFileError) as error:
        Recording.open(path)
    with pytest.raises(RunFileError):
        Marks(path).add("note", 0.0, "must not be written into what is not understood")
    assert not list(path.parent.glob(f"{path.name}-*")), "nothing is left beside it"
    return str(error.value)


def test_it_says_who_made_it_and_what_to_do(run: Path) -> None:
    set_facts(run, version="0.4.0")
    sql(run, f"PRAGMA user_version={FORMAT + 1}", "CREATE TABLE film (frame INTEGER)", "DROP TABLE ledger")
    before = run.read_bytes()
    assert refused(run) == (
        f"{run}: is a run of format {FORMAT + 1}, made by Dawnline 0.4.0; this Dawnline {__version__} reads "
        f"format {FORMAT}; expected to be opened with Dawnline 0.4.0 or newer, or its scenario to be "
        "simulated again with this one"
    )
    assert run.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE document",),
        ("UPDATE document SET json = 'no JSON' WHERE name = 'run'",),
        ("UPDATE document SET json = '[1]' WHERE name = 'run'",),
        ("""UPDATE document SET json = '{"version": "0.4\u001b[2J"}' WHERE name = 'run'""",),
        ("""UPDATE document SET json = '{"version": 4}' WHERE name = 'run'""",),
        (
            "DROP TABLE document",
            "CREATE VIEW document AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT 'run' AS name, max(i) AS json FROM n",
        ),
    ],
)
def test_without_a_maker_it_says_the_rest(run: Path, statements: tuple[str, ...]) -> None:
    sql(run, *statements, f"PRAGMA user_version={FORMAT + 7}")
    said = refused(run)
    assert f"format {FORMAT + 7}, made by a newer Dawnline; this Dawnline {__version__}" in said
    assert "\x1b" not in said


def test_a_head_alone_is_enough(tmp_path: Path) -> None:
    head = bytearray(b"SQLite format 3\x00" + bytes(84 + 4000))
    head[60:64] = (FORMAT + 1).to_bytes(4, "big")
    head[68:72] = APPLICATION_ID.to_bytes(4, "big")
    path = tmp_path / "head.dawn"
    path.write_bytes(head)
    assert "made by a newer Dawnline" in refused(path)


def test_a_run_as_the_first_version_wrote_it_is_read(run: Path) -> None:
    """Its facts had no ``extras``: there were neither networks nor events."""
    set_facts(run, extras=None, version="0.0.9")
    with Recording.open(run) as recording:
        assert recording.frame_count == 5
        assert recording.header.version == "0.0.9"
        assert recording.header.events == ()


def test_what_a_newer_version_adds_in_the_same_format_is_left_alone(run: Path) -> None:
    set_facts(run, version="0.9.0", extras=["chapters"], camera={"path": [1, 2]})
    sql(run, "INSERT INTO document VALUES ('chapters', 0, '[]')")
    before = run.read_bytes()
    with Recording.open(run) as recording:
        assert recording.frame_count == 5
        assert not recording.verify()
    assert run.read_bytes() == before
