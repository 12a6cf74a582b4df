"""The sites' colours: those of the view's channel, and the legend of a run that has no satellites."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.caption import caption_of
from dawnline.present.coloured import colouring_channels
from dawnline.present.overview import totals_of
from dawnline.present.pins import pins_of
from dawnline.present.style import range_at, style_of
from dawnline.present.view import View
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.made_run import CHAT
from dawnline_testing.working import KNOWN_BUS

CODE = {name: code for code, name in enumerate(LIMITERS)}
T_S = 40 * 60.0
VIEW = View()
LIMITER = View(channel="limiter")


def capped(values) -> None:
    """Leave the second site at half load, held back by its contract."""
    values["site", "gpu_util_frac"][:] = [1.0, 0.5]
    values["site", "limiter"][:] = [CODE["none"], CODE["power_cap"]]
    values["site", "load_w"][:] = [400e3, 200e3]


def pins(run, view):
    return pins_of(run, T_S, view, SceneCache())


def legend(run, view):
    return style_of(run, T_S, view, None, SceneCache())[1]


def test_without_satellites_the_legend_counts_sites_and_knows_no_shadow(engine_run) -> None:
    run = engine_run(capped)
    told = legend(run, VIEW)
    assert (told.title, told.histogram.sum(), told.has_shadow) == ("GPU utilisation", 2, False)
    by_limiter = {word: count for _, word, count in legend(run, LIMITER).entries if count}
    assert sum(by_limiter.values()) == 2
    assert by_limiter["power cap"] == 1
    assert "Earth-fixed · 2 sites" in caption_of(run, T_S, SceneCache())


def test_the_channels_that_colour_are_then_those_of_sites(engine_run) -> None:
    keys = [channel.key for channel in colouring_channels(engine_run(capped))]
    assert "cap_frac" in keys
    assert "soc_frac" not in keys
    orbit = [channel.key for channel in colouring_channels(engine_run(n=5, buses=(KNOWN_BUS,)))]
    assert "soc_frac" in orbit
    assert "cap_frac" not in orbit


def test_pins_follow_the_channel_and_its_colours(engine_run) -> None:
    run = engine_run(capped)
    np.testing.assert_allclose(pins(run, VIEW).level, [1.0, 0.5], atol=2e-3)
    assert pins(run, LIMITER).colour_map == "limiter"
    assert pins(run, LIMITER).level[1] == pytest.approx((CODE["power_cap"] + 0.5) / len(LIMITERS), abs=1e-6)
    by_power = replace(VIEW, channel="load_w")
    high_w = range_at(run, by_power, 0.0, 1.0, SceneCache())[1] * 1e6
    np.testing.assert_allclose(pins(run, by_power).level, [400e3 / high_w, 200e3 / high_w], rtol=1e-2)
    # What only satellites have is no colour of sites: they keep their usual one.
    np.testing.assert_array_equal(pins(run, replace(VIEW, channel="soc_frac")).level, pins(run, VIEW).level)


def test_what_a_filter_leaves_keeps_its_colour(engine_run) -> None:
    run, few = engine_run(capped), replace(VIEW, shown_range=(0.8, 1.0))
    np.testing.assert_array_equal(np.isnan(pins(run, few).level), [False, True])
    assert (legend(run, few).shown_count, legend(run, few).total_count) == (1, 2)


def test_beside_satellites_pins_share_only_what_means_the_same(engine_run) -> None:
    run = engine_run(capped, n=5, buses=(KNOWN_BUS,), workloads=(CHAT,))
    assert pins(run, LIMITER).colour_map == "limiter"
    heat = replace(VIEW, channel="radiator_k", colour_range=(300.0, 310.0), shown_range=(300.0, 301.0))
    np.testing.assert_allclose(pins(run, heat).level, [1.0, 0.5], atol=2e-3)
    assert legend(run, VIEW).histogram.sum() == 5
    assert legend(run, VIEW).has_shadow


def test_who_has_left_is_neither_coloured_nor_counted(engine_run) -> None:
    left = Event("lease_end", EntityRef("site", 0), 20 * 60.0, float("inf"), 0.0)
    run = engine_run(capped, events=(left,))
    np.testing.assert_array_equal(np.isnan(pins(run, LIMITER).level), [True, False])
    assert sum(count for _, _, count in legend(run, LIMITER).entries) == 1
    assert totals_of(run, T_S, SceneCache()).limiters == ("Sites: power cap 1.",)
