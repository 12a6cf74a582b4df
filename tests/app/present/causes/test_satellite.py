"""A satellite's chain: every sentence names a recorded value, and changes with it or becomes unknown."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS, STATES
from dawnline_testing.small_scenario import BUS

CODE = {name: code for code, name in enumerate(LIMITERS)}
FIRST, OTHER = EntityRef("satellite", 0), EntityRef("satellite", 1)
T_S = 30 * 60.0


def set_all(values, index, **channels):
    for key, value in channels.items():
        values["satellite", key][:, index] = CODE[value] if key == "limiter" else value


def test_shadow_then_policy_then_effect(make_run) -> None:
    chain = chain_of(make_run(), FIRST, T_S)
    assert chain.kinds == ("umbra", "eclipse_policy", "held_back")
    assert [cause.follows for cause in chain.causes] == [None, 0, 1]
    umbra, policy, effect = chain.causes
    # 06:00 and 20 frames of a minute.
    assert umbra.text == "in umbra since 06:20 UTC, until 06:54 UTC (sunlight 0.0 %)"
    assert (umbra.channel, umbra.value, umbra.limit) == ("sunlit_frac", 0.0, 1.0)
    assert (umbra.t_s, umbra.since_s, umbra.until_s) == (T_S, 20 * 60.0, 54 * 60.0)
    assert policy.text.startswith("policy throttle allows 30.0 % of full computing power in umbra")
    assert (policy.word, policy.limit) == ("eclipse", BUS.throttle_frac)
    assert "GPUs at 30.0 %" in effect.text
    assert effect.value == pytest.approx(0.3, abs=1e-3)


@pytest.mark.parametrize(
    ("key", "value", "place", "said"),
    [
        ("sunlit_frac", 0.4, 0, "in shadow since 06:19 UTC, until 06:55 UTC (penumbra, sunlight 40.0 %)"),
        ("gpu_util_frac", 0.42, 2, "GPUs at 42.0 %"),
        ("load_w", 7000.0, 2, "7.00 kW drawn"),
    ],
)
def test_a_changed_value_changes_its_sentence(make_run, key, value, place, said) -> None:
    def change(values):
        values["satellite", key][30, 0] = value

    assert said not in chain_of(make_run(), FIRST, T_S).causes[place].text
    assert said in chain_of(make_run(change), FIRST, T_S).causes[place].text


@pytest.mark.parametrize("lit", [1.0, np.nan])
def test_an_eclipse_without_shadow_is_unknown(make_run, lit) -> None:
    chain = chain_of(make_run(lambda values: set_all(values, 0, sunlit_frac=lit)), FIRST, T_S)
    assert chain.kinds == (UNKNOWN, "held_back")
    assert chain.first.word == "eclipse"


def test_a_lost_limiter_is_unknown(make_run) -> None:
    def lose(values):
        values["satellite", "limiter"][30, 0] = 255

    chain = chain_of(make_run(lose), FIRST, T_S)
    assert chain.kinds == (UNKNOWN,)
    assert "no limiter for 06:30 UTC" in chain.first.text


def test_a_time_outside_of_the_run_is_unknown(make_run) -> None:
    assert chain_of(make_run(), FIRST, 1e6).kinds == (UNKNOWN,)
    assert chain_of(make_run(), FIRST, -60.0).kinds == (UNKNOWN,)


def at_floor(values, soc=0.705):
    values["satellite", "limiter"][40:50, 0] = CODE["battery"]
    values["satellite", "soc_frac"][40:50, 0] = soc
    values["satellite", "load_w"][40:50, 0] = 5000.0


def test_a_battery_at_its_floor(make_run) -> None:
    chain = chain_of(make_run(at_floor), FIRST, 45 * 60.0)
    assert chain.kinds == ("umbra", "battery_floor", "held_back")
    floor = chain.causes[1]
    assert "battery 70.5 %, floor 70.0 %, since 06:" in floor.text
    assert (floor.channel, floor.limit) == ("soc_frac", pytest.approx(0.7))


def test_a_battery_above_its_floor_is_unknown_unless_at_its_rate(make_run) -> None:
    run = make_run(lambda values: at_floor(values, 0.85))
    assert chain_of(run, FIRST, 45 * 60.0).kinds == (UNKNOWN, "held_back")
    # 16 kWh at 0.3 C give 4.56 kW after losses.
    slow = make_run(lambda values: at_floor(values, 0.85), buses=(replace(BUS, max_c_rate_per_h=0.3),))
    chain = chain_of(slow, FIRST, 45 * 60.0)
    assert chain.kinds == ("umbra", "battery_rate", "held_back")
    assert "its highest rate 4.56 kW (0.3 C)" in chain.causes[1].text


def test_recharging_follows_from_the_shadow_before(make_run) -> None:
    def change(values):
        values["satellite", "limiter"][55:70, 0] = CODE["battery"]
        values["satellite", "soc_frac"][55:70, 0] = 0.6

    chain = chain_of(make_run(change), FIRST, 60 * 60.0)
    assert chain.kinds == ("umbra", "recharging", "held_back")
    assert chain.first.text == "in shadow from 06:19 UTC to 06:55 UTC (sunlight 0.0 %)"

    def full(values):
        change(values)
        values["satellite", "soc_frac"][55:70, 0] = 1.0

    assert chain_of(make_run(full), FIRST, 60 * 60.0).kinds == (UNKNOWN, "held_back")


def test_an_array_that_gives_too_little(make_run) -> None:
    small = replace(BUS, array_area_m2=30.0)
    run = make_run(lambda values: set_all(values, 1, limiter="power_cap", array_w=6600.0), buses=(small,))
    chain = chain_of(run, OTHER, T_S)
    assert chain.kinds == ("array", "held_back")
    assert "array gives 6.60 kW of its rated 7.13 kW, full load needs 13.3 kW" in chain.first.text
    # An array that is large enough, and stands askew.
    run = make_run(lambda values: set_all(values, 1, limiter="power_cap", array_w=6600.0))
    assert chain_of(run, OTHER, T_S).first.kind == "array_pointing"
    enough = make_run(lambda values: set_all(values, 1, limiter="power_cap"))
    assert chain_of(enough, OTHER, T_S).first.kind == UNKNOWN


def test_an_event_on_the_array_is_first_only_if_its_effect_is_recorded(make_run) -> None:
    half = Event("power_cap", OTHER, 600.0, 3000.0, 0.3)
    run = make_run(lambda values: set_all(values, 1, limiter="power_cap", array_w=6400.0), events=(half,))
    chain = chain_of(run, OTHER, T_S)
    assert chain.kinds == ("event.power_cap", "array", "held_back")
    assert (chain.first.since_s, chain.first.until_s, chain.first.value) == (600.0, 3600.0, 0.3)
    run = make_run(lambda values: set_all(values, 1, limiter="power_cap", array_w=9000.0), events=(half,))
    assert chain_of(run, OTHER, T_S).first.kind == "array_pointing"


def test_heat_names_radiator_and_limit(make_run) -> None:
    hot = make_run(lambda values: set_all(values, 1, limiter="heat", radiator_k=340.0))
    chain = chain_of(hot, OTHER, T_S)
    assert chain.kinds == ("heat", "held_back")
    assert "load is cut from 60.0 °C, to nothing at 80.0 °C" in chain.first.text
    assert chain.first.limit == BUS.throttle_k
    cool = make_run(lambda values: set_all(values, 1, limiter="heat"))
    assert chain_of(cool, OTHER, T_S).first.kind == UNKNOWN


def test_a_fault_is_an_event_or_drawn_or_unknown(make_run) -> None:
    def change(values):
        values["satellite", "limiter"][20:50, 1] = CODE["fault"]
        values["satellite", "gpu_util_frac"][20:50, 1] = 0.0

    assert chain_of(make_run(change), OTHER, T_S).kinds == (UNKNOWN, "off")
    drawn = make_run(change, buses=(replace(BUS, fault_rate_per_h=0.01),))
    chain = chain_of(drawn, OTHER, T_S)
    assert chain.kinds == ("fault", "off")
    assert "one in 100 h is drawn, each takes 30 min), since 06:20 UTC, until 06:50 UTC" in chain.first.text
    # A fault of half an hour is no upset of ten minutes.
    upset = make_run(change, buses=(replace(BUS, upsets_per_h=0.1),))
    assert chain_of(upset, OTHER, T_S).first.kind == UNKNOWN
    told = make_run(change, events=(Event("fault", EntityRef("fleet", 0), 1200.0, 1800.0, 0.0),))
    assert chain_of(told, OTHER, T_S).kinds == ("event.fault", "off")
    assert chain_of(told, OTHER, T_S).first.entity == EntityRef("fleet", 0)


@pytest.mark.parametrize(
    ("state", "kind"), [("decayed", "decayed"), ("waiting", "not_launched"), ("gone", "gone")]
)
def test_who_is_away(make_run, state, kind) -> None:
    run = make_run(lambda values: set_all(values, 1, limiter="fault", state=float(STATES.index(state))))
    assert chain_of(run, OTHER, T_S).kinds == (kind, "off")


def test_no_work_is_low_demand_unless_something_is_unserved(make_run) -> None:
    def idle(values, left=0.0):
        set_all(values, 1, limiter="no_work", gpu_util_frac=0.5)
        values["workload", "unserved"][:] = left

    chain = chain_of(make_run(idle), OTHER, T_S)
    assert chain.kinds == ("demand", "idle")
    assert chain.first.value == pytest.approx(40.0)
    assert chain_of(make_run(lambda values: idle(values, 12.0)), OTHER, T_S).kinds == (UNKNOWN, "idle")
    lost = make_run(lambda values: idle(values, np.nan))
    assert "what is asked for is not recorded" in chain_of(lost, OTHER, T_S).first.text


def test_full_load_needs_no_cause(make_run) -> None:
    assert chain_of(make_run(), OTHER, T_S).kinds == ("full_load",)


def helped(make_run, change, ref, frame, **bus):
    return chain_of(make_run(change, buses=(replace(BUS, **bus),)), ref, frame * 60.0).would_help


def test_what_would_have_helped_is_computed_from_the_record(make_run) -> None:
    # At the floor for ten minutes with 5 kW of 13.344 kW: 1.391 kWh over 0.95 x 0.3 of a battery.
    more = (13_344.0 - 5_000.0) * 600.0 / 3.6e6 / (0.95 * 0.3)
    assert helped(make_run, at_floor, FIRST, 45) == f"a battery {more:.2f} kWh larger than its 16.0 kWh"
    # In balance at 340 K: 8 kW from 20 m2 are 400 W/m2 there, and less at 333.15 K.
    per_m2 = 400.0 - 2 * 0.82 * 5.670374419e-8 * (340.0**4 - 333.15**4)
    more = 13_344.0 / per_m2 - 20.0
    hot = helped(
        make_run, lambda v: set_all(v, 1, limiter="heat", radiator_k=340.0, load_w=8000.0), OTHER, 30
    )
    assert hot == f"a radiator {more:.1f} m² larger than its 20.0 m²"
    small = helped(
        make_run, lambda v: set_all(v, 1, limiter="power_cap", array_w=6672.0), OTHER, 30, array_area_m2=30.0
    )
    assert small == "an array 30.0 m² larger than its 30.0 m²"


def test_nothing_would_have_helped_where_the_record_does_not_tell(make_run) -> None:
    def warming(values):
        set_all(values, 1, limiter="heat")
        values["satellite", "radiator_k"][:, 1] = np.linspace(330.0, 500.0, 130)

    assert helped(make_run, warming, OTHER, 30) == ""
    assert helped(make_run, lambda v: set_all(v, 1, limiter="fault"), OTHER, 30) == ""
