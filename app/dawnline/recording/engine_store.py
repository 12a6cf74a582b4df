"""How demand is placed and what prices are made of, in a run file; and sane numbers of what is there."""

import dataclasses
import math
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import TypeAdapter

from dawnline.fleet.assumption import Assumption
from dawnline.fleet.entity import EntityRef
from dawnline.fleet.fleet import Fleet
from dawnline.recording import nouns
from dawnline.recording.store import Damaged, Store
from dawnline.scenario.policy import PlacementPolicy

_POLICY, _ASSUMPTIONS = "policy", "assumptions"
_POLICIES = TypeAdapter(tuple[PlacementPolicy, ...])
_ASSUMED = TypeAdapter(tuple[Assumption, ...])
_MOST = 1e24
# All other numbers are never negative.
_WITH_SIGN = ("lat_rad", "lon_rad")


def write_engine(
    store: Store, policy: PlacementPolicy, assumptions: tuple[Assumption, ...]
) -> tuple[str, ...]:
    """Write how demand is placed, and the assumptions under prices; return the names of what was written."""
    store.put_text(_POLICY, nouns.to_json((policy,)))
    if not assumptions:
        return (_POLICY,)
    store.put_text(_ASSUMPTIONS, nouns.to_json(assumptions))
    return (_POLICY, _ASSUMPTIONS)


def read_policy(store: Store, extras: Collection[str]) -> PlacementPolicy:
    """Return how demand is placed, plainly in files from before it was kept; raise Damaged for nonsense."""
    if _POLICY not in extras:
        return PlacementPolicy()
    policies = store.noun(_POLICIES, _POLICY)
    if len(policies) != 1 or not 0.0 <= policies[0].provider_cap_frac <= 1.0:
        raise Damaged("does not say how demand is placed")
    return policies[0]


def read_assumptions(store: Store, extras: Collection[str]) -> tuple[Assumption, ...]:
    """Return the assumptions under prices; raise Damaged if a number is none."""
    if _ASSUMPTIONS not in extras:
        return ()
    assumptions = store.noun(_ASSUMED, _ASSUMPTIONS)
    for item in assumptions:
        if not all(math.isfinite(end) for end in (item.range.low, item.range.high)):
            raise Damaged(f"has an assumption {item.key!r} that is endless")
    return assumptions


def check_engine(fleet: Fleet) -> None:
    """Raise Damaged if a number of a bus, site or workload is impossible, or a gang is nowhere."""
    for noun in (*fleet.buses, *fleet.sites, *fleet.workloads):
        for name, number in _numbers(noun):
            least = -_MOST if name in _WITH_SIGN else 0.0
            if not least <= number <= _MOST:
                raise Damaged(f"has a {type(noun).__name__} whose {name} is {number}")
    for workload in fleet.workloads:
        if sum(part is not None for part in (workload.requests, workload.gang, workload.jobs)) > 1:
            raise Damaged(f"has a workload {workload.name!r} of two kinds")
        if workload.gang is not None and not _is_there(workload.gang.at, fleet):
            raise Damaged(f"has a gang {workload.name!r} that is nowhere")


def _is_there(at: EntityRef, fleet: Fleet) -> bool:
    return at.kind in ("site", "fleet") and 0 <= at.index < len(fleet.tables[at.kind])


def _numbers(noun: Any) -> Iterator[tuple[str, float]]:
    """Give every number of a noun and of the nouns in it, but those that only say where others come from."""
    for field in dataclasses.fields(noun):
        value = getattr(noun, field.name)
        if field.name == "provenance":
            continue
        if dataclasses.is_dataclass(value) and not isinstance(value, EntityRef):
            yield from _numbers(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield field.name, float(value)
