"""Ranges around totals: only what a run cannot tell is varied, and a person's own values are taken."""

from dataclasses import replace

import pytest

from dawnline.fleet.assumption import Range
from dawnline.scenario.costs.assumptions import EVERY, GROUND, changed
from dawnline.scenario.costs.money import orbit_cost
from dawnline.scenario.costs.spread import TOLD_BY_RUNS, around, complete, plus, spread


def test_energy_is_as_uncertain_as_its_price() -> None:
    factor = spread("site", "energy_usd", EVERY)
    assert (factor.low, factor.central, factor.high) == pytest.approx((0.035 / 0.06, 1.0, 2.0))
    whole = around(600.0, factor)
    assert (whole.low, whole.central, whole.high) == pytest.approx((350.0, 600.0, 1200.0))


def test_what_a_run_tells_is_not_guessed_again() -> None:
    assert {item.key for item in EVERY} >= TOLD_BY_RUNS
    wild = [
        replace(item, range=Range(item.range.low / 9.0, item.range.central, item.range.high * 9.0))
        if item.key in TOLD_BY_RUNS
        else item
        for item in EVERY
    ]
    for kind, key in (("satellite", "machine_usd"), ("satellite", "carbon_kg"), ("site", "machine_usd")):
        assert spread(kind, key, wild) == spread(kind, key, EVERY)
    whole, known = orbit_cost().range, spread("satellite", "machine_usd", EVERY)
    assert whole.low / whole.central < known.low < 1.0 < known.high < whole.high / whole.central


def test_own_assumptions_take_the_place_of_ours() -> None:
    sure = changed(GROUND, {"energy_usd_per_kwh": Range(0.1, 0.1, 0.1)})
    assert spread("site", "energy_usd", sure) == Range(1.0, 1.0, 1.0)
    assert len(complete(sure)) == len(EVERY)
    assert complete(()) == EVERY


def test_ranges_add_up_and_unknown_totals_are_refused() -> None:
    assert plus(Range(1.0, 2.0, 3.0), Range(0.5, 0.5, 4.0)) == Range(1.5, 2.5, 7.0)
    with pytest.raises(KeyError):
        spread("satellite", "energy_usd", EVERY)
