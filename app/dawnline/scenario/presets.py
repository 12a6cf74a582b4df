"""Presets that ship inside: read from TOML, each value with unit, source, date and confidence.

A number is either a table ``{ value, unit, source, date, confidence }``, or plain: then its unit stands in
the file's ``[units]`` and its source, date and confidence in its row, or else at the head of the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from dawnline.fleet.provenance import Confidence, Provenance

PresetKind = Literal["accelerators", "buses", "constellations", "gateways", "links", "regions", "sites"]
PRESET_KINDS: tuple[PresetKind, ...] = get_args(PresetKind)
_SOURCE_KEYS = ("source", "date", "confidence")


@dataclass(frozen=True, eq=False)
class PresetValues:
    """Values under the keys of the scenario file, and where each number comes from."""

    values: Mapping[str, Any]
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, eq=False)
class Preset:
    """One preset: values that hold for all of it, and its rows (shells, sites, regions) if it has some."""

    name: str
    title: str
    note: str
    common: PresetValues
    rows: tuple[PresetValues, ...]


@cache
def preset_names(kind: PresetKind) -> tuple[str, ...]:
    """Return the names of all presets of a kind, sorted."""
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in _folder(kind).iterdir() if _is_preset(item))
    )


@cache
def read_preset(kind: PresetKind, name: str) -> Preset | None:
    """Return a preset by its name, or None if there is none of it."""
    if name not in preset_names(kind):
        return None
    tables = tomllib.loads((_folder(kind) / f"{name}.toml").read_text(encoding="utf-8"))
    source = {key: tables[key] for key in _SOURCE_KEYS if key in tables}
    units = tables.get("units", {})
    return Preset(
        name=name,
        title=tables["title"],
        note=tables.get("note", ""),
        common=_values(tables.get("values", {}), units, source),
        rows=tuple(_values(row, units, source) for row in tables.get("row", ())),
    )


def _values(table: Mapping[str, Any], units: Mapping[str, str], source: Mapping[str, Any]) -> PresetValues:
    values: dict[str, Any] = {}
    provenance: list[Provenance] = []
    inherited = {**source, **{key: table[key] for key in _SOURCE_KEYS if key in table}}
    for key, given in table.items():
        if key in _SOURCE_KEYS:
            continue
        if isinstance(given, dict):
            values[key] = given["value"]
            provenance.append(_provenance(key, {**inherited, **given}))
        else:
            values[key] = given
            if key in units and not isinstance(given, str):
                provenance.append(_provenance(key, {**inherited, "value": given, "unit": units[key]}))
    return PresetValues(values, tuple(provenance))


def _provenance(key: str, given: Mapping[str, Any]) -> Provenance:
    confidence: Confidence = given["confidence"]
    if confidence not in get_args(Confidence):
        raise ValueError(f"{key}: confidence {confidence!r}; expected one of {get_args(Confidence)}")
    return Provenance(key, float(given["value"]), given["unit"], given["source"], given["date"], confidence)


def _folder(kind: PresetKind) -> Traversable:
    return files("dawnline_assets") / "fleets" / kind


def _is_preset(item: Traversable) -> bool:
    return item.name.endswith(".toml")
