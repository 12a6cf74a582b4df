"""Programs that benches start: what they see of the machine, and what is said when they fail."""

from pathlib import Path

import pytest

from dawnline.bench.fresh_process import environment, seconds_until, told_by
from dawnline.bench.result import PeerError


def test_modules_stay_compiled_even_where_that_is_turned_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    words = environment(tmp_path)
    assert "PYTHONDONTWRITEBYTECODE" not in words
    assert words["PYTHONPYCACHEPREFIX"] == str(tmp_path / "compiled")


def test_no_run_that_a_person_keeps_is_touched(tmp_path: Path) -> None:
    assert Path(environment(tmp_path)["XDG_CACHE_HOME"]).parent == tmp_path


def test_each_line_has_its_time_and_the_program_is_ended(tmp_path: Path) -> None:
    program = "import time; print('one', flush=True); print('two', flush=True); time.sleep(600)"
    heard = seconds_until(["-c", program], ["one", "two"], tmp_path)
    assert 0.0 < heard["one"] <= heard["two"]


def test_a_program_that_ends_too_early_says_why(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match=r"before it said two: ValueError: no screen"):
        seconds_until(["-c", "print('one'); raise ValueError('no screen')"], ["one", "two"], tmp_path)


def test_what_a_program_tells_is_its_last_line(tmp_path: Path) -> None:
    assert told_by(["-c", "print('loading'); print('{\"a\": [1.5]}')"], tmp_path, 60.0) == {"a": [1.5]}


def test_a_program_that_fails_or_hangs_is_no_peer(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match=r"status 1: ValueError: broken"):
        told_by(["-c", "raise ValueError('broken')"], tmp_path, 60.0)
    with pytest.raises(PeerError, match=r"longer than 1 s"):
        told_by(["-c", "import time; time.sleep(600)"], tmp_path, 1.0)
