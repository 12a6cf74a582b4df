"""``dawnline schema``: the published schema, on standard output or in a file."""

import json
from pathlib import Path

import pytest

from dawnline.cli.main import main


def test_printed_and_written_are_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    schema = json.loads(printed)
    assert "fleet" in schema["properties"]
    path = tmp_path / "scenario.schema.json"
    assert main(["schema", "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == printed


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no" / "x.json"
    assert main(["schema", "-o", str(path)]) == 2
    assert str(path) in capsys.readouterr().err
