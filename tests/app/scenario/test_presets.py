"""Presets: every number has a source, and the populations are those of the tables they come from."""

from dataclasses import fields

import numpy as np
import pytest

from dawnline.fleet.bus import SatelliteBus
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.buses import bus_of
from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import LineIndex
from dawnline.scenario.presets import PRESET_KINDS, PresetKind, preset_names, read_preset
from dawnline.scenario.schema_bus import BusSection
from dawnline.scenario.shell_rows import shells_of_preset

EPOCH = Epoch.from_iso("2026-05-30T00:00:00Z")
NOT_NUMBERS = {
    "name",
    "title",
    "pattern",
    "provider",
    "accelerator",
    "fault_repair",
    "array_tracking",
    "eclipse_policy",
    "topology",
    "acquisition",
    "kind",
}
NUMBERS_OF_BUS = {field.name for field in fields(SatelliteBus) if field.type in (int, float)} - {
    "accelerators",
    "fault_repair_s",
}
ALL = [(kind, name) for kind in PRESET_KINDS for name in preset_names(kind)]


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_every_number_has_unit_source_date_and_confidence(kind: PresetKind, name: str) -> None:
    preset = read_preset(kind, name)
    assert preset is not None
    assert preset.title
    for part in (preset.common, *preset.rows):
        known = {item.key: item for item in part.provenance}
        numbers = {key for key in part.values if key not in NOT_NUMBERS}
        if kind == "regions":
            numbers -= {"lat", "lon"}  # a place on the map is no claim
        missing = {key for key in numbers if key not in known and part.values[key] != "half"}
        assert not missing
        assert all(item.source and item.date for item in part.provenance)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("starlink-gen1", [1584, 1584, 720, 348, 172]),
        ("starlink-gen2-2022", [5280, 5280, 5280, 3600, 3360, 3360, 3360, 144, 324]),
        ("kuiper", [1156, 1296, 784]),
        ("oneweb", [588]),
    ],
)
def test_filed_shells_have_the_filed_counts(name: str, counts: list[int]) -> None:
    preset = read_preset("constellations", name)
    assert preset is not None
    assert [shell.satellites for shell in shells_of_preset(preset, EPOCH)] == counts


def test_starlink_as_flown_has_the_populations_of_that_day() -> None:
    # The catalogue of 2026-05-30 (CelesTrak GP): inclination, height, count in bins of 10 km and 1 degree.
    flown = [
        (43, 485, 3246), (53, 540, 1304), (53, 475, 1264), (53, 465, 880), (70, 570, 687),
        (53, 470, 618), (97.5, 550, 474), (97.5, 465, 391), (43, 355, 329), (53, 360, 323),
    ]  # fmt: skip
    preset = read_preset("constellations", "starlink-2026-05-30")
    assert preset is not None
    assert "Generated" in preset.note
    shells = shells_of_preset(preset, EPOCH)
    assert len(shells) == len(flown)
    for shell, (inclination_deg, altitude_km, count) in zip(shells, flown, strict=True):
        assert np.degrees(shell.inclination_rad) == pytest.approx(inclination_deg)
        assert shell.altitude_m == altitude_km * 1e3
        assert shell.satellites == pytest.approx(count, rel=0.01)


@pytest.mark.parametrize("name", preset_names("buses"))
def test_buses_explain_every_number(name: str) -> None:
    findings = Findings("test", LineIndex(""))
    bus = bus_of(BusSection.model_validate(name), (), findings)
    assert bus is not None
    assert not findings.has_errors
    assert {item.key for item in bus.provenance} >= NUMBERS_OF_BUS


def test_ai1_has_the_announced_figures() -> None:
    bus = bus_of(BusSection.model_validate("spacex-ai1"), (), Findings("test", LineIndex("")))
    assert bus is not None
    solar_w = 1361.0 * bus.array_area_m2 * bus.array_efficiency_frac * bus.array_packing_frac
    assert solar_w * bus.array_pointing_frac == pytest.approx(150e3, rel=0.02)
    load_w = bus.accelerators * bus.accelerator.max_w * (1 + bus.overhead_frac) + bus.housekeeping_w
    assert load_w == pytest.approx(120e3, rel=0.02)
    assert load_w / bus.radiator_area_m2 == pytest.approx(1400.0, rel=0.02)


def test_starcloud_like_has_the_white_papers_radiator() -> None:
    bus = bus_of(BusSection.model_validate("starcloud-like"), (), Findings("test", LineIndex("")))
    assert bus is not None
    load_w = bus.accelerators * bus.accelerator.max_w * (1 + bus.overhead_frac) + bus.housekeeping_w
    assert load_w / bus.radiator_area_m2 == pytest.approx(633.0, rel=0.03)


def test_azures_spanish_region_is_not_in_the_sea() -> None:
    preset = read_preset("sites", "azure")
    assert preset is not None
    spain = next(row for row in preset.rows if row.values["name"] == "spaincentral")
    assert spain.values["lon"] == -3.4209


@pytest.mark.parametrize(("name", "count"), [("aws", 28), ("gcp", 31), ("azure", 33), ("colossus-1", 1)])
def test_sites_are_all_there_once(name: str, count: int) -> None:
    preset = read_preset("sites", name)
    assert preset is not None
    names = [row.values["name"] for row in preset.rows]
    assert len(names) == len(set(names)) == count
    for row in preset.rows:
        accelerators, cap_w = row.values["accelerators"], row.values["power_cap_mw"] * 1e6
        assert 200.0 < cap_w / accelerators < 4000.0


def test_unknown_presets_are_none() -> None:
    assert read_preset("buses", "no-such") is None
    assert read_preset("buses", "../accelerators/h100") is None
