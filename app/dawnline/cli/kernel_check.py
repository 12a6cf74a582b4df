"""The compiled kernels: making them ahead (``--self-test --warm``), and seeing that they are kept."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

NICENESS = 5  # a person may be waiting for something else
PATIENCE_S = 300.0


@dataclass(frozen=True)
class Warmed:
    """What a process found: kernels that it compiled, kernels that it loaded, where they are kept."""

    compiled: int
    loaded: int
    folder: Path
    took_s: float

    @property
    def words(self) -> str:
        """Return it in a line."""
        return f"{self.compiled} compiled, {self.loaded} loaded in {self.took_s:.1f} s, kept in {self.folder}"


def warm_here() -> Warmed:
    """Compile every kernel that is not kept yet, or load it; note that all of them are."""
    from dawnline.network.kernels import cache_folder
    from dawnline.network.kernels.cache_place import writable_folder
    from dawnline.runs.warming import warm
    from dawnline.shell.warmth import note_warm

    if hasattr(os, "nice"):
        os.nice(NICENESS)
    began_s = time.monotonic()
    folder = Path(writable_folder(cache_folder()))
    before = compiled_in(folder)
    warm()
    after = compiled_in(folder)
    made = sum(before.get(file) != written for file, written in after.items())
    note_warm()
    return Warmed(made, len(after) - made, folder, time.monotonic() - began_s)


def persons_own() -> str:
    """Return where this person's kernels are kept, and whether they are there already."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    from dawnline.network.kernels import cache_folder
    from dawnline.shell.warmth import is_warm

    told = f"{cache_folder()}, {'warm' if is_warm() else 'cold: the first start compiles them'}"
    if named is None:
        # The package has named the folder, for this process and its children: they shall have their own.
        os.environ.pop("NUMBA_CACHE_DIR", None)
    return told


def kept_and_loaded(home: Path) -> str:
    """Warm in one process and see that the next one loads what it has kept; return both in a line.

    ``home``, or ``NUMBA_CACHE_DIR``, is where the kernels are kept.
    """
    first_s = _warm_in_a_process()
    kept = compiled_in(Path(os.environ.get("NUMBA_CACHE_DIR") or home))
    if not kept:
        raise RuntimeError("a process that compiled the kernels has kept none")
    second_s = _warm_in_a_process()
    if compiled_in(Path(os.environ.get("NUMBA_CACHE_DIR") or home)) != kept:
        raise RuntimeError("the next process has compiled kernels again that were kept")
    return f"{len(kept)} kept by the first process in {first_s:.1f} s, loaded by the next in {second_s:.1f} s"


def _warm_in_a_process() -> float:
    """Start this program to warm the kernels; return the seconds that it took."""
    from dawnline.shell.own_program import own_command
    from dawnline.shell.warmth import WORDS

    program, words = own_command([*WORDS])
    began_s = time.monotonic()
    done = subprocess.run(  # noqa: S603  our own program, a list of words, no shell
        [program, *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"it ended with status {done.returncode}: {done.stderr.strip()[-500:]}")
    return time.monotonic() - began_s


def compiled_in(folder: Path) -> dict[Path, int]:
    """Return the compiled kernels that are kept, with the times of their writing."""
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*.nbc")}
