"""The ``link`` table of a run: an entity for each laser that may be up at any time of it.

Links that are chosen anew at every instant (nearest neighbours, lasers between fleets) are no entities.
"""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityTable
from dawnline.fleet.fleet import Fleet
from dawnline.network.candidates import Candidates
from dawnline.network.named_links import BETWEEN


def link_rows(candidates: Candidates) -> NDArray[np.int64]:
    """Return the candidates, by index, that are rows of the table: those with a terminal at both ends."""
    return np.flatnonzero(candidates.fixed == 0)


def with_links(fleet: Fleet, candidates: Candidates) -> Fleet:
    """Return the fleet with its ``link`` table, ``link:starlink/A--starlink/B``; without one if it has none.

    A link's parent is the fleet of its satellites.
    """
    ends = candidates.ends[link_rows(candidates)]
    if not len(ends):
        return fleet
    satellites = fleet.satellites
    bare = [id_.partition(":")[2] for id_ in satellites.ids]
    names = satellites.names
    pairs = ends.tolist()
    ids = tuple(f"link:{bare[a]}{BETWEEN}{bare[b]}" for a, b in pairs)
    told = tuple(f"{names[a]}{BETWEEN}{names[b]}" for a, b in pairs)
    table = EntityTable.of("link", ids, told, satellites.parent[ends[:, 0]].astype(np.int32))
    return dataclasses.replace(fleet, tables={**fleet.tables, "link": table})
