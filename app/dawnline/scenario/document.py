"""The scenario as it runs, as canonical JSON: equal texts give equal runs, on any machine."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.satellites import SatelliteFleet
from dawnline.scenario.schema import FORMAT


def canonical_document(
    *,
    about: dict[str, Any],
    epoch: Epoch,
    fleets: Iterable[SatelliteFleet],
    fleet: Fleet,
    policy: PlacementPolicy,
    events: Iterable[Event],
) -> str:
    """Return the document: SI units, presets written out, files by their SHA-256, no path of any machine.

    ``about`` holds title, description, duration_s, step_s and seed. Where values come from is not in it: it
    changes no result.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "scenario": {**about, "start": epoch.iso(), "start_jd": [epoch.jd, epoch.fraction]},
        "fleet": [
            {
                "name": one.group.name,
                "title": one.group.title,
                "origin": one.group.origin,
                "satellites": len(one.names),
                "bus": _plain(one.bus),
                **({} if one.group.links is None else {"links": _plain(one.group.links)}),
                **one.described,
            }
            for one in fleets
        ],
        "site": [_plain(site) for site in fleet.sites],
        "region": [_plain(region) for region in fleet.regions],
        "workload": [_plain(workload) for workload in fleet.workloads],
        "policy": _plain(policy),
        "event": [_plain_event(event, fleet) for event in events],
    }
    # What a scenario does not have is not in its document: it reads as it did before there were networks.
    if fleet.gateways:
        ids = fleet.tables["gateway"].ids
        rows = zip(ids, fleet.gateways, strict=True)
        document["gateway"] = [{**_plain(gateway), "id": id_} for id_, gateway in rows]
    if fleet.network is not None:
        document["network"] = _plain(fleet.network)
    else:
        for workload in document["workload"]:
            del workload["traffic_bps"]
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain_event(event: Event, fleet: Fleet) -> dict[str, Any]:
    plain = {**_plain(event), "target": fleet.entity_id(event.target)}
    if event.other is None:
        del plain["other"]
    else:
        plain["other"] = fleet.entity_id(event.other)
    return plain


def _plain(value: Any) -> dict[str, Any]:
    plain = asdict(value)
    plain.pop("provenance", None)
    return plain
