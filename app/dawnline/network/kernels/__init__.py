"""Compiled kernels of the network. The only package that imports numba; ``compiled.py`` is its door.

numba compiles a kernel when it is first called (some seconds) and keeps the result (a tenth of a second to
load). It is told here where to keep it, before it is imported: it reads the environment once.
"""

import os
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """Return the folder of the compiled kernels: ``NUMBA_CACHE_DIR``, or one in the user's cache."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    return Path(named) if named else user_cache_path("dawnline", appauthor=False) / "kernels"


os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())
os.environ.setdefault("NUMBA_CACHE_LOCATOR_CLASSES", "dawnline.network.kernels.cache_place.CachePlace")
