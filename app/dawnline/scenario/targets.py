"""What an event happens to: ids of entities, and links by their two ends."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from dawnline.fleet.entity import EntityRef, EntityTable, Kind
from dawnline.fleet.workload import Workload
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath

Ends = tuple[EntityRef, EntityRef | None]
# Between the two ends of a link: ``link:starlink/550-P00S00--starlink/550-P00S01``.
BETWEEN = "--"
_LINK = "link:"
_TARGETS: dict[str, tuple[Kind, ...]] = {
    "fault": ("satellite", "site", "gateway", "plane", "region", "fleet"),
    "power_cap": ("satellite", "site", "fleet"),
    "demand_surge": ("region", "workload"),
    "price": ("site", "fleet"),
    "storm": ("satellite", "plane", "fleet"),
    "lease_end": ("site", "fleet"),
    "deorbit": ("satellite", "plane", "fleet"),
}
# What a fleet must have for an event to mean it.
_HELD: dict[str, tuple[Kind, ...]] = {
    "fault": ("satellite", "site", "gateway"),
    "power_cap": ("satellite", "site"),
    "price": ("site",),
    "storm": ("satellite",),
    "lease_end": ("site",),
    "deorbit": ("satellite",),
}
_ENDS: tuple[Kind, ...] = ("satellite", "gateway", "site", "region")
# Looking for a near name among a million takes seconds; among these it takes milliseconds.
_MAX_CANDIDATES = 2_000


class Targets:
    """Everything that an event of a scenario may name; ids are read when a kind is first asked for."""

    def __init__(self, tables: Mapping[Kind, EntityTable], workloads: Iterable[Workload] = ()) -> None:
        self._tables = tables
        self._gangs = {f"workload:{workload.name}" for workload in workloads if workload.gang is not None}
        self._refs: dict[Kind, dict[str, int]] = {}
        self._names: dict[str, EntityRef | None] | None = None

    def find(self, event: str, target: str, path: KeyPath, findings: Findings) -> Ends | None:
        """Return the entity that an event hits, or both ends of a link; None if none, which is then noted."""
        if event == "fault" and target.startswith(_LINK):
            return self._link(target, path, findings)
        kinds = _TARGETS[event]
        kind = target.partition(":")[0]
        for allowed in kinds:
            if kind == allowed and target in self._ids(allowed):
                ref = EntityRef(allowed, self._ids(allowed)[target])
                means = self._holds(event, ref, path, findings) and self._rises(event, target, path, findings)
                return (ref, None) if means else None
        asked = [allowed for allowed in kinds if allowed == kind]
        # Of a kind that is not named, any may be meant; of one that is, only its own.
        near = asked or [allowed for allowed in kinds if self._ids(allowed)]
        ids = [id_ for allowed in near for id_ in self._ids(allowed)]
        *most, last = near or kinds[:2]
        words = f"{', '.join(most)} or {last}" if most else last
        findings.error(path, f"there is no {words} {target!r}", _example(ids, words, target))
        return None

    def members(self, event: str, fleet: EntityRef) -> tuple[EntityRef, ...]:
        """Return whom of a fleet an event may hit: satellites, or else sites, or else gateways."""
        for kind in _HELD[event]:
            table = self._tables.get(kind)
            rows = [] if table is None else np.flatnonzero(table.parent == fleet.index).tolist()
            if rows:
                return tuple(EntityRef(kind, row) for row in rows)
        return ()

    def fleets(self, kind: Kind) -> tuple[EntityRef, ...]:
        """Return the fleets that have entities of a kind."""
        table = self._tables.get(kind)
        rows = [] if table is None else np.unique(table.parent[table.parent >= 0]).tolist()
        return tuple(EntityRef("fleet", row) for row in rows)

    def _holds(self, event: str, ref: EntityRef, path: KeyPath, findings: Findings) -> bool:
        if ref.kind != "fleet" or any(ref in self.fleets(kind) for kind in _HELD[event]):
            return True
        kinds = _HELD[event]
        named = self._tables["fleet"].ids
        ids = dict.fromkeys(named[fleet.index] for kind in kinds for fleet in self.fleets(kind))
        message = f"{named[ref.index]!r} has no {' or '.join(kinds)}"
        findings.error(path, message, one_of(ids))
        return False

    def _rises(self, event: str, target: str, path: KeyPath, findings: Findings) -> bool:
        """Say whether more of a target can be asked for; a training gang is as large as it is."""
        if event != "demand_surge" or target not in self._gangs:
            return True
        others = [id_ for kind in _TARGETS[event] for id_ in self._ids(kind) if id_ not in self._gangs]
        message = f"a surge of {target!r} means nothing: it is training, a gang of fixed size"
        findings.error(path, message, one_of(others[:_MAX_CANDIDATES]))
        return False

    def _ids(self, kind: Kind) -> dict[str, int]:
        if kind not in self._refs:
            table = self._tables.get(kind)
            ids = () if table is None else table.ids
            self._refs[kind] = {id_: index for index, id_ in enumerate(ids)}
        return self._refs[kind]

    def _link(self, target: str, path: KeyPath, findings: Findings) -> Ends | None:
        """Return the ends of a link; a name may hold ``--`` itself, so every place to part them is tried."""
        halves = list(_halves(target.removeprefix(_LINK)))
        for first, second in halves:
            one, other = self._end(first), self._end(second)
            if one is not None and other is not None and one != other:
                return min(one, other), max(one, other)
        form = "'link:A--B' with the ids of two different satellites, gateways, sites or regions as A and B"
        if not halves:
            findings.error(path, f"the link {target!r} has not two ends", form)
            return None
        missing = [end for end in halves[0] if self._end(end) is None]
        if missing:
            message = f"nothing, or more than one thing, at an end of a link is called {missing[0]!r}"
        else:
            message = "this link has the same end twice"
        findings.error(path, message, form)
        return None

    def _end(self, text: str) -> EntityRef | None:
        """Return who alone answers to an id, an id without its kind, or a bare name."""
        if self._names is None:
            self._names = {}
            for kind in _ENDS:
                for id_, index in self._ids(kind).items():
                    bare = id_.partition(":")[2]
                    for name in dict.fromkeys((id_, bare, bare.rpartition("/")[2])):
                        self._names[name] = None if name in self._names else EntityRef(kind, index)
        return self._names.get(text)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    at = text.find(BETWEEN, 1)
    while at > 0:
        if text[at + len(BETWEEN) :]:
            yield text[:at], text[at + len(BETWEEN) :]
        at = text.find(BETWEEN, at + 1)


def _example(ids: list[str], words: str, target: str) -> str:
    if len(ids) > _MAX_CANDIDATES:
        return f"the id of a {words}, such as {ids[0]!r}"
    return one_of(ids, target)
