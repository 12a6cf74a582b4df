"""The scenario as it runs, as canonical JSON: equal texts give equal runs, on any machine."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dawnline.fleet.accelerator import Accelerator
from dawnline.fleet.assumption import Assumption
from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import Site
from dawnline.fleet.workload import Workload
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.satellites import SatelliteFleet
from dawnline.scenario.schema import FORMAT

# What nouns did not have in the first version of this format: left out where it says nothing, so that a
# document reads as it did before.
_LATER: dict[type, tuple[str, ...]] = {
    Accelerator: ("preset",),
    SatelliteBus: ("capping", "upsets_per_h", "upset_repair_s", "battery_fade_frac", "tariff"),
    Site: ("country", "capping", "ramp_frac_per_min", "on_site", "tariff"),
    Workload: ("countries", "requests", "gang", "jobs"),
    Event: ("notice_s", "safe_mode_below_m"),
}
_FIRST_POLICY = ("placement", "spill_over", "sunlit_first")
_FIRST_PLACEMENTS = ("by-share", "orbit-first", "ground-first")


def canonical_document(
    *,
    about: dict[str, Any],
    epoch: Epoch,
    fleets: Iterable[SatelliteFleet],
    fleet: Fleet,
    policy: PlacementPolicy,
    events: Iterable[Event],
    traces_sha256: Mapping[str, str] | None = None,
    assumptions: Iterable[Assumption] = (),
) -> str:
    """Return the document: SI units, presets written out, files by their SHA-256, no path of any machine.

    ``about`` holds title, description, duration_s, step_s and seed, and what ``about.described`` gives;
    ``traces_sha256`` what is in the trace of each workload that has one, ``assumptions`` what
    money is counted by. Where values come from is not in it: it changes no result.
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
        "workload": [_plain_workload(workload, fleet, traces_sha256 or {}) for workload in fleet.workloads],
        "policy": _plain_policy(policy),
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
    spans = {item.key: [item.range.low, item.range.central, item.range.high] for item in assumptions}
    if spans:
        document["costs"] = spans
    _drop_unread(document, fleet, policy)
    return _text(document)


def with_events(document: str, events: Iterable[Event], fleet: Fleet) -> str:
    """Return a canonical document with these events in place of its own: of the scenario with them."""
    return _text({**json.loads(document), "event": [_plain_event(event, fleet) for event in events]})


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _drop_unread(document: dict[str, Any], fleet: Fleet, policy: PlacementPolicy) -> None:
    """Take out what nothing in this scenario reads: whose accelerators those are, and in which country."""
    if not any(workload.requests for workload in fleet.workloads):
        for holder in (*(one["bus"] for one in document["fleet"]), *document["site"]):
            holder["accelerator"].pop("preset", None)
    asks = any(workload.countries for workload in fleet.workloads)
    if not asks and policy.placement in _FIRST_PLACEMENTS:
        for site in document["site"]:
            site.pop("country", None)


def _plain_workload(workload: Workload, fleet: Fleet, traces_sha256: Mapping[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(workload)
    if workload.gang is not None:
        plain["gang"]["at"] = fleet.entity_id(workload.gang.at)
    if workload.name in traces_sha256:
        plain["trace_sha256"] = traces_sha256[workload.name]
    return plain


def _plain_policy(policy: PlacementPolicy) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(policy, field.name))
        for field in fields(policy)
        if field.name in _FIRST_POLICY or getattr(policy, field.name) != field.default
    }


def _plain_event(event: Event, fleet: Fleet) -> dict[str, Any]:
    plain: dict[str, Any] = {**_plain(event), "target": fleet.entity_id(event.target)}
    # JSON has no number for what is endless.
    plain["duration_s"] = event.duration_s if math.isfinite(event.duration_s) else None
    if event.other is None:
        del plain["other"]
    else:
        plain["other"] = fleet.entity_id(event.other)
    return plain


def _plain(value: Any) -> Any:
    """Return a noun as JSON has it, without where its numbers come from."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    later = _LATER.get(type(value), ())
    return {
        field.name: _plain(getattr(value, field.name))
        for field in fields(value)
        if field.name != "provenance"
        and not (field.name in later and getattr(value, field.name) == field.default)
    }
