"""Links that a scenario names, so that an event can take one out: the pairs of nodes they join."""

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.fleet.fleet import Fleet
from dawnline.network.nodes import KINDS, Nodes

# ``link:A--B``: A and B are ids, or ids without their kind where that is plain (satellites).
BETWEEN = "--"


def pairs_of_links(fleet: Fleet) -> dict[int, tuple[int, int]]:
    """Return the nodes of each row of the ``link`` table; rows that name nobody are left out."""
    if "link" not in fleet.tables:
        return {}
    nodes = Nodes.of(fleet)
    known: dict[str, int] = {}
    kinds: tuple[Kind, ...] = KINDS
    for kind in reversed(kinds):
        if kind in fleet.tables:
            for index, id_ in enumerate(fleet.tables[kind].ids):
                node = nodes.node_of(EntityRef(kind, index))
                known[id_] = known[id_.partition(":")[2]] = node
    pairs: dict[int, tuple[int, int]] = {}
    for row, id_ in enumerate(fleet.tables["link"].ids):
        one, between, other = id_.removeprefix("link:").partition(BETWEEN)
        if between and one in known and other in known:
            pairs[row] = (known[one], known[other])
    return pairs
