"""The fleet of a scenario: every entity table, every bus and site, arrays by index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.entity import EntityRef, EntityTable, Kind
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.network import FleetLinks, Gateway, NetworkRules
from dawnline.fleet.provenance import Provenance
from dawnline.fleet.workload import Workload


@dataclass(frozen=True)
class FleetGroup:
    """One row of the ``fleet`` table: a satellite fleet, or the sites or gateways of one provider.

    ``links`` tells what the satellites can be linked to; None where the scenario says nothing of it.
    """

    name: str
    title: str
    holds: Literal["satellite", "site", "gateway"]
    origin: Literal["elements", "generated", "listed"]
    note: str
    provenance: tuple[Provenance, ...] = ()
    links: FleetLinks | None = None


@dataclass(frozen=True, eq=False)
class Fleet:
    """Everything that exists in a scenario.

    Attributes
    ----------
    tables : one EntityTable for each of satellite, site, region, workload and fleet (empty ones too); of
        plane, gateway, pair and link only where there are some. Planes are in the order of the fleets and of
        their number in the fleet; pair = region * n_sites + site.
    groups : one for each row of the ``fleet`` table.
    buses : the satellite designs; ``bus_of`` (n_satellites,) int32 says which one a satellite has.
    plane_of : (n_satellites,) int32, orbital plane within its fleet, -1 where unknown.
    sites, regions, workloads, gateways : in the order of their tables.
    network : what holds everywhere in the network; None where the scenario has none.
    slot_of : (n_satellites,) int32, place along its plane in order of the argument of latitude, -1 where
        unknown; None where nobody has asked (old runs).
    shell_of_plane : (n_planes,) int32, shell within its fleet of each row of the ``plane`` table; planes of a
        shell follow each other in order of right ascension. None as above.
    """

    tables: Mapping[Kind, EntityTable]
    groups: tuple[FleetGroup, ...]
    buses: tuple[SatelliteBus, ...]
    bus_of: NDArray[np.int32]
    plane_of: NDArray[np.int32]
    sites: tuple[Site, ...]
    regions: tuple[Region, ...]
    workloads: tuple[Workload, ...]
    gateways: tuple[Gateway, ...] = ()
    network: NetworkRules | None = None
    slot_of: NDArray[np.int32] | None = None
    shell_of_plane: NDArray[np.int32] | None = None

    @property
    def satellites(self) -> EntityTable:
        """Return the table of satellites."""
        return self.tables["satellite"]

    def bus_column(self, field: str) -> NDArray[np.float64]:
        """Return one numeric field of each satellite's bus as (n_satellites,) float64."""
        values = np.array([float(getattr(bus, field)) for bus in self.buses], np.float64)
        return values[self.bus_of] if len(values) else np.empty(0)

    def plane_rows(self) -> NDArray[np.int32]:
        """Return (n_satellites,) int32, each satellite's row in the ``plane`` table; -1 where it has none."""
        if "plane" not in self.tables:
            return np.full(len(self.satellites), -1, np.int32)
        first = np.searchsorted(self.tables["plane"].parent, self.satellites.parent)
        return np.where(self.plane_of >= 0, first + self.plane_of, -1).astype(np.int32)

    def entity_id(self, ref: EntityRef) -> str:
        """Return the id of an entity, such as ``site:aws/us-east-1``."""
        return self.tables[ref.kind].ids[ref.index]
