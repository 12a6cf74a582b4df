"""The globe's scene: colours, sizes, legend, Sun, path, caption."""

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.present.cache import SceneCache
from dawnline.present.globe import globe_scene
from dawnline.present.keyframes import interpolation_error_m, keyframe_span, make_keyframes
from dawnline.present.scale import nice_above
from dawnline.present.style import point_sizes_px
from dawnline.present.view import View
from dawnline_testing.small_scenario import falling, ring


def scene(run, t_s=0.0, channel="gpu_util_frac", selection=None, cache=None):
    keyframes = make_keyframes(run.header.ephemeris, *keyframe_span(t_s, 1.0))
    return globe_scene(run, t_s, View(channel), selection, keyframes, cache)


def test_levels_are_the_values_of_the_frame(make_run) -> None:
    run = make_run()
    shown = scene(run, 30 * 60.0 + 59.0)
    # 12 kept bits: a relative 2^-13.
    assert shown.style.level[0] == pytest.approx(0.3, rel=2**-12)
    assert (shown.style.level[1:] == 1.0).all()
    assert shown.style.colour_map == "sequential"
    assert (shown.legend.low_text, shown.legend.high_text, shown.legend.unit) == ("0", "100", "%")
    assert shown.legend.histogram.sum() == 6
    assert shown.legend.histogram[-1] == 5
    assert shown.legend.histogram[int(0.3 * 32)] == 1


def test_nan_is_unknown_and_counted(make_run) -> None:
    def lose(values):
        values["satellite", "gpu_util_frac"][5, 2] = np.nan

    shown = scene(make_run(lose), 300.0)
    assert np.isnan(shown.style.level[2])
    assert shown.legend.unknown_count == 1


def test_codes_are_bands_with_counts(make_run) -> None:
    shown = scene(make_run(), 30 * 60.0, "limiter")
    assert shown.style.colour_map == "limiter"
    assert shown.style.level[0] == pytest.approx(2.5 / 7)
    entries = {label: number for _, label, number in shown.legend.entries}
    assert entries["eclipse"] == 1
    assert entries["none"] == 5
    assert shown.legend.histogram.size == 0


def test_a_lost_code_has_no_band(make_run) -> None:
    def lose(values):
        values["satellite", "limiter"][0, 3] = 255

    shown = scene(make_run(lose), 0.0, "limiter")
    assert np.isnan(shown.style.level[3])
    assert shown.legend.unknown_count == 1


def test_power_has_a_round_scale_that_stays(make_run) -> None:
    run = make_run()
    first, later = scene(run, 0.0, "load_w"), scene(run, 3000.0, "load_w")
    assert first.legend.high_text == later.legend.high_text == "20.0 kW"
    assert first.style.level[1] == later.style.level[1]


def test_an_unchanged_frame_keeps_its_keys_and_the_next_does_not(make_run) -> None:
    run, cache = make_run(), SceneCache()
    first, same, later = (scene(run, t_s, cache=cache) for t_s in (60.0, 119.0, 120.0))
    assert first.style.key == same.style.key
    assert first.pins.key == same.pins.key
    assert first.style.key != later.style.key
    assert first.pins.key != later.pins.key
    other = scene(run, 60.0, "soc_frac", cache=cache)
    assert first.style.key != other.style.key


def test_the_same_with_and_without_a_memory(make_run) -> None:
    run, cache = make_run(), SceneCache()
    for t_s in (0.0, 1800.0, 0.0, 600.0):
        kept, fresh = scene(run, t_s, cache=cache), scene(run, t_s)
        np.testing.assert_array_equal(kept.style.level, fresh.style.level)
        np.testing.assert_array_equal(kept.pins.size_px, fresh.pins.size_px)
        assert kept.caption == fresh.caption


def test_two_runs_never_share_a_key(make_run) -> None:
    cache = SceneCache()
    assert scene(make_run(), cache=cache).style.key != scene(make_run(), cache=cache).style.key


def test_the_selected_is_bigger_and_has_its_orbit(make_run) -> None:
    run = make_run()
    ref = EntityRef("satellite", 4)
    shown = scene(run, 1000.0, selection=ref)
    assert shown.selected_satellite == 4
    assert shown.selected_name == "S4"
    assert shown.style.size_px[4] == shown.style.size_px.max() > shown.style.size_px[0]
    assert shown.path is not None
    orbit = shown.path.orbit_teme
    here = run.header.ephemeris.teme_of(4, np.array([1000.0])).r_teme_m[0] / EARTH_RADIUS_M
    # 181 points: two degrees of 6,928 km between neighbours, 240 km.
    assert np.linalg.norm(orbit - here, axis=1).min() < 240e3 / EARTH_RADIUS_M
    # A whole orbit closes, but for what J2 moves it: under 1 % of the radius.
    assert np.linalg.norm(orbit[0] - orbit[-1]) < 0.01 * np.linalg.norm(orbit[0])
    np.testing.assert_allclose(np.linalg.norm(shown.path.track_ecef, axis=1), 1.0, atol=1e-3)
    # Geodetic: 53 degrees and what the Earth's flattening adds there.
    assert np.degrees(np.arcsin(np.abs(shown.path.track_ecef[:, 2]).max())) == pytest.approx(53.18, abs=0.1)


def test_a_selected_site_is_a_pin(make_run) -> None:
    shown = scene(make_run(), selection=EntityRef("site", 0))
    assert (shown.selected_pin, shown.selected_satellite, shown.path) == (0, None, None)
    assert shown.pins.names == ("Here",)
    # Half of the largest contract: 22 px times the root of a half.
    assert shown.pins.size_px[0] == pytest.approx(22.0 * 0.5**0.5, rel=1e-3)
    assert shown.pins.level[0] == pytest.approx(0.75, rel=1e-3)
    assert np.degrees(np.arcsin(shown.pins.r_ecef[0, 2])) == pytest.approx(np.degrees(0.6), abs=1e-4)


def test_the_sun_is_over_the_place_where_it_is_noon(make_run) -> None:
    # 2026-05-30 06:00 UTC: noon at 90 degrees east but for the equation of time (2.4 min, 0.6 degrees).
    sun = scene(make_run()).sun_ecef
    assert np.degrees(np.arctan2(sun[1], sun[0])) == pytest.approx(90.0 - 0.6, abs=0.2)
    # Declination of the day: 21.8 degrees (Astronomical Almanac).
    assert np.degrees(np.arcsin(sun[2])) == pytest.approx(21.8, abs=0.1)


def test_the_caption_counts_and_dates(make_run) -> None:
    caption = scene(make_run()).caption
    assert caption == "2026-05-30 06:00 UTC · Earth-fixed · 6 satellites · generated for 2026-05-30"


def test_a_run_without_frames_yet_is_unknown_everywhere(make_run) -> None:
    shown = scene(make_run(frames=0), 0.0)
    assert np.isnan(shown.style.level).all()
    assert shown.legend.unknown_count == 6
    assert np.isnan(shown.pins.level).all()


def test_many_satellites_are_drawn_smaller_and_carriers_smaller_still() -> None:
    few, many = point_sizes_px(np.ones(80, bool)), point_sizes_px(np.ones(10_000, bool))
    assert few[0] > many[0] > 2.0
    mixed = point_sizes_px(np.array([True, False]))
    assert mixed[1] < mixed[0]


@pytest.mark.parametrize(
    ("value", "nice"), [(13_344.0, 20_000.0), (2.0, 2.0), (0.21, 0.5), (0.0, 1.0), (7e8, 1e9)]
)
def test_nice_numbers(value: float, nice: float) -> None:
    assert nice_above(value) == pytest.approx(nice)


class TestKeyframes:
    @pytest.mark.parametrize("metres_per_pixel", [5.0, 500.0, 20e3])
    def test_a_span_holds_its_time_and_is_shared(self, metres_per_pixel: float) -> None:
        for speed in (1.0, -60.0, 1000.0, 10_000.0):
            t0_s, t1_s = keyframe_span(5000.0, speed, metres_per_pixel)
            assert t0_s <= 5000.0 < t1_s
            for t_s in (t0_s, np.nextafter(t1_s, 0.0)):
                assert keyframe_span(t_s, speed, metres_per_pixel) == (t0_s, t1_s)

    def test_spans_are_long_from_afar_and_where_time_flies(self) -> None:
        spans = [keyframe_span(0.0, 1.0, pixel_m)[1] for pixel_m in (1.0, 30.0, 2e3, 20e3, 200e3)]
        assert spans == sorted(spans)
        assert (spans[0], spans[-1]) == (60.0, 800.0)
        spans = [keyframe_span(0.0, speed, 1.0)[1] for speed in (1.0, 100.0, 500.0, 10_000.0)]
        assert spans == sorted(spans)
        assert (spans[0], spans[-1]) == (60.0, 800.0)

    @pytest.mark.parametrize("metres_per_pixel", [1.0, 30.0, 150.0, 1e3, 20e3, 200e3])
    @pytest.mark.parametrize("altitude_m", [300e3, 550e3, 2000e3])
    def test_interpolation_errs_less_than_half_a_pixel(
        self, metres_per_pixel: float, altitude_m: float
    ) -> None:
        """Of a satellite half way between ground and eye, or by float32's rounding: half a metre an axis."""
        ephemeris = Ephemeris(Epoch.from_iso("2026-05-30T06:00:00Z"), [ring(12, altitude_m=altitude_m)])
        pair = make_keyframes(ephemeris, *keyframe_span(4000.0, 60.0, metres_per_pixel))
        truth = ephemeris.teme((pair.t0_s + pair.t1_s) / 2).r_teme_m / EARTH_RADIUS_M
        h = pair.t1_s - pair.t0_s
        # The middle of a cubic Hermite segment, where it errs most.
        middle = (pair.r0.astype(float) + pair.r1) / 2 + h / 8 * (pair.v0.astype(float) - pair.v1)
        off_m = np.linalg.norm(middle - truth, axis=1).max() * EARTH_RADIUS_M
        assert off_m < max(0.25 * metres_per_pixel, 1.0)
        assert off_m < interpolation_error_m(h) + 1.0

    def test_what_has_decayed_is_nan(self) -> None:
        ephemeris = Ephemeris(Epoch.from_iso("2026-05-30T06:00:00Z"), [ring(2), falling(2, days_old=10.0)])
        pair = make_keyframes(ephemeris, 0.0, 60.0)
        assert pair.r0.dtype == np.float32
        np.testing.assert_array_equal(np.isnan(pair.r0).any(axis=1), [False, False, True, True])
