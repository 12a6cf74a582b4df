"""Kernels: no numba until a link is asked for; kept where the program says, also when it is frozen."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dawnline.network.kernels import cache_place
from dawnline.network.warming import warm

QUIET = """
import sys
from dawnline.network import judge, network, routes, warming, congestion, alternatives
assert "numba" not in sys.modules and "scipy" not in sys.modules, "loaded too soon"
from dawnline.network.kernels import cache_folder
print(cache_folder())
"""


def test_importing_the_network_loads_no_numba(tmp_path: Path) -> None:
    """Without a place named for it, the cache is in the user's folder."""
    words = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", QUIET], capture_output=True, text=True, check=False, env=words
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_warming_runs_every_kernel() -> None:
    assert "3 links" in warm()
    from dawnline.network import kernels
    from dawnline.network.kernels import ground, lasers, nearest, paths, rows

    made = [part for module in (ground, lasers, nearest, paths, rows) for part in vars(module).values()]
    compiled = {part.py_func.__name__: part for part in made if hasattr(part, "signatures")}
    # What only other kernels call is part of them: inlined ones, and those with an underscore.
    cold = {name for name, part in compiled.items() if not part.signatures and name[0] != "_"}
    assert {"judge_lasers", "seen", "near", "all_paths", "few_paths"} <= set(compiled)
    assert cold <= {"earlier", "ground_rule", "laser_rule", "lowest_m"}
    place = paths.all_paths._cache.cache_path
    assert Path(place) == kernels.cache_folder()
    assert any(Path(place).glob("*.nbi"))


def test_a_frozen_program_has_a_place_without_source_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numba asks with a file that is not there; the stamp is then of the program."""
    place = cache_place.CachePlace.from_function(warm, "/nowhere/dawnline/network/kernels/paths.py")
    assert Path(place.get_cache_path()).is_dir()
    assert place.get_disambiguator().startswith("paths-")
    cache_place.source_stamp.cache_clear()
    source = place.get_source_stamp()
    cache_place.source_stamp.cache_clear()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    frozen = place.get_source_stamp()
    cache_place.source_stamp.cache_clear()
    assert frozen != source
    assert len(source) == 64


def test_where_nothing_can_be_kept_a_folder_of_the_process_is_used(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    folder = Path(cache_place.writable_folder(blocked / "kernels"))
    assert folder.is_dir()
    assert not folder.is_relative_to(tmp_path)
    folder.rmdir()


def test_a_full_disk_is_not_where_kernels_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numba stops a run where it cannot write what it has compiled."""
    assert cache_place.writable_folder(tmp_path / "roomy") == str(tmp_path / "roomy")
    full = SimpleNamespace(free=cache_place.ROOM_BYTES)
    monkeypatch.setattr("shutil.disk_usage", lambda _: full)
    folder = Path(cache_place.writable_folder(tmp_path / "full"))
    assert not folder.is_relative_to(tmp_path)
    folder.rmdir()
