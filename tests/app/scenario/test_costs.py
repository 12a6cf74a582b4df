"""Costs: published figures, ranges that hold every corner, and a crossing where both sides meet."""

import itertools
import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.assumption import Range
from dawnline.scenario.costs import carbon, money
from dawnline.scenario.costs.assumptions import (
    EVERY,
    FUTURE_LAUNCH,
    GROUND,
    MACHINE,
    ORBIT,
    changed,
)
from dawnline.scenario.costs.estimate import estimate
from dawnline.scenario.costs.grids import grid_of_site, grids
from dawnline.scenario.presets import preset_names

CENTRAL = {item.key: item.range.central for item in EVERY}


def test_the_launched_power_price_of_suncatcher() -> None:
    # Starlink v2 Mini, 575 kg and 28.4 kW, five years: $14,700 a kW-year at $3,600/kg, $810 at $200/kg.
    assert money.launched_usd_per_kw_year(575.0, 28.4, 200.0, 5.0) == pytest.approx(810.0, rel=0.005)
    assert money.launched_usd_per_kw_year(575.0, 28.4, 3600.0, 5.0) == pytest.approx(14_700.0, rel=0.01)


def test_a_gigawatt_on_the_ground_costs_29_billion() -> None:
    # Epoch: $29B a GW of facility, servers included.
    servers = CENTRAL["accelerator_usd"] / (CENTRAL["node_kw"] * CENTRAL["pue"])
    assert (CENTRAL["facility_usd_per_kw"] + servers) * 1e6 == pytest.approx(29e9, rel=0.1)


def test_orbit_beside_ground_is_in_the_published_band() -> None:
    # One study: about 1x in 2040 if all goes well, 1.5x central, 3.3x conservative; others 6 to 19x today.
    ground = money.ground_cost().range
    rows = changed(ORBIT, {"launch_usd_per_kg": FUTURE_LAUNCH.range})
    future = money.orbit_cost((*MACHINE, *rows)).range
    assert 1.0 < future.central / ground.central < 2.0
    assert future.low < ground.central
    today = money.orbit_cost().range
    assert 2.0 < today.central / ground.central < 6.0
    assert today.high / ground.central > 6.0


def test_a_range_holds_every_corner() -> None:
    keys = ("launch_usd_per_kg", "mass_kg_per_kw", "satellite_life_years", "failures_per_year",
            "accelerator_life_years", "sunlit_policy_frac", "node_kw")  # fmt: skip
    rows = [item for item in (*MACHINE, *ORBIT) if item.key in keys]
    for formula in (money.orbit_usd_per_hour, carbon.orbit_kg_per_hour):
        fixed = {item.key: Range(*[CENTRAL[item.key]] * 3) for item in EVERY if item.key not in keys}
        span = estimate(formula, changed(EVERY, fixed)).range
        corners = [
            formula({**CENTRAL, **dict(zip((item.key for item in rows), corner, strict=True))})
            for corner in itertools.product(*((item.range.low, item.range.high) for item in rows))
        ]
        assert (min(corners), max(corners)) == pytest.approx((span.low, span.high))
        assert span.central == pytest.approx(formula(CENTRAL))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=len(EVERY), max_size=len(EVERY)))
def test_at_the_crossing_both_cost_the_same(places: list[float]) -> None:
    values = {
        item.key: item.range.low + place * (item.range.high - item.range.low)
        for item, place in zip(EVERY, places, strict=True)
    }
    price = money.crossing_usd_per_kg(values)
    orbit = money.orbit_usd_per_hour({**values, "launch_usd_per_kg": price})
    assert orbit == pytest.approx(money.ground_usd_per_hour(values), rel=1e-9)
    for formula, whole in ((money.orbit_usd_per_hour, money.orbit_cost()),
                           (money.ground_usd_per_hour, money.ground_cost())):  # fmt: skip
        assert whole.range.low <= formula(values) * (1 + 1e-9)
        assert formula(values) <= whole.range.high * (1 + 1e-9)


def test_what_moves_a_result_most_comes_first() -> None:
    drivers = money.orbit_cost().drivers
    assert drivers[0].assumption.key == "launch_usd_per_kg"
    assert [driver.swing for driver in drivers] == sorted((driver.swing for driver in drivers), reverse=True)
    assert "launch_usd_per_kg" not in {driver.assumption.key for driver in money.crossing().drivers}
    assert all(item.source and item.date and item.unit is not None for item in EVERY)
    assert len(CENTRAL) == len(EVERY)


def test_without_failures_a_machine_works_its_whole_life() -> None:
    assert money.orbit_years({**CENTRAL, "failures_per_year": 0.0}) == 5.0
    # One in eleven a year: (1 - exp(-0.45)) / 0.09.
    years = money.orbit_years({**CENTRAL, "failures_per_year": 0.09})
    assert years == pytest.approx((1.0 - np.exp(-0.45)) / 0.09)


def test_a_million_tokens() -> None:
    # An H100 at $2 an hour that makes 480 tokens a second.
    assert money.usd_per_million_tokens(2.0, 480.0) == pytest.approx(1.1574, rel=1e-4)
    with pytest.raises(ValueError, match="tokens"):
        money.usd_per_million_tokens(2.0, 0.0)


def test_sunlight_has_no_chimney() -> None:
    assert carbon.orbit_carbon().range.central < carbon.ground_carbon().range.central
    # Where the grid is clean already, the ground is as good.
    sweden = changed(EVERY, {"grid_kg_per_kwh": grids()["SWE"].assumption.range})
    assert carbon.ground_carbon(sweden).range.central < 0.15


def test_grids_are_those_of_their_sources() -> None:
    # codecarbon 3.3.2: Germany 380.95 g in 2023, France 56.039, and eGRID's 394.769 lb/MWh of California.
    assert grids()["DEU"].kg_per_kwh == pytest.approx(0.38095, abs=1e-4)
    assert grids()["FRA"].kg_per_kwh == pytest.approx(0.056, abs=1e-4)
    assert grids()["USA-CA"].kg_per_kwh == pytest.approx(394.769 * 0.45359237 / 1000.0, abs=1e-4)
    assert all(0.0 <= grid.kg_per_kwh < 1.5 and grid.year >= 2000 for grid in grids().values())


def test_every_bundled_site_is_on_a_grid() -> None:
    folder = files("dawnline_assets") / "fleets" / "sites"
    for name in preset_names("sites"):
        tables = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for row in tables["row"]:
            provider = row.get("provider", tables["values"].get("provider"))
            assert grid_of_site(provider, row["name"]) is not None, row["name"]
    oregon = grid_of_site("aws", "us-west-2")
    assert oregon is not None
    assert oregon.code == "USA-OR"
    assert grid_of_site("nobody", "nowhere") is None


def test_what_is_no_range_is_refused() -> None:
    with pytest.raises(ValueError, match="low <= central"):
        Range(1.0, float("nan"), 2.0)
    with pytest.raises(KeyError, match="known"):
        changed(ORBIT, {"wings": Range(1.0, 1.0, 1.0)})
    assert changed(GROUND, {"pue": Range(1.0, 1.1, 1.2)})[3].source == "own value"
