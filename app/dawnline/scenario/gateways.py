"""Gateways of a scenario, from its own rows and from presets; and the rules of its network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import radians
from typing import Any

from dawnline.fleet.network import Gateway, NetworkRules
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.ground import MAX_PLACES, chosen_rows
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.links import seconds
from dawnline.scenario.schema_network import NO_LIMIT_KM, GatewaySection, ListedGateway, NetworkSection
from dawnline.scenario.sections import Row

_REPLACED = ("mask_deg", "max_range_km", "antennas", "rate_gbps", "availability", "acquisition")
_FIELDS = {
    "lat": "lat_rad",
    "lon": "lon_rad",
    "mask_deg": "mask_rad",
    "max_range_km": "max_range_m",
    "rate_gbps": "rate_bps",
    "availability": "availability_frac",
    "acquisition": "acquisition_s",
}
# What a preset may leave out.
_PLAIN: dict[str, Any] = {"max_range_km": NO_LIMIT_KM, "availability": None, "acquisition": 0.0}
# One optical site under an average sky (parameter set of spacedc-mdao, 2026); rain does not stop radio here.
_CLEAR = {"radio": 1.0, "optical": 0.75}
# The rules by key: the noun's field, the unit, and where the value comes from that holds if none is given.
_RULES = {
    "hop_ms": ("hop_s", "ms", "editable default: switching in a satellite"),
    "access_ms": ("access_s", "ms", "editable default: Starlink adds 10-15 ms to a round trip"),
    "fibre_stretch": ("fibre_stretch", "", "editable default: backbones are 1.2-1.4 of the great circle"),
    "fibre_index": ("fibre_index", "", "silica fibre at 1,550 nm"),
    "queue_cap_ms": ("queue_cap_s", "ms", "editable default"),
}


@dataclass(frozen=True, eq=False)
class Gateways:
    """All gateways, the provider of each ("" for none), and what people call the providers."""

    gateways: tuple[Gateway, ...] = ()
    providers: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def gateways_of(rows: Iterable[Row[GatewaySection]], fleets: Sequence[str], findings: Findings) -> Gateways:
    """Return all gateways; ``fleets`` are the names of the satellite fleets that they may serve."""
    found: list[Gateway] = []
    providers: list[str] = []
    titles: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if findings.is_full():
            break
        if len(found) > MAX_PLACES:
            findings.error(row.path, f"more than {MAX_PLACES:,} gateways", f"at most {MAX_PLACES:,}")
            break
        _check_fleets(row.value.fleets, fleets, row.path, findings)
        provider, gateways = _gateways_of_row(row.value, row.path, titles, findings)
        for gateway in gateways:
            key = (provider, gateway.name)
            if key in seen:
                message = f"gateway {gateway.name!r} is there twice"
                findings.error((*row.path, "name"), message, "another name for each gateway")
            seen.add(key)
            found.append(gateway)
            providers.append(provider)
    return Gateways(tuple(found), tuple(providers), titles)


def rules_of(section: NetworkSection, fleets: Sequence[str], findings: Findings) -> NetworkRules:
    """Return what holds everywhere; ``fleets`` are the names of those whose satellites have lasers."""
    pairs: list[tuple[str, str]] = []
    for index, pair in enumerate(section.lasers_between):
        path: KeyPath = ("network", "lasers_between", index)
        for place, name in enumerate(pair):
            if name not in fleets:
                message = f"there is no fleet {name!r} with links"
                findings.error((*path, place), message, one_of(fleets, name))
        if pair[0] == pair[1]:
            findings.error(path, f"{pair[0]!r} is there twice", "two different fleets")
        elif {frozenset(pair)} & {frozenset(other) for other in pairs}:
            findings.error(path, "this pair is there twice", "each pair once")
        pairs.append((pair[0], pair[1]))
    return NetworkRules(
        hop_s=section.hop_ms * 1e-3,
        access_s=section.access_ms * 1e-3,
        fibre_stretch=section.fibre_stretch,
        fibre_index=section.fibre_index,
        has_fibre=section.fibre,
        queue_cap_s=section.queue_cap_ms * 1e-3,
        lasers_between=tuple(pairs),
        provenance=tuple(
            Provenance(field_, getattr(section, key), unit, SCENARIO_FILE, "", "assumed")
            if key in section.model_fields_set
            else Provenance(field_, getattr(section, key), unit, source, "2026-11", "assumed")
            for key, (field_, unit, source) in _RULES.items()
        ),
    )


def _check_fleets(given: list[str] | None, known: Sequence[str], path: KeyPath, findings: Findings) -> None:
    for index, name in enumerate(given or ()):
        if name not in known:
            message = f"there is no fleet of satellites {name!r}"
            findings.error((*path, "fleets", index), message, one_of(known, name))


def _gateways_of_row(
    given: GatewaySection, path: KeyPath, titles: dict[str, str], findings: Findings
) -> tuple[str, list[Gateway]]:
    if isinstance(given, ListedGateway):
        return given.provider or "", [_gateway(given.model_dump(), given.fleets, ())]
    preset, rows = chosen_rows("gateways", given.preset, given.only, path, findings)
    if preset is None:
        return "", []
    provider = str(preset.common.values["provider"])
    titles.setdefault(provider, preset.title)
    own = {key: value for key in _REPLACED if (value := getattr(given, key)) is not None}
    return provider, [
        _gateway(
            {**_PLAIN, **preset.common.values, **row.values, **own},
            given.fleets,
            _provenance((*preset.common.provenance, *row.provenance), own),
        )
        for row in rows
    ]


def _gateway(row: Mapping[str, Any], fleets: Sequence[str] | None, known: tuple[Provenance, ...]) -> Gateway:
    availability = row["availability"]
    return Gateway(
        name=row["name"],
        title=row["title"] or row["name"],
        kind=row["kind"],
        lat_rad=radians(row["lat"]),
        lon_rad=radians(row["lon"]),
        mask_rad=radians(row["mask_deg"]),
        max_range_m=float(row["max_range_km"]) * 1e3,
        antennas=row["antennas"],
        rate_bps=float(row["rate_gbps"]) * 1e9,
        availability_frac=_CLEAR[row["kind"]] if availability is None else float(availability),
        acquisition_s=seconds(row["acquisition"]),
        fleets=tuple(fleets or ()),
        provenance=known,
    )


def _provenance(sources: Sequence[Provenance], own: Mapping[str, Any]) -> tuple[Provenance, ...]:
    """Return the sources of a gateway's numbers: the scenario's, else its row's, else the preset's."""
    found = {item.key: item for item in sources}
    for key, value in own.items():
        unit = found[key].unit if key in found else ""
        found[key] = Provenance(key, float(value), unit, SCENARIO_FILE, "", "assumed")
    return tuple(replace(item, key=_FIELDS.get(key, key)) for key, item in found.items())
