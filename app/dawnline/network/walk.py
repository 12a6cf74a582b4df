"""In which order paths are looked for: along the planes, where signals run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Walk:
    """Nodes that pass signals on, plane by plane. Any order gives the same paths, a good one sooner.

    ``nodes`` (transit,) are satellites along their planes, those without a plane first, gateways last;
    ``turns`` is where in it each plane begins, then the end.
    """

    nodes: Ints
    turns: Ints

    @classmethod
    def in_order(cls, transit: int) -> "Walk":
        """Return the walk over so many nodes as they are numbered."""
        return cls(np.arange(transit, dtype=np.int32), np.array([0, transit], np.int32))

    @classmethod
    def of(cls, fleet: Fleet) -> "Walk":
        """Return the walk over a fleet's satellites and gateways."""
        planes, n = fleet.plane_rows(), len(fleet.satellites)
        slots = np.zeros(n, np.int32) if fleet.slot_of is None else fleet.slot_of
        nodes = np.lexsort((slots, planes)).astype(np.int32)
        gateways = np.arange(n, n + len(fleet.gateways), dtype=np.int32)
        ends = np.flatnonzero(np.diff(planes[nodes])) + 1
        turns = np.concatenate(([0], ends, [n], [n + len(gateways)])).astype(np.int32)
        return cls(np.concatenate((nodes, gateways)), turns)
