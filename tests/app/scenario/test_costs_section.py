"""The section [costs]: money is counted with it alone, by central values, and each may be changed."""

import json
from collections.abc import Callable

import pytest

from dawnline.fleet.ground import FREE, Tariff
from dawnline.scenario.costs.assumptions import EVERY
from dawnline.scenario.costs.grids import grids
from dawnline.scenario.costs.money import ground_usd_per_hour, orbit_usd_per_hour
from dawnline.scenario.scenario import Scenario
from dawnline.scenario.schema_costs import CostsSection
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
AWS = '[[site]]\npreset = "aws"\nonly = ["us-east-2", "eu-west-3"]\n'
CENTRAL = {item.key: item.range.central for item in EVERY}
ALWAYS = {"orbit_availability": 1.0, "sunlit_policy_frac": 1.0, "ground_availability": 1.0}


def test_every_assumption_can_be_given() -> None:
    assert set(CostsSection.model_fields) == {item.key for item in EVERY}


def test_nothing_is_counted_without_the_section(load: Load) -> None:
    scenario = load(HEAD + SHELL + AWS)
    assert all(site.tariff == FREE for site in scenario.fleet.sites)
    assert all(bus.tariff == FREE for bus in scenario.fleet.buses)
    assert scenario.assumptions == ()
    assert "tariff" not in scenario.document
    assert "costs" not in json.loads(scenario.document)


def test_tariffs_are_central_values_for_each_design(load: Load) -> None:
    scenario = load(HEAD + SHELL + AWS + "[costs]\n")
    assert scenario.assumptions == EVERY
    ohio, paris = scenario.fleet.sites
    node_kw = 0.7 * 1.35
    own = {**CENTRAL, **ALWAYS, "node_kw": node_kw, "pue": 1.15}
    # What an hour costs with its energy, less what a full hour of energy costs: the tariff has it apart.
    machine = ground_usd_per_hour(own) - node_kw * 1.15 * CENTRAL["energy_usd_per_kwh"]
    assert ohio.tariff.usd_per_accelerator_h == pytest.approx(machine)
    assert ohio.tariff.usd_per_kwh == paris.tariff.usd_per_kwh == CENTRAL["energy_usd_per_kwh"]
    assert ohio.tariff.kg_per_kwh == grids()["USA-OH"].kg_per_kwh
    assert paris.tariff.kg_per_kwh == grids()["FRA"].kg_per_kwh < ohio.tariff.kg_per_kwh
    (bus,) = scenario.fleet.buses
    node_kw = (bus.accelerators * 1.4 * 1.12 + 6.0) / bus.accelerators
    hour = orbit_usd_per_hour({**CENTRAL, **ALWAYS, "node_kw": node_kw, "orbit_overhead": 1.0})
    assert bus.tariff == Tariff(0.0, pytest.approx(hour), 0.0, pytest.approx(bus.tariff.kg_per_accelerator_h))
    assert 0.5 < ohio.tariff.usd_per_accelerator_h < bus.tariff.usd_per_accelerator_h < 10.0
    assert 0.0 < ohio.tariff.kg_per_accelerator_h < bus.tariff.kg_per_accelerator_h < 1.0
    told = json.loads(scenario.document)
    assert told["site"][0]["tariff"]["usd_per_kwh"] == CENTRAL["energy_usd_per_kwh"]
    for holder in (ohio, bus):
        keys = {item.key for item in holder.provenance}
        assert "tariff.usd_per_accelerator_h" in keys


def test_assumptions_may_be_changed(load: Load) -> None:
    plain = load(HEAD + SHELL + AWS + "[costs]\n").fleet
    changed = load(
        HEAD
        + SHELL
        + AWS
        + "[costs]\nlaunch_usd_per_kg = { low = 100, central = 200, high = 500 }\nenergy_usd_per_kwh = 0.2\n"
        + "node_kw = 2\ngrid_kg_per_kwh = 0.5\n"
    )
    span = {item.key: item.range for item in changed.assumptions}
    assert (span["launch_usd_per_kg"].low, span["launch_usd_per_kg"].high) == (100.0, 500.0)
    assert span["energy_usd_per_kwh"].low == span["energy_usd_per_kwh"].high == 0.2
    assert json.loads(changed.document)["costs"]["launch_usd_per_kg"] == [100.0, 200.0, 500.0]
    before, after = plain.sites[0].tariff, changed.fleet.sites[0].tariff
    assert after.usd_per_kwh == 0.2
    assert after.kg_per_kwh == 0.5
    # Two kilowatts of node instead of 0.945: more facility, the same accelerator.
    assert after.usd_per_accelerator_h > before.usd_per_accelerator_h
    cheap = load(HEAD + SHELL + "[costs]\nlaunch_usd_per_kg = 200\n").fleet.buses[0].tariff
    assert cheap.usd_per_accelerator_h < plain.buses[0].tariff.usd_per_accelerator_h


def test_sites_and_designs_may_have_tariffs_of_their_own(load: Load) -> None:
    said = "usd_per_kwh = 0.31\nusd_per_gpu_hour = 2.5\nkg_per_kwh = 0.01\nkg_per_gpu_hour = 0.02\n"
    own = Tariff(0.31, 2.5, 0.01, 0.02)
    (site,) = load(HEAD + SITE + said).fleet.sites
    assert site.tariff == own
    (site,) = load(HEAD + SITE + said + "[costs]\n").fleet.sites
    assert site.tariff == own
    assert {i.source for i in site.provenance if i.key.startswith("tariff.")} == {"the scenario file"}
    bus = SHELL.replace(
        '"spacex-ai1"', '{ preset = "spacex-ai1", usd_per_gpu_hour = 3, kg_per_gpu_hour = 0.1 }'
    )
    for text in ("", "[costs]\n"):
        (told,) = load(HEAD + bus + text).fleet.buses
        assert told.tariff == Tariff(usd_per_accelerator_h=3.0, kg_per_accelerator_h=0.1)


def test_a_policy_by_prices_without_prices_is_warned_of(load: Load) -> None:
    for placement in ("cheapest", "carbon-least"):
        policy = f'[policy]\nplacement = "{placement}"\n'
        warnings = [str(item) for item in load(HEAD + SITE + policy).warnings]
        assert any(f"policy.placement: '{placement}' has no prices to go by" in text for text in warnings)
        assert not load(HEAD + SITE + policy + "[costs]\n").warnings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "launch_usd = 3\n",
            "costs.launch_usd: unknown key; expected 'launch_usd_per_kg' (did you mean that?)",
        ),
        ('pue = "low"\n', "costs.pue: is neither a number nor a table; expected a number, or {"),
        ("pue = true\n", "costs.pue: is neither a number nor a table"),
        ("pue = -1\n", "costs.pue"),
        ("pue = { low = 2, central = 1, high = 3 }\n", "costs.pue: 2, 1, 3 do not rise; expected"),
        ("pue = { low = 1, high = 3 }\n", "costs.pue.central: is missing; expected most likely"),
        ("pue = { low = 1, central = 1, high = 3, mid = 2 }\n", "costs.pue.mid: unknown key; expected"),
        ("pue = inf\n", "costs.pue"),
    ],
)
def test_wrong_costs_say_what_would_be_right(complaints: Complain, text: str, said: str) -> None:
    problems = complaints(HEAD + SITE + "[costs]\n" + text)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("s.toml:") for problem in problems)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("satellite_life_years", "0"),
        ("facility_life_years", "{ low = 0, central = 1, high = 2 }"),
        ("node_kw", "0"),
        ("sunlit_policy_frac", "{ low = 0.5, central = 1, high = 1.1 }"),
        ("orbit_availability", "0"),
    ],
)
def test_what_formulas_divide_by_is_not_nothing(complaints: Complain, key: str, value: str) -> None:
    (problem,) = complaints(HEAD + SHELL + SITE + f"[costs]\n{key} = {value}\n")
    assert f"costs.{key}: " in problem
    assert "is out of range; expected numbers" in problem


def test_placement_says_all_that_it_can(load: Load, complaints: Complain) -> None:
    policy = '[policy]\nplacement = "provider-diversified"\nprovider_cap_frac = 0.25\n'
    scenario = load(HEAD + SITE + policy)
    assert (scenario.policy.placement, scenario.policy.provider_cap_frac) == ("provider-diversified", 0.25)
    assert json.loads(scenario.document)["policy"]["provider_cap_frac"] == 0.25
    assert "provider_cap_frac" not in json.loads(load(HEAD + SITE).document)["policy"]
    (problem,) = complaints(HEAD + SITE + '[policy]\nplacement = "cheap"\n')
    assert "policy.placement: 'cheap' is unknown; expected" in problem
    (problem,) = complaints(HEAD + SITE + "[policy]\nprovider_cap_frac = 0\n")
    assert "policy.provider_cap_frac: 0 is out of range; expected more than 0" in problem


def test_caps_that_serve_no_whole_workload_are_warned_of(load: Load) -> None:
    policy = '[policy]\nplacement = "provider-diversified"\nprovider_cap_frac = {}\n'
    (warning,) = load(HEAD + SHELL + SITE + policy.format(0.4)).warnings
    assert warning.message == "2 providers of 0.4 each serve no whole workload"
    assert warning.expected == "at least 0.5; the rest is turned away"
    assert load(HEAD + SHELL + SITE + policy.format(0.5)).warnings == ()
    assert load(HEAD + SHELL + SITE).warnings == ()
