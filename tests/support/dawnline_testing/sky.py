"""An outside authority for the sky: Skyfield with the JPL ephemeris DE421, nothing downloaded."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from skyfield.api import Loader
from skyfield_data import get_skyfield_data_path


@dataclass(frozen=True)
class Sky:
    """Skyfield's timescale (its built-in Earth orientation) and DE421."""

    timescale: Any
    bodies: Any


@contextmanager
def open_sky() -> Iterator[Sky]:
    """Open both."""
    with warnings.catch_warnings():
        # Tells when its polar motion file, which is not used here, has grown old.
        warnings.simplefilter("ignore", RuntimeWarning)
        load = Loader(get_skyfield_data_path(), verbose=False)
    bodies = load("de421.bsp")
    try:
        yield Sky(load.timescale(builtin=True), bodies)
    finally:
        bodies.close()
