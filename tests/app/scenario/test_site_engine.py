"""Sites beyond their machines: country, capping, ramps, power of their own; what is wrong with it."""

import json
from collections.abc import Callable

import pytest

from dawnline.fleet.ground import FREE, NO_ON_SITE_POWER, OnSitePower
from dawnline.scenario.costs.grids import grids
from dawnline.scenario.presets import preset_names
from dawnline.scenario.scenario import Scenario
from dawnline_testing.scenario_texts import HEAD, SITE

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
COLOSSUS = '[[site]]\npreset = "colossus-1"\n'


def test_a_site_says_what_it_has_in_si_units(load: Load) -> None:
    said = (
        'country = "DEU"\ncapping = "clock"\nramp_percent_per_min = 5\ngas_mw = 0.5\n'
        "gas_ramp_percent_per_min = 20\ngas_usd_per_kwh = 0.1\ngas_kg_per_kwh = 0.6\nbattery_mwh = 2\n"
        "battery_mw = 1\nbattery_efficiency_frac = 0.9\n"
    )
    scenario = load(HEAD + SITE + said)
    (site,) = scenario.fleet.sites
    assert (site.country, site.capping, site.ramp_frac_per_min) == ("DEU", "clock", 0.05)
    assert site.on_site == OnSitePower(0.5e6, 0.2, 0.1, 0.6, 7.2e9, 1e6, 0.9)
    assert site.tariff == FREE
    assert {item.key for item in site.provenance} >= {"on_site.gas_w", "on_site.battery_j"}
    (told,) = json.loads(scenario.document)["site"]
    assert told["on_site"]["battery_j"] == 7.2e9
    # Nothing here asks for countries: the document does not have them.
    assert "country" not in told


def test_a_site_that_says_nothing_is_as_it_was(load: Load) -> None:
    (site,) = load(HEAD + SITE).fleet.sites
    assert (site.country, site.capping, site.ramp_frac_per_min) == ("", "park", None)
    assert site.on_site == NO_ON_SITE_POWER


def test_every_bundled_site_is_in_a_known_country(load: Load) -> None:
    text = "".join(f'[[site]]\npreset = "{name}"\n' for name in preset_names("sites"))
    for site in load(HEAD + text).fleet.sites:
        assert site.country in grids(), site.name
    (paris,) = load(HEAD + '[[site]]\npreset = "aws"\nonly = ["eu-west-3"]\n').fleet.sites
    assert paris.country == "FRA"
    moved = load(HEAD + '[[site]]\npreset = "aws"\nonly = ["eu-west-3"]\ncountry = "BEL"\n').fleet.sites
    assert moved[0].country == "BEL"


def test_own_power_of_a_preset_is_taken_where_it_is_asked_for(load: Load) -> None:
    plain = load(HEAD + COLOSSUS)
    assert plain.fleet.sites[0].on_site == NO_ON_SITE_POWER
    assert not any(item.key.startswith("on_site.") for item in plain.fleet.sites[0].provenance)
    (site,) = load(HEAD + COLOSSUS + "own_power = true\n").fleet.sites
    assert (site.on_site.gas_w, site.on_site.battery_w, site.on_site.battery_j) == (35e6, 150e6, 300 * 3.6e9)
    source = next(item for item in site.provenance if item.key == "on_site.battery_w")
    assert (source.value, source.unit, source.confidence) == (150.0, "MW", "announced")
    (other,) = load(HEAD + COLOSSUS + "own_power = true\ngas_mw = 420\n").fleet.sites
    assert (other.on_site.gas_w, other.on_site.battery_w) == (420e6, 150e6)
    source = next(item for item in other.provenance if item.key == "on_site.gas_w")
    assert source.source == "the scenario file"


def test_countries_are_in_the_document_where_they_matter(load: Load) -> None:
    asks = (
        '[[region]]\npreset = "metros"\n[[workload]]\nname = "w"\nkind = "inference"\nrequests_per_s = 1\n'
        'countries = ["USA"]\n'
    )
    for text in (COLOSSUS + asks, COLOSSUS + '[policy]\nplacement = "sovereign"\n'):
        (told,) = json.loads(load(HEAD + text).document)["site"]
        assert told["country"] == "USA"
    assert "preset" not in told["accelerator"]
    (told,) = json.loads(load(HEAD + COLOSSUS + asks).document)["site"]
    assert told["accelerator"]["preset"] == "h100"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SITE + 'country = "XXX"\n', "country: 'XXX' is no country; expected"),
        (
            SITE + 'country = "Germany"\n',
            "'Germany' is no country; expected an ISO 3166 code of three letters",
        ),
        (
            SITE + "battery_mwh = 2\n",
            "battery_mw: is missing beside battery_mwh; expected a number above zero",
        ),
        (SITE + "gas_ramp_percent_per_min = 2\n", "gas_mw: is missing beside gas_ramp_percent_per_min"),
        (SITE + 'capping = "slow"\n', "capping: 'slow' is unknown; expected 'park' or 'clock'"),
        (SITE + "own_power = true\n", "own_power: unknown key"),
        (SITE + "usd_per_kwh = -1\n", "usd_per_kwh: -1 is out of range; expected at least 0"),
        (
            '[[site]]\npreset = "aws"\nown_power = true\n',
            "own_power: nothing is known of gas or batteries at",
        ),
    ],
)
def test_wrong_sites_say_what_would_be_right(complaints: Complain, text: str, said: str) -> None:
    problems = complaints(HEAD + text)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("s.toml:") and "site[0]" in problem for problem in problems)
