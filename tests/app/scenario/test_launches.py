"""Fleets that grow plane by plane, satellites that are retired, and designs as the engine reads them."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.ground import FREE
from dawnline.scenario.scenario import Scenario
from dawnline_testing.data import shared_data
from dawnline_testing.scenario_texts import HEAD, SHELL

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
DAY = 86_400.0
LONG = HEAD + 'duration = "40d"\nstep = "1h"\n'


def test_planes_are_launched_in_batches(load: Load) -> None:
    grows = 'launch = { first = "2d", every = "14d", planes = 2 }\nretire_after = "20d"\n'
    scenario = load(LONG + SHELL.replace('"a"', '"old"') + SHELL + grows)
    table, planes = scenario.fleet.satellites, scenario.fleet.tables["plane"]
    assert (table.from_s[:30] == -np.inf).all()
    assert (table.until_s[:30] == np.inf).all()
    expected = np.repeat([2.0, 2.0, 16.0, 16.0, 30.0, 30.0], 5) * DAY
    np.testing.assert_array_equal(table.from_s[30:], expected)
    np.testing.assert_array_equal(table.until_s[30:], expected + 20.0 * DAY)
    np.testing.assert_array_equal(planes.from_s[6:], expected[::5])
    np.testing.assert_array_equal(planes.until_s[6:], expected[::5] + 20.0 * DAY)
    old, new = json.loads(scenario.document)["fleet"]
    assert new["launch"] == {"first_s": 2 * DAY, "every_s": 14 * DAY, "planes": 2}
    assert new["retire_after_s"] == 20 * DAY
    assert "launch" not in old


def test_what_flies_already_is_retired_from_the_start_on(load: Load) -> None:
    table = load(LONG + SHELL + 'retire_after = "20d"\n').fleet.satellites
    assert (table.from_s == -np.inf).all()
    assert (table.until_s == 20.0 * DAY).all()


def test_planes_that_never_fly_are_warned_of(load: Load) -> None:
    warnings = load(LONG + SHELL + 'launch = { every = "14d" }\n').warnings
    told = [str(item) for item in warnings if item.key == "fleet[0].launch"]
    assert len(told) == 1
    assert "3 of 6 planes are launched after the end of the run" in told[0]


def test_what_is_wrong_with_launches_is_said(complaints: Complain) -> None:
    problems = complaints(LONG + SHELL + "launch = { every = 14 }\n")
    assert any(
        "fleet[0].launch.every: is a whole number, which has no unit" in problem for problem in problems
    )
    problems = complaints(LONG + SHELL + 'launch = { evry = "1d" }\n')
    assert any("launch.evry: unknown key; expected 'every' (did you" in problem for problem in problems)
    assert any("launch.every: is missing; expected time from one batch" in problem for problem in problems)


def test_real_satellites_are_not_launched_again(complaints: Complain) -> None:
    elements = shared_data("tle/starlink_2026-05-30.tle")
    text = f'[[fleet]]\nname = "a"\nsource = "elements"\nbus = "spacex-ai1"\nfile = "{elements.name}"\n'
    problems = complaints(
        "[scenario]\n" + text + 'retire_after = "20d"\n', elements={"a": elements}, stale_ok=True
    )
    assert any("fleet[0].retire_after: means nothing for element sets" in problem for problem in problems)


def test_element_sets_in_place_of_a_generated_fleet_fly_already(load: Load) -> None:
    elements = shared_data("tle/starlink_2026-05-30.tle")
    text = SHELL + 'launch = { every = "1d" }\n'
    scenario = load("[scenario]\n" + text, elements={"a": elements}, stale_ok=True)
    assert (scenario.fleet.satellites.from_s == -np.inf).all()
    assert any(item.key == "fleet[0].launch" and "is left out" in item.message for item in scenario.warnings)


def bus_of(load: Load, said: str) -> SatelliteBus:
    text = SHELL.replace('bus = "spacex-ai1"', f'bus = {{ preset = "spacex-ai1", {said} }}')
    (bus,) = load(HEAD + text).fleet.buses
    return bus


def test_a_design_says_what_the_engine_reads(load: Load) -> None:
    bus = bus_of(
        load, 'capping = "clock", upsets_per_h = 0.002, upset_repair = "5m", battery_fade_frac = 0.2'
    )
    assert (bus.capping, bus.upsets_per_h, bus.upset_repair_s, bus.battery_fade_frac) == (
        "clock",
        0.002,
        300,
        0.2,
    )
    sources = {item.key: item.source for item in bus.provenance}
    assert sources["upsets_per_h"] == sources["battery_fade_frac"] == "the scenario file"
    assert len(sources) == len(bus.provenance)


def test_a_battery_fades_with_its_age(load: Load) -> None:
    bus = bus_of(load, "battery_age_years = 5")
    assert bus.battery_fade_frac == pytest.approx(1.0 - 0.975**5)
    assert "5 years at 2.5% a year" in next(
        item.source for item in bus.provenance if item.key == "battery_fade_frac"
    )


def test_both_readings_of_the_announced_radiator(load: Load) -> None:
    # 120 kW at 1,400 W/m²: 86 m² of a panel with two faces, or 43 m² whose faces give 1,400 each.
    two, each = bus_of(load, 'radiator_reading = "two-sided"'), bus_of(load, 'radiator_reading = "per-face"')
    assert (two.radiator_area_m2, each.radiator_area_m2) == (86.0, 43.0)
    load_w = each.accelerators * each.accelerator.max_w * (1.0 + each.overhead_frac) + each.housekeeping_w
    assert load_w / (2.0 * each.radiator_area_m2) == pytest.approx(1400.0, rel=0.02)
    # What a face must have for that, before what it absorbs: 69 °C for both together, 134 °C for each.
    for bus, faces_w_m2 in ((two, 700.0), (each, 1400.0)):
        emitted_w_m2 = bus.radiator_emissivity_frac * 5.670374e-8
        needed_k = (faces_w_m2 / emitted_w_m2) ** 0.25
        assert needed_k - 273.15 == pytest.approx({700.0: 69.0, 1400.0: 134.0}[faces_w_m2], abs=1.5)
        assert load_w / (2.0 * bus.radiator_area_m2) == pytest.approx(faces_w_m2, rel=0.02)
    assert bus_of(load, "accelerators = 8").tariff == FREE


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (
            "battery_age_years = 5, battery_fade_frac = 0.1",
            "battery_age_years: stands beside battery_fade_frac",
        ),
        (
            'radiator_reading = "per-face", radiator_faces = 1',
            "radiator_reading: 'per-face' means nothing for 1",
        ),
        (
            'radiator_reading = "best"',
            "radiator_reading: 'best' is unknown; expected 'two-sided' or 'per-face'",
        ),
        ("upsets_per_h = -1", "upsets_per_h: -1 is out of range"),
    ],
)
def test_wrong_designs_say_what_would_be_right(complaints: Complain, said: str, wrong: str) -> None:
    text = SHELL.replace('bus = "spacex-ai1"', f'bus = {{ preset = "spacex-ai1", {said} }}')
    problems = complaints(HEAD + text)
    assert any(f"fleet[0].bus.{wrong}" in problem for problem in problems), problems
