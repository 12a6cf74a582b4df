"""The figures of the top bar where a run has requests and prices."""

from dataclasses import replace

import numpy as np

from dawnline.fleet.ground import Tariff
from dawnline.present import status
from dawnline.present.headline import dollars, figures
from dawnline.present.numbers import DASH
from dawnline_testing.made_run import SITES

T_S = 40 * 60.0


def of(run, t_s=T_S):
    return {figure.label: (figure.value, figure.status) for figure in figures(run, t_s)}


def test_requests_come_first_with_their_state(engine_run) -> None:
    def trouble(values):
        values["workload", "missed_ttft"][40, 0] = 12.0
        values["workload", "dropped_unreached"][40, 0] = 90.0
        values["workload", "dropped_unreached"][41, 0] = 3.0

    run = engine_run(trouble)
    assert [figure.label for figure in figures(run, T_S)][:4] == [
        "Requests",
        "Late",
        "Turned away",
        "GPU util",
    ]
    now = of(run)
    assert now["Requests"] == ("10 /s", None)
    assert now["Late"] == ("2.0 %", status.CAUTION)
    assert now["Turned away"] == ("15.0 %", status.SERIOUS)
    assert of(run, T_S - 60.0)["Turned away"] == ("0.0 %", status.NORMAL)
    assert of(run, T_S + 60.0)["Turned away"] == ("0.5 %", status.CAUTION)


def test_what_is_lost_is_a_dash_and_has_no_state(engine_run) -> None:
    def lose(values):
        values["workload", "arrived"][40, 0] = -1

    now = of(engine_run(lose))
    assert now["Late"] == (DASH, None)
    assert now["Requests"][0] == "unknown"


def test_nobody_asks_in_a_quiet_step(engine_run) -> None:
    def quiet(values):
        values["workload", "arrived"][40, 0] = 0.0

    now = of(engine_run(quiet))
    assert (now["Requests"][0], now["Late"][0]) == ("0 /s", "0.0 %")


def test_money_is_shown_in_three_digits() -> None:
    assert dollars(162_345.0) == "$162k /h"
    assert dollars(999_600.0) == "$1.00M /h"
    assert dollars(3.456) == "$3.46 /h"
    assert dollars(np.nan) == DASH


def test_a_run_without_prices_has_no_cost(engine_run) -> None:
    assert "Cost" not in of(engine_run())


def test_money_is_the_bill_of_the_step_over_its_length(engine_run) -> None:
    priced = tuple(replace(site, tariff=Tariff(usd_per_kwh=0.1)) for site in SITES)
    run = engine_run(sites=priced)
    kept = run.ledger_at(40)["site"]
    assert set(kept) == {"energy_j"}  # this made-up run writes no bill
    assert "Cost" not in of(run)
    billed = engine_run(sites=priced, ledger={"site": {"energy_usd": 2.0, "machine_usd": 3.0}})
    assert of(billed)["Cost"] == ("$300 /h", None)
    assert of(billed, 0.0)["Cost"] == (DASH, None)
