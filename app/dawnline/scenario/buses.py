"""Satellite designs of a scenario: presets and what differs from them, in the units of the nouns."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.scenario.accelerators import accelerator_of, known_accelerator
from dawnline.scenario.duration import parse_duration
from dawnline.scenario.findings import Findings, one_of
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.presets import Preset, preset_names, read_preset
from dawnline.scenario.schema_bus import BusSection
from dawnline.scenario.tariffs import Costs, priced_bus, told_tariff

# Keys of the file whose unit differs from the noun's: the noun's field, and how to get there.
_CONVERTED: dict[str, tuple[str, Callable[[Any], float]]] = {
    "battery_kwh": ("battery_j", lambda kwh: float(kwh) * 3.6e6),
    "heat_capacity_kj_per_k": ("heat_capacity_j_per_k", lambda kj: float(kj) * 1e3),
    "throttle_c": ("throttle_k", lambda celsius: float(celsius) + 273.15),
    "trip_c": ("trip_k", lambda celsius: float(celsius) + 273.15),
    "housekeeping_kw": ("housekeeping_w", lambda kw: float(kw) * 1e3),
    "upset_repair": (
        "upset_repair_s",
        lambda given: parse_duration(given) if isinstance(given, str) else given,
    ),
    "fault_repair": (
        "fault_repair_s",
        lambda given: parse_duration(given) if isinstance(given, str) else given,
    ),
}
_NOT_NUMBERS = ("preset", "name", "accelerator")
# What the file says in another way than the noun has it.
_TARIFF = {"usd_per_gpu_hour": "usd_per_accelerator_h", "kg_per_gpu_hour": "kg_per_accelerator_h"}
_READ = ("battery_age_years", "radiator_reading", *_TARIFF)
# Lithium-ion cells lose 2 to 3 % of their energy a year in low orbits. Editable default.
FADE_PER_YEAR = 0.025
# What no preset says, for nobody has announced it: how a design is unless a scenario says more.
_UNSAID = "nothing published; none unless the scenario gives some"
_PLAIN = (
    Provenance("upsets_per_h", 0.0, "1/h", _UNSAID, "2026-11", "assumed"),
    Provenance("upset_repair_s", 600.0, "s", "editable default: a restart", "2026-11", "assumed"),
    Provenance("battery_fade_frac", 0.0, "", _UNSAID, "2026-11", "assumed"),
)


def bus_of(
    section: BusSection, path: KeyPath, findings: Findings, costs: Costs | None = None
) -> SatelliteBus | None:
    """Return a satellite design, priced where money is counted; None if it is wrong, which is then noted."""
    preset = read_preset("buses", section.preset)
    if preset is None:
        expected = one_of(preset_names("buses"), section.preset)
        findings.error((*path, "preset"), f"bus {section.preset!r} is unknown", expected)
        return None
    given = {key: value for key, value in section if value is not None and key not in _NOT_NUMBERS}
    own = {key: value for key, value in given.items() if key not in _READ}
    if section.accelerator is None:
        chosen: Any = known_accelerator(preset.common.values["accelerator"])
    else:
        chosen = accelerator_of(section.accelerator, (*path, "accelerator"), findings)
    if chosen is None:
        return None
    accelerator, sources = chosen
    fields = {
        _CONVERTED[key][0] if key in _CONVERTED else key: _converted(key, value)
        for key, value in _merged(preset, own)
    }
    title = section.name or (preset.title if not given else f"{preset.title}, changed by this scenario")
    bus = SatelliteBus(
        name=title, accelerator=accelerator, **fields, provenance=_provenance(preset, own, sources)
    )
    if not _is_sound(bus, path, findings):
        return None
    return _priced(_read_as(_aged(bus, section, path, findings), section, path, findings), section, costs)


def _aged(bus: SatelliteBus, section: BusSection, path: KeyPath, findings: Findings) -> SatelliteBus:
    years = section.battery_age_years
    if years is None:
        return bus
    if section.battery_fade_frac is not None:
        message = "stands beside battery_fade_frac, which says the same"
        findings.error((*path, "battery_age_years"), message, "one of the two")
        return bus
    fade_frac = 1.0 - (1.0 - FADE_PER_YEAR) ** years
    source = f"{years:g} years at {FADE_PER_YEAR:.1%} a year (editable default)"
    return _told(bus, "battery_fade_frac", fade_frac, "", source)


def _read_as(bus: SatelliteBus, section: BusSection, path: KeyPath, findings: Findings) -> SatelliteBus:
    """Return a design whose radiator is as large as a reading of its announced W/m² makes it."""
    if section.radiator_reading != "per-face":
        return bus
    if bus.radiator_faces != 2:
        message = f"'per-face' means nothing for {bus.radiator_faces} face"
        findings.error((*path, "radiator_reading"), message, "'two-sided', or radiator_faces = 2")
        return bus
    source = "announced W/m² read as of each of its two faces: half of the panel that it is as of the panel"
    return _told(bus, "radiator_area_m2", bus.radiator_area_m2 / 2.0, "m²", source)


def _told(bus: SatelliteBus, key: str, value: float, unit: str, source: str) -> SatelliteBus:
    kept = [item for item in bus.provenance if item.key != key]
    told = Provenance(key, value, unit, source, "2026-11", "assumed")
    changes: dict[str, Any] = {key: value, "provenance": (*kept, told)}
    return replace(bus, **changes)


def _priced(bus: SatelliteBus, section: BusSection, costs: Costs | None) -> SatelliteBus:
    given = {_TARIFF[key]: float(value) for key, value in section if key in _TARIFF and value is not None}
    if costs is not None:
        return priced_bus(bus, costs, given)
    tariff, told = told_tariff(bus.tariff, given)
    return replace(bus, tariff=tariff, provenance=(*bus.provenance, *told))


def _merged(preset: Preset, own: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in {**preset.common.values, **own}.items() if key not in _NOT_NUMBERS]


def _converted(key: str, value: Any) -> Any:
    return _CONVERTED[key][1](value) if key in _CONVERTED else value


def _provenance(
    preset: Preset, own: dict[str, Any], accelerator: tuple[Provenance, ...]
) -> tuple[Provenance, ...]:
    units = {item.key: item.unit for item in preset.common.provenance}
    kept = [item for item in preset.common.provenance if item.key not in own]
    given = [
        Provenance(key, float(value), units.get(key, ""), SCENARIO_FILE, "", "assumed")
        for key, value in own.items()
        if isinstance(value, (int, float))
    ]
    named = [
        Provenance(f"accelerator.{item.key}", item.value, item.unit, item.source, item.date, item.confidence)
        for item in accelerator
    ]
    return tuple(
        Provenance(_field(item.key), item.value, item.unit, item.source, item.date, item.confidence)
        for item in (*_unsaid(own), *kept, *given, *named)
    )


def _unsaid(own: dict[str, Any]) -> list[Provenance]:
    said = {_field(key) for key in own}
    return [item for item in _PLAIN if item.key not in said]


def _field(key: str) -> str:
    return _CONVERTED[key][0] if key in _CONVERTED else key


def _is_sound(bus: SatelliteBus, path: KeyPath, findings: Findings) -> bool:
    if bus.throttle_k >= bus.trip_k:
        message = f"throttle_c {bus.throttle_k - 273.15:g} is not below trip_c {bus.trip_k - 273.15:g}"
        findings.error((*path, "throttle_c"), message, "a temperature below trip_c")
        return False
    return True
