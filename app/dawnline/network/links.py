"""The links of one instant: what `Network.links_at` returns and everything else asks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.network import NetworkRules
from dawnline.network.nodes import Nodes
from dawnline.network.walk import Walk

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Links:
    """m links of one kind.

    Attributes
    ----------
    ends : (m, 2) nodes. Of lasers two satellites; of links to the ground the place, then the satellite.
    length_m : (m,) distances; NaN where an end does not fly.
    reason : (m,) codes of `dawnline.network.reason.Reason`; 0 is up.
    rate_bps : (m,) each way.
    """

    ends: Ints
    length_m: Floats
    reason: Codes
    rate_bps: Floats

    @property
    def is_up(self) -> NDArray[np.bool_]:
        """Return (m,) which links carry traffic."""
        return np.asarray(self.reason == 0, np.bool_)

    def __len__(self) -> int:
        return len(self.ends)

    def row_of(self, a: int, b: int) -> int:
        """Return the row of a pair, whichever way round; -1 if it is not here."""
        if not len(self.ends):
            return -1
        same = (self.ends[:, 0] == a) & (self.ends[:, 1] == b)
        same |= (self.ends[:, 0] == b) & (self.ends[:, 1] == a)
        where = int(np.argmax(same))
        return where if same[where] else -1


@dataclass(frozen=True, eq=False)
class LinkState:
    """Every link at one instant.

    Attributes
    ----------
    t_s : seconds since the epoch of the scenario.
    places_m : (n, 3) where all nodes are, in TEME; NaN where a satellite does not fly.
    lasers : every candidate between satellites, up or not.
    gateways : gateway and satellite, every pair that sees each other within mask and range.
    users : region (or site without fibre) and satellite, likewise.
    lost : (n,) reason why a node is out of the network, or 0.
    fibre_m : (g, g) length of fibre between nodes on the ground, counted from the first gateway; inf where
        there is none.
    walk : the order in which paths are looked for; by number if None.
    """

    t_s: float
    nodes: Nodes
    rules: NetworkRules
    places_m: Floats
    lasers: Links
    gateways: Links
    users: Links
    lost: Codes
    fibre_m: Floats
    walk: Walk | None = None
