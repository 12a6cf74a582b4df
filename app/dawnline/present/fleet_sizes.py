"""How many satellites and sites each fleet of a run holds: counted once, of a million it takes a while."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dawnline.present.cache import SceneCache
from dawnline.recording.recording import Recording

Counts = NDArray[np.int64]


def satellites_by_fleet(recording: Recording, cache: SceneCache) -> Counts:
    """Return the satellites of each fleet, (n fleets,)."""
    return cache.latest(recording, "satellites by fleet", None, lambda: _count(recording, "satellite"))


def sites_by_fleet(recording: Recording, cache: SceneCache) -> Counts:
    """Return the sites of each fleet, (n fleets,)."""
    return cache.latest(recording, "sites by fleet", None, lambda: _count(recording, "site"))


def _count(recording: Recording, kind: Literal["satellite", "site"]) -> Counts:
    fleet = recording.header.fleet
    parents = fleet.tables[kind].parent
    return np.bincount(parents[parents >= 0], minlength=len(fleet.groups)).astype(np.int64)
