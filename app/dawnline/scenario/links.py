"""What the satellites of a fleet can be linked to: presets and what differs from them, in SI units."""

from collections.abc import Callable, Mapping
from math import radians
from typing import Any

from dawnline.fleet.network import FleetLinks
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.scenario.duration import parse_duration
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.presets import preset_names, read_preset
from dawnline.scenario.schema_network import NO_LIMIT_KM, LinksSection


def seconds(given: str | float) -> float:
    """Return a length of time of a preset (``10s``) or of a checked section (seconds)."""
    return parse_duration(given) if isinstance(given, str) else float(given)


# Keys of the file whose unit differs from the noun's: the noun's field, and how to get there.
_CONVERTED: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "rate_gbps": ("rate_bps", lambda gbps: float(gbps) * 1e9),
    "max_range_km": ("max_range_m", lambda km: float(km) * 1e3),
    "grazing_km": ("grazing_m", lambda km: float(km) * 1e3),
    "acquisition": ("acquisition_s", seconds),
    "max_cross_plane_lat_deg": ("max_cross_plane_lat_rad", lambda deg: radians(float(deg))),
    "user_mask_deg": ("user_mask_rad", lambda deg: radians(float(deg))),
    "user_max_range_km": ("user_max_range_m", lambda km: float(km) * 1e3),
    "user_rate_gbps": ("user_rate_bps", lambda gbps: float(gbps) * 1e9),
}
# What is not said: Starlink's laser (100 Gbit/s) and users (from 25°, FCC modification of 2021), 80 km of air
# (Hypatia: Kassing et al., IMC 2020), and 10 s, which is assumed: makers of terminals name 2 to 100 s.
_PLAIN: dict[str, Any] = {
    "terminals": 4,
    "rate_gbps": 100.0,
    "max_range_km": NO_LIMIT_KM,
    "grazing_km": 80.0,
    "acquisition": 10.0,
    "plane_offset": 0,
    "max_cross_plane_lat_deg": 90.0,
    "user_mask_deg": 25.0,
    "user_max_range_km": NO_LIMIT_KM,
    "user_rate_gbps": 0.0,
    "ground_beams": 1,
}


def links_of(
    section: LinksSection | None, path: KeyPath, *, is_closed: bool, findings: Findings
) -> FleetLinks | None:
    """Return what satellites can be linked to; None if nothing is said, or wrong, which is then noted.

    ``is_closed`` is what ``crosses_seam`` is where nobody says: whether the planes go all the way round.
    """
    if section is None:
        return None
    own = {key: value for key, value in section if value is not None and key != "preset"}
    known: Mapping[str, Any] = {}
    sources: tuple[Provenance, ...] = ()
    if section.preset is not None:
        preset = read_preset("links", section.preset)
        if preset is None:
            expected = one_of(preset_names("links"), section.preset)
            findings.error((*path, "preset"), f"links {section.preset!r} are unknown", expected)
            return None
        known, sources = preset.common.values, preset.common.provenance
    elif section.topology is None:
        expected = "'grid', 'nearest', 'cluster' or 'none', or a preset to start from"
        findings.error((*path, "topology"), "is missing", expected)
        return None
    values = {**_PLAIN, "crosses_seam": is_closed, **known, **own}
    fields = {
        _CONVERTED[key][0] if key in _CONVERTED else key: _CONVERTED[key][1](value)
        if key in _CONVERTED
        else value
        for key, value in values.items()
    }
    return FleetLinks(**fields, provenance=changed_provenance(sources, own))


def changed_provenance(sources: tuple[Provenance, ...], own: Mapping[str, Any]) -> tuple[Provenance, ...]:
    """Return where numbers come from, under the names of the nouns' fields: the scenario's own come last."""
    units = {item.key: item.unit for item in sources}
    given = [
        Provenance(key, float(value), units.get(key, ""), SCENARIO_FILE, "", "assumed")
        for key, value in own.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    ]
    kept = [item for item in sources if item.key not in own]
    return tuple(
        Provenance(_field_of(item.key), item.value, item.unit, item.source, item.date, item.confidence)
        for item in (*kept, *given)
    )


def _field_of(key: str) -> str:
    return _CONVERTED[key][0] if key in _CONVERTED else key


def _converted(key: str, value: Any) -> Any:
    return _CONVERTED[key][1](value) if key in _CONVERTED else value
