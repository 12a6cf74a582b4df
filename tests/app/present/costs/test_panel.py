"""Money and carbon as a panel: the same numbers as ``dawnline costs`` prints, on an axis."""

from dataclasses import replace

import pytest

from dawnline.fleet.assumption import Range
from dawnline.present.costs.panel import money_scene
from dawnline.present.costs.places import Place
from dawnline.present.costs.report import LAUNCH_USD_PER_KG, TokenPrice, costs_of
from dawnline.present.costs.text import lines_of, ranged
from dawnline.present.numbers import DASH

ORBIT = Place("fleet:a", "a", True, 10.0, 5.0, 100.0, Range(20.0, 40.0, 80.0), Range(1.0, 10.0, 100.0))
GROUND = Place("site:b", "b", False, 10.0, 5.0, 100.0, Range(10.0, 20.0, 40.0), Range(1.0, 2.0, 4.0))


def group(scene, key):
    return next(group for group in scene.groups if group.key == key)


def test_without_prices_it_says_what_to_write_and_still_compares(engine_run) -> None:
    run = engine_run()
    scene = money_scene(run, costs_of(run))
    assert "[costs]" in scene.notice
    assert [part.key for part in scene.groups] == ["hour", "carbon", "launch"]
    assert scene.crossing.startswith("Launch at which orbit costs what the ground does: ")
    assert len(scene.assumptions) == len(costs_of(run).assumptions)


def test_ranges_stand_on_one_logarithmic_axis(engine_run) -> None:
    run = engine_run()
    costs = replace(
        costs_of(run), has_prices=True, places=(ORBIT, GROUND), orbit=ORBIT, ground=GROUND,
        tokens=(TokenPrice("Chat", 1e6, Range(0.1, 0.2, 0.4)),),
    )  # fmt: skip
    scene = money_scene(run, costs)
    assert scene.notice == ""
    # 2 (4 to 8) and 1 (2 to 4) dollars an hour: three doublings from 1 to 8.
    orbit, ground = group(scene, "run-hour").rows
    assert orbit.text == ranged(Range(2.0, 4.0, 8.0))
    assert (orbit.low, orbit.central, orbit.high) == pytest.approx((1 / 3, 2 / 3, 1.0))
    assert (ground.low, ground.central, ground.high) == pytest.approx((0.0, 1 / 3, 2 / 3))
    assert orbit.colour != ground.colour
    assert [words for _, words in group(scene, "run-hour").ticks] == ["1.00", "2.00", "5.00"]
    assert group(scene, "run-tokens").rows[0].label == "Chat"


def test_launch_has_the_cost_of_the_ground_across(engine_run) -> None:
    run = engine_run()
    costs = costs_of(run)
    shown = group(money_scene(run, costs), "launch")
    assert len(shown.rows) == len(LAUNCH_USD_PER_KG)
    assert 0.0 < shown.mark < 1.0
    # Dearer launch, dearer hours; where the middle passes the mark, the printed ratio passes 1.
    middles = [row.central for row in shown.rows]
    assert middles == sorted(middles)
    ratios = [
        float(line.rpartition("x ")[2]) for line in lines_of(costs) if "/kg " in line and "  x " in line
    ]
    for middle, ratio in zip(middles, ratios, strict=True):
        assert (middle > shown.mark) == (ratio > 1.0) or ratio == pytest.approx(1.0, abs=0.05)


def test_what_costs_nothing_is_words_without_a_line(engine_run) -> None:
    run = engine_run()
    free = replace(GROUND, usd=Range(0.0, 0.0, 0.0), carbon_kg=None)
    costs = replace(costs_of(run), has_prices=True, places=(free,), ground=free)
    scene = money_scene(run, costs)
    assert group(scene, "run-hour").rows[0].low is None
    assert group(scene, "run-carbon").rows[0].text == DASH
