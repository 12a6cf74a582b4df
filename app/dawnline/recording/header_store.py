"""The header of a run as documents and columns of its file, and back."""

import json
import math
from collections.abc import Sized
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from dawnline.fleet.entity import KINDS, EntityTable, Kind
from dawnline.fleet.fleet import Fleet
from dawnline.orbits.element_sets import SGP4_COLUMNS, ElementSets, KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.recording import nouns
from dawnline.recording.branch_store import read_branch, write_branch
from dawnline.recording.distinct import all_distinct
from dawnline.recording.engine_store import check_engine, read_assumptions, read_policy, write_engine
from dawnline.recording.event_store import read_events, write_events
from dawnline.recording.header import RunHeader
from dawnline.recording.layout import MAX_CHANNELS, MAX_ENTITIES, MAX_FRAMES
from dawnline.recording.network_store import read_indices, read_network, write_network
from dawnline.recording.store import Damaged, Store
from dawnline.recording.trace_store import read_traces, write_traces
from dawnline.scenario.about import about_of
from dawnline.telemetry.catalogue import Catalogue

_KEPLER_COLUMNS = ("a_m", "e", "i_rad", "raan_rad", "argp_rad", "mean_anomaly_rad")
_ENDS_JD = (1_721_425.5, 5_373_484.5)  # years 1 to 9999: what ISO-8601 can write


@dataclass(frozen=True)
class _Facts:
    title: str
    description: str
    jd: float
    fraction: float
    step_s: float
    duration_s: float
    frame_count: int
    seed: int
    version: str
    kinds: tuple[Kind, ...]
    parts: tuple[str, ...]
    extras: tuple[str, ...] = ()  # what is there beyond what the first version wrote


_FACTS = TypeAdapter(_Facts)


def write_header(store: Store, header: RunHeader) -> None:
    """Write every document and column of a header; the transaction is the caller's."""
    fleet = header.fleet
    extras = (
        *write_network(store, fleet),
        *write_events(store, header.events),
        *write_branch(store, header.branch),
        *write_engine(store, header.policy, header.assumptions),
        *write_traces(store, header.traces),
    )
    facts = {
        "title": header.title,
        "description": header.description,
        "jd": header.epoch.jd,
        "fraction": header.epoch.fraction,
        "step_s": float(header.step_s),
        "duration_s": float(header.duration_s),
        "frame_count": int(header.frame_count),
        "seed": int(header.seed),
        "version": header.version,
        "kinds": list(fleet.tables),
        "parts": ["elements" if isinstance(p, ElementSets) else "kepler" for p in header.ephemeris.parts],
        "extras": list(extras),
    }
    store.put_text("run", json.dumps(facts, ensure_ascii=False))
    store.put_text("scenario", header.document)
    store.put_text("warnings", nouns.to_json(header.warnings))
    store.put_text("catalogue", nouns.to_json(header.catalogue.channels))
    store.put_text("groups", nouns.to_json(fleet.groups))
    store.put_text("buses", nouns.to_json(fleet.buses))
    store.put_text("sites", nouns.to_json(fleet.sites))
    store.put_text("regions", nouns.to_json(fleet.regions))
    store.put_text("workloads", nouns.to_json(fleet.workloads))
    for kind, table in fleet.tables.items():
        store.put_text(f"{kind}.ids", nouns.to_json(table.ids))
        store.put_text(f"{kind}.names", nouns.to_json(table.names))
        store.put_column(f"{kind}.parent", table.parent)
        store.put_column(f"{kind}.from_s", table.from_s)
        store.put_column(f"{kind}.until_s", table.until_s)
    store.put_column("satellite.bus_of", fleet.bus_of)
    store.put_column("satellite.plane_of", fleet.plane_of)
    for number, part in enumerate(header.ephemeris.parts):
        _write_part(store, f"part{number}", part)


def read_header(store: Store) -> RunHeader:
    """Return the header that the file holds; raise Damaged if anything in it is missing or makes no sense."""
    facts = store.noun(_FACTS, "run")
    _check_facts(facts)
    epoch = Epoch(facts.jd, facts.fraction)
    catalogue = Catalogue(store.noun(nouns.CHANNELS, "catalogue"))
    _check_catalogue(catalogue)
    fleet = read_network(store, facts.extras, _read_fleet(store, facts.kinds))
    check_engine(fleet)
    parts = [_read_part(store, f"part{number}", form) for number, form in enumerate(facts.parts)]
    document = store.text("scenario")
    n = sum(len(part) for part in parts)
    if n != len(fleet.satellites):
        raise Damaged(f"has {len(fleet.satellites)} satellites and elements of {n}")
    return RunHeader(
        title=facts.title,
        description=facts.description,
        epoch=epoch,
        step_s=facts.step_s,
        duration_s=facts.duration_s,
        frame_count=facts.frame_count,
        seed=facts.seed,
        version=facts.version,
        document=document,
        fleet=fleet,
        ephemeris=Ephemeris(epoch, parts),
        catalogue=catalogue,
        warnings=store.noun(nouns.TEXTS, "warnings"),
        events=read_events(store, facts.extras, fleet),
        branch=read_branch(store, facts.extras),
        policy=read_policy(store, facts.extras),
        traces=read_traces(store, facts.extras, fleet),
        assumptions=read_assumptions(store, facts.extras),
        about=about_of(document),
    )


def _check_facts(facts: _Facts) -> None:
    if not (math.isfinite(facts.step_s) and facts.step_s > 0.0):
        raise Damaged(f"has a step of {facts.step_s} s")
    if not (math.isfinite(facts.duration_s) and facts.duration_s >= 0.0):
        raise Damaged(f"has a duration of {facts.duration_s} s")
    if not 0 <= facts.frame_count <= MAX_FRAMES:
        raise Damaged(f"plans {facts.frame_count} frames, at most {MAX_FRAMES} are possible")
    if not (_ENDS_JD[0] <= facts.jd <= _ENDS_JD[1] and 0.0 <= facts.fraction <= 1.0):
        raise Damaged(f"has an epoch of Julian date {facts.jd} + {facts.fraction}")
    end_jd = facts.jd + max(facts.duration_s, facts.frame_count * facts.step_s) / 86_400.0
    if not end_jd <= _ENDS_JD[1]:
        raise Damaged("ends after the year 9999")


def _check_catalogue(catalogue: Catalogue) -> None:
    keys = {(channel.kind, channel.key) for channel in catalogue.channels}
    if len(keys) != len(catalogue.channels) or len(keys) > MAX_CHANNELS:
        raise Damaged(
            f"has {len(catalogue.channels)} channels, {len(keys)} different, at most {MAX_CHANNELS}"
        )
    for channel in catalogue.channels:
        numbers = (channel.shown_scale, channel.shown_offset, channel.minimum, channel.maximum)
        if any(number is not None and not math.isfinite(number) for number in numbers):
            raise Damaged(f"has a channel {channel.key!r} whose range is not finite")


def _read_fleet(store: Store, kinds: tuple[Kind, ...]) -> Fleet:
    tables = {kind: _read_table(store, kind) for kind in KINDS if kind in kinds}
    missing = [kind for kind in ("satellite", "site", "region", "workload", "fleet") if kind not in tables]
    if missing:
        raise Damaged(f"has no table of {missing}")
    groups = store.noun(nouns.GROUPS, "groups")
    buses = store.noun(nouns.BUSES, "buses")
    sites = store.noun(nouns.SITES, "sites")
    regions = store.noun(nouns.REGIONS, "regions")
    workloads = store.noun(nouns.WORKLOADS, "workloads")
    listed: dict[Kind, Sized] = {"fleet": groups, "site": sites, "region": regions, "workload": workloads}
    for kind, rows in listed.items():
        if len(rows) != len(tables[kind]):
            raise Damaged(f"has {len(tables[kind])} entities of kind {kind} and describes {len(rows)}")
    for kind, table in tables.items():
        if len(table) and table.parent.max() >= len(groups):
            raise Damaged(f"has a {kind} whose parent is none of the {len(groups)} fleets")
    n = len(tables["satellite"])
    return Fleet(
        tables=tables,
        groups=groups,
        buses=buses,
        bus_of=read_indices(store, "satellite.bus_of", n, below=len(buses), lowest=0),
        plane_of=read_indices(store, "satellite.plane_of", n, below=MAX_ENTITIES, lowest=-1),
        sites=sites,
        regions=regions,
        workloads=workloads,
    )


def _read_table(store: Store, kind: Kind) -> EntityTable:
    ids = store.texts(f"{kind}.ids")
    names = store.texts(f"{kind}.names")
    if len(ids) > MAX_ENTITIES or len(names) != len(ids) or not all_distinct(ids):
        raise Damaged(f"has {len(ids)} ids of kind {kind} for {len(names)} names, or the same id twice")
    return EntityTable(
        kind=kind,
        ids=ids,
        names=names,
        parent=read_indices(store, f"{kind}.parent", len(ids), below=MAX_ENTITIES, lowest=-1),
        from_s=_floats(store, f"{kind}.from_s", len(ids)),
        until_s=_floats(store, f"{kind}.until_s", len(ids)),
    )


def _write_part(store: Store, name: str, part: ElementSets | KeplerElements) -> None:
    store.put_text(f"{name}.names", nouns.to_json(part.names))
    if isinstance(part, ElementSets):
        store.put_column(f"{name}.catalogue_numbers", part.catalogue_numbers)
        for key in SGP4_COLUMNS:
            store.put_column(f"{name}.{key}", part.columns[key])
    else:
        for key in _KEPLER_COLUMNS:
            store.put_column(f"{name}.{key}", getattr(part, key))


def _read_part(store: Store, name: str, form: str) -> ElementSets | KeplerElements:
    names = store.texts(f"{name}.names")
    n = len(names)
    try:
        if form == "elements":
            numbers = np.asarray(store.column(f"{name}.catalogue_numbers", n, "<i8"), np.int64)
            columns = {key: _floats(store, f"{name}.{key}", n) for key in SGP4_COLUMNS}
            return ElementSets(names, numbers, columns)
        if form == "kepler":
            return KeplerElements(names, *(_floats(store, f"{name}.{key}", n) for key in _KEPLER_COLUMNS))
    except ValueError as error:
        raise Damaged(f"has elements that make no sense: {error}") from None
    raise Damaged(f"has elements of the form {form!r}")


def _floats(store: Store, name: str, n: int) -> NDArray[np.float64]:
    return np.asarray(store.column(name, n, "<f8"), np.float64)
