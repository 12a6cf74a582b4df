"""The network of a run at a moment, worked out once for all who show it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.network.links import LinkState
from dawnline.network.network import Network
from dawnline.orbits.frames import gmst_rad, teme_from_ecef
from dawnline.present.cache import SceneCache
from dawnline.present.network.there import network_time_s
from dawnline.recording.recording import Recording

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Now:
    """A network and its links at ``t_s``."""

    recording: Recording
    network: Network
    state: LinkState

    @property
    def t_s(self) -> float:
        """Return the moment."""
        return self.state.t_s

    def name(self, node: int) -> str:
        """Return what people call a node."""
        return name_of(self.recording, self.state.nodes.ref_of(node))

    def id(self, node: int) -> str:
        """Return the id of a node."""
        return self.recording.header.fleet.entity_id(self.state.nodes.ref_of(node))

    def up_teme(self, up_ecef: Floats) -> Floats:
        """Return upward vectors (..., 3) in the frame of the satellites."""
        return teme_from_ecef(up_ecef, gmst_rad(self.network.ephemeris.epoch, self.t_s))


def now(recording: Recording, t_s: float, cache: SceneCache) -> Now:
    """Return the network at the moment that is shown at a time."""
    moment_s = network_time_s(recording, t_s)
    return cache.latest(recording, "network now", moment_s, lambda: _now(recording, moment_s, cache))


def name_of(recording: Recording, ref: EntityRef) -> str:
    """Return what people call an entity: its title where it has one."""
    fleet = recording.header.fleet
    name = fleet.tables[ref.kind].names[ref.index]
    if ref.kind == "site":
        return fleet.sites[ref.index].title or name
    if ref.kind == "gateway":
        return fleet.gateways[ref.index].title or name
    return name


def _now(recording: Recording, moment_s: float, cache: SceneCache) -> Now:
    network = cache.get(recording, "network", lambda: Network.of(recording.header))
    return Now(recording, network, network.links_at(moment_s))
