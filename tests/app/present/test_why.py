"""The sentence that says why: it names recorded values and times, and changes with them."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.present.cache import SceneCache
from dawnline.present.evidence import Spell, spell_at
from dawnline.present.why import limiter_sentence
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.small_scenario import BUS, ring

CODE = {name: code for code, name in enumerate(LIMITERS)}
SATELLITE, OTHER, SITE = EntityRef("satellite", 0), EntityRef("satellite", 1), EntityRef("site", 0)


def all_frames(values, kind, index, **channels):
    for key, value in channels.items():
        values[kind, key][:, index] = CODE[value] if key == "limiter" else value


def test_an_eclipse_names_its_times_and_its_values(make_run) -> None:
    lines = limiter_sentence(make_run(), SATELLITE, 30)
    # 06:00 and 20 frames of a minute.
    assert lines[0] == "Held back by the eclipse since 06:20:00, until 06:54:00."
    assert lines[1] == "In umbra since 06:20:00, until 06:54:00: sunlight 0.0 %, array 0 W."
    allowed = "Policy throttle allows 30.0 % of full computing power in umbra"
    assert lines[2] == f"{allowed}: GPUs at 30.0 %, 13.3 kW drawn."


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("gpu_util_frac", 0.42, "GPUs at 42.0 %"),
        ("load_w", 7000.0, "7.00 kW drawn"),
        ("array_w", 1234.0, "array 1.23 kW"),
        ("sunlit_frac", 0.5, "In penumbra since 06:30:00, until 06:31:00: sunlight 50.0 %"),
        ("limiter", "no_work", "Given less work than it could do since 06:30:00, until 06:31:00"),
        ("gpu_util_frac", np.nan, "GPUs at unknown"),
        ("sunlit_frac", np.nan, "Sunlight unknown"),
    ],
)
def test_a_changed_value_changes_the_sentence(make_run, key, value, said) -> None:
    before = " ".join(limiter_sentence(make_run(), SATELLITE, 30))
    assert said not in before

    def change(values):
        values["satellite", key][30, 0] = CODE[value] if key == "limiter" else value

    assert said in " ".join(limiter_sentence(make_run(change), SATELLITE, 30))


def test_the_battery_in_umbra_names_charge_floor_and_load(make_run) -> None:
    def change(values):
        values["satellite", "limiter"][40:50, 0] = CODE["battery"]
        values["satellite", "soc_frac"][40:50, 0] = 0.71
        values["satellite", "load_w"][40:50, 0] = 5000.0

    lines = limiter_sentence(make_run(change), SATELLITE, 45)
    assert lines[0] == "Held back by the battery since 06:40:00, until 06:50:00."
    assert "Battery 71.0 %, floor 70.0 %: load held at 5.00 kW of 13.3 kW" in lines[2]


def test_the_battery_at_its_rate_names_the_rate(make_run) -> None:
    bus = replace(BUS, max_c_rate_per_h=0.5)
    # 16 kWh at 0.5 C give 8 kW, 95 % of which arrive.
    rate_w = 16_000.0 * 0.5 * 0.95

    def at_rate(values):
        values["satellite", "limiter"][40:50, 0] = CODE["battery"]
        values["satellite", "load_w"][40:50, 0] = rate_w

    lines = limiter_sentence(make_run(at_rate, buses=(bus,)), SATELLITE, 45)
    assert "at its highest rate 7.60 kW (0.5 C): load held at 7.60 kW of 13.3 kW" in lines[2]


def test_a_time_of_another_day_has_its_date(make_run) -> None:
    late = Ephemeris(Epoch.from_iso("2026-05-30T23:30:00Z"), [ring(6)])
    lines = limiter_sentence(make_run(ephemeris=late), SATELLITE, 40)
    assert lines[0] == "Held back by the eclipse since 05-30 23:50:00, until 00:24:00."


def test_the_battery_in_sunlight_is_recharged_first(make_run) -> None:
    run = make_run(lambda values: all_frames(values, "satellite", 1, limiter="battery", soc_frac=0.8))
    lines = limiter_sentence(run, OTHER, 10)
    assert lines[0] == "Held back by the battery since the start of the run."
    assert "Battery 80.0 %: recharging it comes first" in lines[2]


def test_heat_names_the_radiator_and_its_limits(make_run) -> None:
    run = make_run(lambda values: all_frames(values, "satellite", 1, limiter="heat", radiator_k=340.0))
    text = " ".join(limiter_sentence(run, OTHER, 10))
    assert "Radiator 66.9 °C" in text or "Radiator 66.8 °C" in text
    assert f"from {BUS.throttle_k - 273.15:.1f} °C, to nothing at {BUS.trip_k - 273.15:.1f} °C" in text


def test_an_array_that_gives_too_little(make_run) -> None:
    run = make_run(lambda values: all_frames(values, "satellite", 1, limiter="power_cap", array_w=9000.0))
    text = " ".join(limiter_sentence(run, OTHER, 10))
    assert "array 9.00 kW" in text
    assert "Full load needs 13.3 kW" in text


def test_a_fault_says_that_its_cause_is_not_recorded(make_run) -> None:
    run = make_run(lambda values: all_frames(values, "satellite", 1, limiter="fault", load_w=0.0))
    assert limiter_sentence(run, OTHER, 10)[1] == "What failed is not recorded."


def test_decayed_and_stale_are_said(make_run) -> None:
    decayed = make_run(lambda values: all_frames(values, "satellite", 1, limiter="fault", state=2))
    assert "its elements give no orbit (SGP4 error)" in limiter_sentence(decayed, OTHER, 10)[0]
    stale = make_run(lambda values: all_frames(values, "satellite", 1, state=1))
    assert "older than 14 days" in limiter_sentence(stale, OTHER, 10)[-1]


def test_a_site_at_its_cap_and_a_curtailed_one(make_run) -> None:
    at_cap = make_run(
        lambda values: all_frames(values, "site", 0, limiter="power_cap", cap_frac=1.0, load_w=2e5)
    )
    lines = limiter_sentence(at_cap, SITE, 10)
    assert "Facility power 200 kW, 100.0 % of the contracted 200 kW; GPUs at 75.0 %." in lines[1]
    assert len(lines) == 2
    curtailed = make_run(lambda values: all_frames(values, "site", 0, limiter="power_cap", cap_frac=0.3))
    assert "its grid allows less now" in limiter_sentence(curtailed, SITE, 10)[-1]


def test_what_is_not_recorded_is_unknown(make_run) -> None:
    def lose(values):
        values["satellite", "limiter"][30, 0] = 255

    run = make_run(lose)
    assert limiter_sentence(run, SATELLITE, 30) == ("Unknown: the run file has no limiter for 06:30:00.",)
    assert limiter_sentence(run, SATELLITE, 10_000)[0].startswith("Unknown")
    assert "Nothing is recorded" in limiter_sentence(run, EntityRef("region", 0), 3)[0]
    # The stretch before the hole is not claimed to end there, nor the one after it to begin.
    assert limiter_sentence(run, SATELLITE, 25)[0] == "Held back by the eclipse since 06:20:00."
    after = "Held back by the eclipse since 06:31:00 or before, until 06:54:00."
    assert limiter_sentence(run, SATELLITE, 40)[0] == after


def test_every_limiter_of_a_simulated_run_has_its_sentence(lived) -> None:
    told = set()
    cache = SceneCache()
    for index in range(len(lived.header.fleet.satellites)):
        _, codes = lived.series("satellite", "limiter", index)
        for frame, code in enumerate(codes):
            lines = limiter_sentence(lived, EntityRef("satellite", index), frame, cache)
            assert lines
            assert all(line.endswith(".") and "nan" not in line for line in lines)
            told.add(LIMITERS[code])
    assert told == set(LIMITERS)


def test_spells_are_bounded_by_what_differs() -> None:
    times_s = np.arange(6) * 10.0
    values = np.array([1, 2, 2, 2, 3, 2])
    known = np.zeros(6, bool)
    assert spell_at(times_s, values, 2, unknown=known) == Spell(10.0, 40.0)
    assert spell_at(times_s, values, 0, unknown=known) == Spell(None, 10.0)
    assert spell_at(times_s, values, 5, unknown=known) == Spell(50.0, None)
