"""The network of a run as documents and columns of its file, and back: gateways, rules, places in planes.

Files written before there were networks have none of it; ``extras`` in the run's facts names what is there.
"""

import dataclasses
import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.network import FleetLinks, Gateway, NetworkRules
from dawnline.recording import nouns
from dawnline.recording.layout import MAX_ENTITIES
from dawnline.recording.store import Damaged, Store

# What a number of a noun may be, by the end of its name; nothing that is more makes sense anywhere.
_MOST = {"_rad": 7.0, "_frac": 1.0}
_MOST_OF_ALL = 1e18
_WITH_SIGN = ("lat_rad", "lon_rad", "plane_offset")


def write_network(store: Store, fleet: Fleet) -> tuple[str, ...]:
    """Write what a fleet has of a network; return the names of what was written."""
    extras = []
    if fleet.gateways:
        store.put_text("gateways", nouns.to_json(fleet.gateways))
        extras.append("gateways")
    if fleet.network is not None:
        store.put_text("network", nouns.to_json((fleet.network,)))
        extras.append("network")
    if fleet.slot_of is not None:
        store.put_column("satellite.slot_of", fleet.slot_of)
        extras.append("satellite.slot_of")
    if fleet.shell_of_plane is not None:
        store.put_column("plane.shell", fleet.shell_of_plane)
        extras.append("plane.shell")
    return tuple(extras)


def read_network(store: Store, extras: Iterable[str], fleet: Fleet) -> Fleet:
    """Return a fleet with what the file holds of its network; raise Damaged if that makes no sense."""
    extras = frozenset(extras)
    gateways = store.noun(nouns.GATEWAYS, "gateways") if "gateways" in extras else ()
    rules = store.noun(nouns.NETWORKS, "network") if "network" in extras else ()
    count = len(fleet.tables["gateway"]) if "gateway" in fleet.tables else 0
    if count != len(gateways):
        raise Damaged(f"has {count} entities of kind gateway and describes {len(gateways)}")
    if len(rules) > 1:
        raise Damaged(f"has {len(rules)} rules of a network, at most one is possible")
    links = [group.links for group in fleet.groups if group.links is not None]
    told: list[FleetLinks | Gateway | NetworkRules] = [*gateways, *rules, *links]
    for noun in told:
        _check(noun)
    _check_pairs(fleet)
    _check_planes(fleet)
    slot_of: NDArray[np.int32] | None = None
    shell_of_plane: NDArray[np.int32] | None = None
    if "satellite.slot_of" in extras:
        n = len(fleet.satellites)
        slot_of = read_indices(store, "satellite.slot_of", n, below=MAX_ENTITIES, lowest=-1)
    if "plane.shell" in extras:
        n = len(fleet.tables["plane"]) if "plane" in fleet.tables else 0
        shell_of_plane = read_indices(store, "plane.shell", n, below=MAX_ENTITIES, lowest=0)
    return dataclasses.replace(
        fleet,
        gateways=gateways,
        network=rules[0] if rules else None,
        slot_of=slot_of,
        shell_of_plane=shell_of_plane,
    )


def read_indices(store: Store, name: str, n: int, *, below: int, lowest: int) -> NDArray[np.int32]:
    """Return a column of n indices; raise Damaged if one is outside ``lowest`` to ``below - 1``."""
    values = np.asarray(store.column(name, n, "<i4"), np.int32)
    if n and not (lowest <= values.min() and values.max() < below):
        raise Damaged(f"array {name!r} has indices outside {lowest} to {below - 1}")
    return values


def _check(noun: FleetLinks | Gateway | NetworkRules) -> None:
    """Raise Damaged if a number of a noun is not finite, or far beyond what it can be."""
    for field in dataclasses.fields(noun):
        value = getattr(noun, field.name)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            continue
        most = next((limit for end, limit in _MOST.items() if field.name.endswith(end)), _MOST_OF_ALL)
        least = -most if field.name in _WITH_SIGN else 0.0
        if not (math.isfinite(value) and least <= value <= most):
            raise Damaged(f"has a {type(noun).__name__} whose {field.name} is {value}")
    if isinstance(noun, NetworkRules) and noun.fibre_index < 1.0:
        raise Damaged(f"has fibre with an index of refraction of {noun.fibre_index}")


def _check_pairs(fleet: Fleet) -> None:
    count = len(fleet.tables["pair"]) if "pair" in fleet.tables else 0
    if count not in (0, len(fleet.regions) * len(fleet.sites)):
        raise Damaged(f"has {count} pairs of {len(fleet.regions)} regions and {len(fleet.sites)} sites")


def _check_planes(fleet: Fleet) -> None:
    """Raise Damaged if a satellite is in a plane that its fleet does not have."""
    if "plane" not in fleet.tables:
        return
    parent = fleet.tables["plane"].parent
    if len(parent) and not (np.diff(parent) >= 0).all():
        raise Damaged("has planes that are not in the order of their fleets")
    counts = np.bincount(parent[parent >= 0], minlength=len(fleet.groups))
    mine = fleet.satellites.parent
    if (mine < 0).any() or (fleet.plane_of >= counts[mine]).any():
        raise Damaged("has a satellite in a plane that its fleet does not have")
