"""The inspector: of a satellite, of a site, of everything."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.provenance import Provenance
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.present.cache import SceneCache
from dawnline.present.headline import headline, mean_util
from dawnline.present.inspector import inspector_scene
from dawnline.present.strips import MOST_POINTS, thinned, window_s
from dawnline.telemetry.catalogue import STATES
from dawnline_testing.small_scenario import BUS, SITE, falling

SATELLITE, SITE_REF = EntityRef("satellite", 0), EntityRef("site", 0)


def test_a_satellite_in_shadow(make_run) -> None:
    scene = inspector_scene(make_run(), 30 * 60.0, SATELLITE)
    assert scene.title == "S0"
    fleet, plane, altitude, beta = scene.subtitle.split(" · ")
    assert (fleet, plane) == ("Small", "plane 00")
    # A circular orbit 550 km above the equator's radius: up to 21 km more over flattened latitudes.
    assert 550.0 <= float(altitude.removesuffix(" km")) <= 572.0
    assert beta.startswith("β ")
    assert (scene.status_word, scene.why_title) == ("standby", "What holds it back?")
    assert scene.why[0] == "In umbra since 06:20 UTC, until 06:54 UTC (sunlight 0.0 %)."
    assert [line.starts for line in scene.why_lines] == [True, False, False]
    first = scene.why_lines[0]
    assert (first.entity, first.t_s) == ("satellite:small/S0", 20 * 60.0)
    values = dict(scene.values)
    assert values["GPU utilisation"] == "30.0 %"
    assert values["Limiter"] == "eclipse"
    facts = dict(scene.facts)
    assert facts["Accelerators"] == "16 \N{MULTIPLICATION SIGN} H100 SXM"
    # 2 pi sqrt(a^3 / mu): 95.65 min at 550 km.
    assert float(facts["Period"].removesuffix(" min")) == pytest.approx(95.65, abs=0.06)
    assert facts["Elements"] == "generated for 2026-05-30"


def test_the_budget_adds_up_to_what_is_drawn(make_run) -> None:
    def change(values):
        values["satellite", "load_w"][30, 0] = 10_000.0

    rows = {row.label: row for row in inspector_scene(make_run(change), 1800.0, SATELLITE).budget}
    assert rows["Array"].value_text == "0 W"
    assert rows["Battery out"].value_text == "10.0 kW"
    assert rows["Battery out"].share == 1.0
    gpus_w = (10_000.0 - BUS.housekeeping_w) / (1 + BUS.overhead_frac)
    assert rows["16 \N{MULTIPLICATION SIGN} H100 SXM"].value_text == f"{gpus_w / 1000:.2f} kW"
    assert rows["Housekeeping"].value_text == "800 W"


def test_strips_are_the_recorded_values_with_eclipses_shaded(make_run) -> None:
    scene = inspector_scene(make_run(), 30 * 60.0, SATELLITE)
    strips = {strip.title: strip for strip in scene.strips.strips}
    assert list(strips) == [
        "GPU utilisation",
        "Power drawn",
        "Array power",
        "Battery",
        "Radiator temperature",
    ]
    battery = strips["Battery"]
    assert battery.limit == pytest.approx(70.0)
    assert (battery.low, battery.high, battery.unit) == (0.0, 100.0, "%")
    assert battery.value[53] == pytest.approx(50.0, rel=2**-12)
    assert battery.now_text == dict(scene.values)["Battery"]
    assert strips["Radiator temperature"].value[0] == pytest.approx(26.85, abs=0.05)
    # From the frame with a quarter of the Sun to the one after the last such frame.
    np.testing.assert_array_equal(scene.strips.shade, [[19 * 60.0, 55 * 60.0]])
    assert scene.strips.cursor_s == 1800.0


def test_a_site(make_run) -> None:
    sourced = replace(
        SITE, provenance=(Provenance("power_cap_w", 0.2, "MW", "its operator", "2026-05", "announced"),)
    )
    scene = inspector_scene(make_run(sites=(sourced,)), 0.0, SITE_REF)
    assert scene.title == "Here"
    assert scene.subtitle == "test · 34.38° N 85.94° W · cap 200 kW"
    assert scene.provenance == ("Power cap: 0.2 MW · its operator · 2026-05 · announced",)
    assert [row.value_text for row in scene.budget] == ["57.5 kW", "25.9 kW", "16.7 kW", "100 kW"]
    assert scene.strips.shade.shape == (0, 2)


def test_everything_when_nothing_is_selected(make_run) -> None:
    scene = inspector_scene(make_run(), 30 * 60.0, None)
    assert scene.title == "Small"
    assert scene.subtitle == "2 h 9 min from 2026-05-30 06:00 UTC"
    assert scene.why == ("Satellites: held back by nothing 5, eclipse 1.", "Sites: too little work 1.")
    assert dict(scene.facts)["Small"] == "6 satellites, generated"
    strips = {strip.title: strip for strip in scene.strips.strips}
    assert list(strips) == ["Power drawn in orbit", "Power drawn on the ground"]
    # The ledger has 60 MJ more in every step of a minute: a megawatt more in each.
    assert strips["Power drawn in orbit"].value[30] == pytest.approx(30.0)
    assert strips["Power drawn in orbit"].now_text == "30.0 MW"
    assert strips["Power drawn on the ground"].now_text == "100 kW"


def test_a_region_has_its_values(make_run) -> None:
    scene = inspector_scene(make_run(), 0.0, EntityRef("region", 1))
    assert (scene.title, scene.subtitle, scene.status) == ("east", "Region · 11.46° N 103.13° E", None)
    assert scene.values == (("Demand", "50 GPUs"),)


def test_a_run_without_frames_yet(make_run) -> None:
    run = make_run(frames=0)
    for ref in (None, SATELLITE, SITE_REF):
        scene = inspector_scene(run, 0.0, ref)
        assert scene.why[0].startswith("Unknown")
        assert scene.strips.strips == ()


def test_a_satellite_that_is_nowhere_says_so(make_run) -> None:
    ephemeris = Ephemeris(Epoch.from_iso("2026-05-30T06:00:00Z"), [falling(6, days_old=10.0)])
    scene = inspector_scene(make_run(ephemeris=ephemeris), 0.0, SATELLITE)
    assert "position unknown" in scene.subtitle


def test_the_same_with_and_without_a_memory(make_run) -> None:
    run, cache = make_run(), SceneCache()
    for t_s in (0.0, 1800.0, 1860.0, 0.0):
        for ref in (SATELLITE, None, SITE_REF):
            kept, fresh = inspector_scene(run, t_s, ref, cache), inspector_scene(run, t_s, ref)
            assert (kept.why, kept.values, kept.facts, kept.budget) == (
                fresh.why, fresh.values, fresh.facts, fresh.budget,
            )  # fmt: skip
            for a, b in zip(kept.strips.strips, fresh.strips.strips, strict=True):
                np.testing.assert_array_equal(a.value, b.value)
                assert a.now_text == b.now_text


def test_the_headline_weighs_by_accelerators(make_run) -> None:
    pairs = dict(headline(make_run(), 1800.0))
    # 5 x 16 at 100 %, 16 at 30 %, 100 at 75 %.
    assert pairs["GPU util"] == f"{(80 + 16 * 0.3 + 75) / 196 * 100:.1f} %"
    assert (pairs["Satellites"], pairs["Sites"], pairs["Ground power"]) == ("6", "1", "100 kW")
    assert np.isnan(mean_util(np.array([np.nan]), np.array([3.0])))


def test_who_is_not_launched_yet_is_not_counted(make_run) -> None:
    def two_wait(values) -> None:
        values["satellite", "state"][:, 4:] = STATES.index("waiting")

    run = make_run(two_wait)
    assert dict(headline(run, 1800.0))["Satellites"] == "4 of 6"
    assert inspector_scene(run, 1800.0, None).why[0] == "Satellites: held back by nothing 3, eclipse 1."


def test_windows_move_in_pages() -> None:
    day_s = 86_400.0
    assert window_s(100.0, 5000.0) == (0.0, 5000.0)
    assert window_s(100.0, day_s) == (0.0, 21_600.0)
    assert window_s(40_000.0, day_s) == window_s(40_500.0, day_s) == (28_800.0, 50_400.0)
    assert window_s(day_s, day_s) == (day_s - 21_600.0, day_s)
    assert window_s(day_s, 546.0 * day_s) == (0.0, 546.0 * day_s)


def test_thinning_keeps_every_peak() -> None:
    times_s = np.arange(50_000.0)
    values = np.zeros(50_000)
    values[12_345], values[40_001], values[7] = 9.0, -4.0, np.nan
    thin_s, thin = thinned(times_s, values)
    assert len(thin) == len(thin_s) <= MOST_POINTS
    assert np.nanmax(thin) == 9.0
    assert np.nanmin(thin) == -4.0
    assert (np.diff(thin_s) >= 0).all()
