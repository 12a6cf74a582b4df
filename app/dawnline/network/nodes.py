"""One numbering for everything that the network joins: satellites, gateways, regions, sites."""

from dataclasses import dataclass
from functools import cached_property

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.fleet.fleet import Fleet

KINDS: tuple[Kind, ...] = ("satellite", "gateway", "region", "site")


@dataclass(frozen=True)
class Nodes:
    """How many there are of each kind; nodes count satellites first, then gateways, regions and sites.

    Satellites and gateways pass signals on (``transit``); regions and sites only begin or end a path
    (``terminals``).
    """

    satellites: int
    gateways: int
    regions: int
    sites: int

    @classmethod
    def of(cls, fleet: Fleet) -> "Nodes":
        """Return the nodes of a fleet."""
        return cls(len(fleet.satellites), len(fleet.gateways), len(fleet.regions), len(fleet.sites))

    @property
    def transit(self) -> int:
        """Return how many nodes pass signals on: nodes 0 to this."""
        return self.satellites + self.gateways

    @property
    def ground(self) -> int:
        """Return how many nodes stand on the ground: the last ones."""
        return self.gateways + self.regions + self.sites

    @property
    def terminals(self) -> range:
        """Return the nodes that only begin or end a path: regions, then sites."""
        return range(self.transit, self.total)

    @property
    def total(self) -> int:
        """Return the number of nodes."""
        return self.satellites + self.ground

    @cached_property
    def _starts(self) -> dict[Kind, int]:
        gateway = self.satellites
        region = gateway + self.gateways
        return {"satellite": 0, "gateway": gateway, "region": region, "site": region + self.regions}

    def range_of(self, kind: Kind) -> range:
        """Return the nodes of a kind; empty for kinds that are no nodes."""
        counts = (self.satellites, self.gateways, self.regions, self.sites)
        if kind not in self._starts:
            return range(0)
        start = self._starts[kind]
        return range(start, start + counts[KINDS.index(kind)])

    def node_of(self, ref: EntityRef) -> int:
        """Return the node of an entity; raise KeyError if the network does not reach such entities."""
        nodes = self.range_of(ref.kind)
        if not 0 <= ref.index < len(nodes):
            raise KeyError(
                f"{ref.kind} {ref.index} is not in the network; expected one of {', '.join(KINDS)}"
            )
        return nodes[ref.index]

    def ref_of(self, node: int) -> EntityRef:
        """Return the entity of a node; raise KeyError if there is no such node."""
        for kind in KINDS:
            nodes = self.range_of(kind)
            if node in nodes:
                return EntityRef(kind, node - nodes.start)
        raise KeyError(f"node {node} of {self.total}; expected 0 to {self.total - 1}")
