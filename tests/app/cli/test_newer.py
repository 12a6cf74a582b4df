"""What a newer Dawnline made: every verb says so in words and ends with 2, and leaves the file as it is."""

import sqlite3
from pathlib import Path

import pytest

from dawnline.cli.main import main
from dawnline_testing.small_run import write_small_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    path = write_small_run(tmp_path / "new.dawn", 3, 5)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    return path


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "new.toml"
    path.write_text('[scenario]\nformat = 2\n[[alarm]]\nnew = "words"\n[future]\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["info", "RUN"],
        ["info", "--verify", "RUN"],
        ["sample", "RUN", "--entity", "SAT-1", "--channel", "soc_frac"],
        ["snapshot", "RUN", "-o", "OUT.png"],
        ["info", "SCENARIO"],
        ["validate", "SCENARIO"],
        ["simulate", "SCENARIO", "-o", "OUT.dawn"],
        ["simulate", "SCENARIO", "-o", "OUT.dawn", "--seed", "1", "--progress", "jsonl"],
    ],
    ids=" ".join,
)
def test_every_verb_refuses_it(
    words: list[str], run: Path, scenario: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = {"RUN": run, "SCENARIO": scenario, "OUT.png": tmp_path / "o.png", "OUT.dawn": tmp_path / "o.dawn"}
    before = run.read_bytes()
    assert main([str(names.get(word, word)) for word in words]) == 2
    said = capsys.readouterr()
    told = said.err + said.out
    assert "format 2" in told
    assert "reads format 1" in told
    assert "newer" in told
    assert len(said.err.splitlines()) <= 1, "one sentence, not one for each line that is new"
    assert "alarm" not in told
    assert run.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"new.dawn", "new.toml"}
