"""Colours, filters, fleets and what is stale: how each satellite looks, and what the legend says of it."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.present.cache import SceneCache
from dawnline.present.legend import end_texts
from dawnline.present.recorded import channel_of
from dawnline.present.scale import scale_of
from dawnline.present.style import range_at, style_of
from dawnline.present.view import View
from dawnline.telemetry.catalogue import STATES
from dawnline_testing.small_scenario import event

VIEW = View()


def styled(run, t_s=0.0, view=VIEW, selected=None, cache=None):
    return style_of(run, t_s, view, selected, cache or SceneCache())


def spread(values):
    values["satellite", "gpu_util_frac"][:] = [0.0, 0.2, 0.4, 0.6, 0.8, np.nan]


def test_colours_go_from_end_to_end_of_the_range_and_are_flat_beyond(make_run) -> None:
    style, legend = styled(make_run(spread), view=replace(VIEW, colour_range=(0.2, 0.6)))
    np.testing.assert_allclose(style.level, [0.0, 0.0, 0.5, 1.0, 1.0, np.nan], atol=2e-3)
    assert legend.colour_ends == pytest.approx((0.2, 0.6))
    assert legend.colour_texts == ("20", "60")
    # The axis of the legend stays the channel's own: the histogram does not jump while somebody drags.
    assert (legend.low_text, legend.high_text) == ("0", "100")
    assert legend.histogram.sum() == 5


def test_what_is_outside_the_shown_range_has_no_size_and_the_unknown_neither(make_run) -> None:
    run = make_run(spread)
    style, legend = styled(run, view=replace(VIEW, shown_range=(0.4, 0.8)))
    np.testing.assert_array_equal(style.size_px > 0, [False, False, True, True, True, False])
    assert (legend.shown_count, legend.total_count, legend.shown_texts) == (3, 6, ("40", "80"))
    assert (styled(run)[0].size_px > 0).all()
    assert styled(run)[1].shown_count is None


def test_an_end_of_the_axis_stands_for_all_beyond_it(make_run) -> None:
    def hot(values):
        values["satellite", "radiator_k"][:] = [260.0, 280.0, 300.0, 340.0, 380.0, np.nan]

    low, high = 273.15, 373.15
    run = make_run(hot)
    warm = replace(VIEW, channel="radiator_k", shown_range=(320.0, high))
    np.testing.assert_array_equal(
        styled(run, view=warm)[0].size_px > 0, [False, False, False, True, True, False]
    )
    cold = replace(VIEW, channel="radiator_k", shown_range=(low, 290.0))
    np.testing.assert_array_equal(
        styled(run, view=cold)[0].size_px > 0, [True, True, False, False, False, False]
    )


def test_one_code_is_shown_alone(make_run) -> None:
    def mixed(values):
        values["satellite", "limiter"][:] = [0, 2, 2, 5, 255, 0]

    style, legend = styled(make_run(mixed), view=replace(VIEW, channel="limiter", shown_range=(2.0, 2.0)))
    np.testing.assert_array_equal(style.size_px > 0, [False, True, True, False, False, False])
    assert (legend.shown_entry, legend.shown_count, legend.unknown_count) == (2, 2, 1)
    assert [count for _, _, count in legend.entries] == [2, 0, 2, 0, 0, 1, 0]
    assert legend.shown_ends is None


def test_the_selected_stays_in_sight(make_run) -> None:
    style, legend = styled(make_run(spread), view=replace(VIEW, shown_range=(0.7, 1.0)), selected=1)
    np.testing.assert_array_equal(style.size_px > 0, [False, True, False, False, True, False])
    assert legend.shown_count == 1


def test_stale_elements_are_marked_and_counted(make_run) -> None:
    def age(values):
        values["satellite", "state"][:, 3] = STATES.index("stale")

    style, legend = styled(make_run(age))
    np.testing.assert_array_equal(style.stale, [False, False, False, True, False, False])
    assert (legend.stale_count, legend.unknown_count) == (1, 0)
    assert styled(make_run())[0].stale is None


def test_past_the_end_of_the_data_everything_is_stale(make_run) -> None:
    run = make_run(frames=20)
    assert styled(run, run.end_s + 59.0)[0].stale is None
    style, legend = styled(run, run.end_s + 60.0)
    assert style.stale is not None
    assert style.stale.all()
    assert legend.stale_count == 6


def test_unknown_is_no_zero(make_run) -> None:
    style, legend = styled(make_run(spread))
    assert style.level[0] == 0.0
    assert np.isnan(style.level[5])
    assert (legend.unknown_count, legend.histogram[0]) == (1, 1)


def test_every_choice_has_its_own_key_and_the_same_choice_the_same(make_run) -> None:
    run, cache = make_run(spread), SceneCache()
    views = (
        VIEW,
        replace(VIEW, colour_range=(0.1, 0.9)),
        replace(VIEW, shown_range=(0.1, 0.9)),
        replace(VIEW, hidden_fleets=frozenset({"other"})),
        replace(VIEW, colour_map="harbour"),
    )
    keys = [styled(run, view=view, cache=cache)[0].key for view in views]
    assert len(set(keys)) == len(keys)
    assert keys == [styled(run, view=view, cache=cache)[0].key for view in views]


def test_another_map_colours_what_is_continuous_and_no_codes(make_run) -> None:
    run = make_run()
    assert styled(run, view=replace(VIEW, colour_map="aurora"))[0].colour_map == "aurora"
    assert styled(run, view=replace(VIEW, channel="limiter", colour_map="aurora"))[0].colour_map == "limiter"


def test_places_on_the_axis_are_round_values(make_run) -> None:
    run, cache = make_run(), SceneCache()
    assert range_at(run, VIEW, 0.2512, 1.0, cache) == (25.0, 100.0)
    kelvin = replace(VIEW, channel="radiator_k")
    assert range_at(run, kelvin, 0.0, 0.555, cache) == pytest.approx((0.0, 56.0), abs=0.5)
    power = replace(VIEW, channel="load_w")  # 0 to 20 kW, to a tenth
    assert range_at(run, power, 0.123, 0.987, cache) == pytest.approx((2.5, 19.7), abs=0.051)
    scale = scale_of(run, channel_of(run, "satellite", "load_w"), cache)
    assert scale.fraction(scale.high * 2) == 1.0
    assert end_texts(channel_of(run, "satellite", "load_w"), 0.0, 12_300.0) == ("0 W", "12.3 kW")


def test_what_is_not_launched_yet_or_gone_is_not_there_even_selected(make_run) -> None:
    def later(values):
        values["satellite", "state"][:10, 2] = STATES.index("waiting")
        values["satellite", "state"][20:, 4] = STATES.index("gone")

    run = make_run(later, events=(event("deorbit", "satellite", 4, 1200.0, np.inf),))
    shown = [styled(run, t_s=t_s, selected=2)[0].size_px > 0 for t_s in (0.0, 900.0, 1200.0)]
    assert shown[0].tolist() == [True, True, False, True, True, True]
    assert shown[1].all()
    assert shown[2].tolist() == [True, True, True, True, False, True]
    assert styled(run, t_s=1200.0)[1].total_count == 5
