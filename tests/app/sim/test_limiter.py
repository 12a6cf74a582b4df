"""The limiter tells the lowest cap, and work before caps."""

import numpy as np

from dawnline.sim.kernels import assumed
from dawnline.sim.limiter import limiter_codes
from dawnline.telemetry.catalogue import LIMITERS


def codes(
    full: float, allowed: float, busy: float, busy_limit: float, faulted: bool = False, **caps: float
) -> str:
    order = ("heat", "battery", "eclipse", "power_cap")
    return LIMITERS[
        limiter_codes(
            {LIMITERS.index(name): np.array([caps[name]]) for name in order if name in caps},
            full_w=np.array([full]),
            allowed_w=np.array([allowed]),
            busy_frac=np.array([busy]),
            allowed_busy_frac=np.array([busy_limit]),
            faulted=np.array([faulted]),
        )[0]
    ]


def test_full_load_is_held_back_by_nothing() -> None:
    assert codes(100, 100, 1.0, 1.0, heat=100, battery=100, eclipse=100, power_cap=np.inf) == "none"


def test_the_lowest_cap_is_named() -> None:
    assert codes(100, 30, 0.3, 0.3, heat=90, battery=50, eclipse=30, power_cap=np.inf) == "eclipse"
    assert codes(100, 30, 0.3, 0.3, heat=90, battery=30, eclipse=50, power_cap=80) == "battery"
    assert codes(100, 30, 0.3, 0.3, heat=30, battery=50, eclipse=100, power_cap=80) == "heat"
    assert codes(100, 30, 0.3, 0.3, heat=100, battery=50, eclipse=100, power_cap=40) == "power_cap"


def test_of_equal_caps_the_first_in_precedence_is_named() -> None:
    assert codes(100, 0, 0.0, 0.0, heat=0, battery=0, eclipse=0, power_cap=0) == "heat"
    assert codes(100, 0, 0.0, 0.0, heat=100, battery=0, eclipse=0, power_cap=0) == "battery"
    assert codes(100, 0, 0.0, 0.0, heat=100, battery=100, eclipse=0, power_cap=0) == "eclipse"


def test_without_enough_work_no_limit_matters() -> None:
    assert codes(100, 30, 0.1, 0.3, heat=100, battery=100, eclipse=30, power_cap=np.inf) == "no_work"
    assert codes(100, 100, 0.0, 1.0, heat=100) == "no_work"


def test_a_fault_is_before_everything() -> None:
    assert codes(100, 0, 0.0, 0.0, faulted=True, heat=0, eclipse=30) == "fault"


def test_what_a_run_file_rounds_away_holds_nothing_back() -> None:
    assert codes(100, 99.95, 0.9995, 0.9995, heat=99.95) == "none"


def test_without_accelerators_there_is_nothing_to_hold_back() -> None:
    assert codes(0, 0, 0.0, 0.0, heat=0, battery=-5, eclipse=0, power_cap=-5) == "none"


def test_the_kernels_codes_are_those_of_the_catalogue() -> None:
    codes = (assumed.NONE, assumed.NO_WORK, assumed.ECLIPSE, assumed.BATTERY, assumed.POWER_CAP, assumed.HEAT)
    names = ("none", "no_work", "eclipse", "battery", "power_cap", "heat")
    assert [LIMITERS[code] for code in (*codes, assumed.FAULT)] == [*names, "fault"]
