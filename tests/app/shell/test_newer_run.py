"""A run that a newer Dawnline made, opened in the window: said in words, and what is open stays."""

import sqlite3
from pathlib import Path

from pytestqt.qtbot import QtBot

from dawnline import __version__
from dawnline.shell.furnish import Furnishing


def test_it_is_said_over_the_globe(desk: Furnishing, run_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    newer = tmp_path / "newer.dawn"
    newer.write_bytes(run_file.read_bytes())
    connection = sqlite3.connect(newer, isolation_level=None)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    before = desk.session.recording
    assert before is not None
    desk.invoker.run("file.open", str(newer))
    qtbot.waitUntil(lambda: "reads format 1" in desk.window.notice.text)
    for words in ("newer.dawn", "is a run of format 2", f"made by Dawnline {__version__}", "simulated again"):
        assert words in desk.window.notice.text
    assert desk.session.recording is before
