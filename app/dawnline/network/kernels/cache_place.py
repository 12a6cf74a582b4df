"""Where compiled kernels are kept, and when they are out of date.

numba's own places need the source file beside the program, which a frozen program has not, and look at the
file of a kernel alone, not at those of the kernels that it calls.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dawnline import __version__
from dawnline.network.kernels import cache_folder

ROOM_BYTES = 32 * 2**20  # all kernels are kept in 6 MB; where a disk fills up meanwhile, numba stops a run


class CachePlace:
    """What numba calls a locator: one folder for all kernels, a stamp of all their sources together.

    Where the folder cannot be written, or has no room, they are kept in a folder of this process alone.
    """

    def __init__(self, name: str, line: int) -> None:
        self._name = name
        self._line = line

    @classmethod
    def from_function(cls, py_func: Callable[..., Any], py_file: str) -> "CachePlace":
        """Return the place of a kernel, as numba asks for it."""
        return cls(Path(py_file).stem, py_func.__code__.co_firstlineno)

    def ensure_cache_path(self) -> None:
        """Make the folder."""
        self.get_cache_path()

    def get_cache_path(self) -> str:
        """Return the folder."""
        return writable_folder(cache_folder())

    def get_source_stamp(self) -> str:
        """Return what changes when any kernel does."""
        return source_stamp()

    def get_disambiguator(self) -> str:
        """Return what tells kernels of the same name apart, also those of a version that stands beside."""
        return f"{self._name}-{self._line}-{__version__}"


@cache
def writable_folder(wanted: Path) -> str:
    """Return the folder that was wanted if it can be written and has room, else one of this process alone."""
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if os.access(wanted, os.W_OK) and shutil.disk_usage(wanted).free > ROOM_BYTES:
            return str(wanted)
    except OSError:
        pass
    own = tempfile.mkdtemp(prefix="dawnline-kernels-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


@cache
def source_stamp() -> str:
    """Return a digest of every kernel's source in every room, or of the frozen program's age and size.

    A bundle holds two programs with the same kernels: both look at the console's, or each would find
    what the other has kept out of date.
    """
    if getattr(sys, "frozen", False):
        own = Path(sys.executable)
        console = own.with_name(f"dawnline{own.suffix}")
        told = (console if console.is_file() else own).stat()
        return f"{told.st_mtime_ns}-{told.st_size}"
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[2].glob("*/kernels/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
