"""How the program starts itself: from source by its module, installed by the console program beside it."""

import sys
from pathlib import Path

import pytest

from dawnline.shell.own_program import own_command


def test_from_source_it_is_this_pythons_module() -> None:
    assert own_command(["info", "x"]) == (sys.executable, ["-m", "dawnline", "info", "x"])


@pytest.mark.parametrize("started", ["dawnline-desk", "dawnline"])
@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_installed_it_is_the_console_program_whichever_was_started(
    started: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"{started}{suffix}"))
    assert own_command(["info", "x"]) == (str(tmp_path / f"dawnline{suffix}"), ["info", "x"])
