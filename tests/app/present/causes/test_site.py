"""A site's chain: contract, curtailment, ramps, faults; each borne out by what was recorded, or unknown."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.ground import OnSitePower
from dawnline.present.causes.cause import UNKNOWN
from dawnline.present.causes.chain import chain_of
from dawnline.scenario.event import Event
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.made_run import CHAT, SITES
from dawnline_testing.small_scenario import SITE

CODE = {name: code for code, name in enumerate(LIMITERS)}
HERE = EntityRef("site", 0)
T_S = 30 * 60.0
# 100 accelerators of 700 W, 1.45 for overhead, 1.2 for PUE: 121.8 kW; a contract of 60 kW is too small.
TIGHT = (replace(SITE, power_cap_w=60_000.0),)


def capped(share, load_w=60_000.0):
    def change(values):
        values["site", "limiter"][:] = CODE["power_cap"]
        values["site", "cap_frac"][:] = share
        values["site", "load_w"][:] = load_w

    return change


def test_a_contract_that_is_too_small(make_run) -> None:
    chain = chain_of(make_run(capped(0.999), sites=TIGHT), HERE, T_S)
    assert chain.kinds == ("contract", "held_back")
    assert (
        "facility power 60.0 kW is within its contract of 60.0 kW, full load needs 122 kW" in chain.first.text
    )
    assert (chain.first.channel, chain.first.limit) == ("load_w", 60_000.0)
    assert chain.would_help == "a contract 61.8 kW larger"


def test_a_curtailment_is_first_only_if_the_load_is_within_it(make_run) -> None:
    event = Event("power_cap", HERE, 600.0, 3600.0, 0.5)
    run = make_run(capped(0.5, 30_000.0), sites=TIGHT, events=(event,))
    chain = chain_of(run, HERE, T_S)
    assert chain.kinds == ("event.power_cap", "contract", "held_back")
    assert chain.first.text.startswith(
        "curtailed: 50.0 % of its contracted power is left from 06:10 UTC to 07:10"
    )
    assert chain.causes[1].limit == 30_000.0
    assert chain.would_help == "91.8 kW of its own power while the curtailment lasts"
    above = make_run(capped(0.8, 48_000.0), sites=TIGHT, events=(event,))
    assert chain_of(above, HERE, T_S).kinds == (UNKNOWN, "held_back")
    over = make_run(capped(0.5, 30_000.0), sites=TIGHT, events=(replace(event, start_s=2400.0),))
    assert chain_of(over, HERE, T_S).kinds == (UNKNOWN, "held_back")


def test_a_site_with_power_of_its_own_keeps_to_the_grids_share_beside_it(engine_run) -> None:
    own = replace(SITES[0], power_cap_w=100_000.0, on_site=OnSitePower(gas_w=20_000.0))
    event = Event("power_cap", HERE, 600.0, 3600.0, 0.4)

    def change(values):
        values["site", "limiter"][20:, 0] = CODE["power_cap"]
        values["site", "cap_frac"][20:, 0] = 0.6
        values["site", "load_w"][20:, 0] = 60_000.0
        values["site", "grid_w"][20:, 0] = 40_000.0
        values["site", "gas_w"][20:, 0] = 20_000.0

    chain = chain_of(engine_run(change, sites=(own,), workloads=(CHAT,), events=(event,)), HERE, T_S)
    assert chain.kinds == ("event.power_cap", "contract", "held_back")
    held = chain.causes[1]
    assert held.text.startswith(
        "the grid gives 40.0 kW, within 40.0 % of its contract of 100 kW, own gas 20.0 kW of 20.0 kW; "
        "facility power 60.0 kW, full load needs 122 kW, since 06:20 UTC"
    )
    assert (held.channel, held.limit) == ("grid_w", 40_000.0)
    assert held.value == pytest.approx(40_000.0, rel=1e-3)


@pytest.mark.parametrize(("rise_w", "kind"), [(3_000.0, "ramp"), (1_000.0, UNKNOWN), (9_000.0, UNKNOWN)])
def test_a_ramp_shows_in_the_load(make_run, rise_w, kind) -> None:
    def rising(values):
        capped(0.5)(values)
        values["site", "load_w"][:, 0] = 10_000.0 + rise_w * np.arange(130)

    slow = (replace(SITE, power_cap_w=60_000.0, ramp_frac_per_min=0.05),)
    assert chain_of(make_run(rising, sites=slow), HERE, T_S).first.kind == kind


def test_a_lost_share_is_unknown(make_run) -> None:
    assert chain_of(make_run(capped(np.nan), sites=TIGHT), HERE, T_S).first.kind == UNKNOWN


def test_an_outage_by_an_event_or_drawn(make_run) -> None:
    def out(values):
        values["site", "limiter"][20:50] = CODE["fault"]

    event = Event("fault", HERE, 1200.0, 1800.0, 0.0)
    chain = chain_of(make_run(out, events=(event,)), HERE, T_S)
    assert chain.kinds == ("event.fault", "off")
    assert chain.first.text == "is out from 06:20 UTC to 06:50 UTC (event)"
    lease = Event("lease_end", HERE, 1200.0, float("inf"), 0.0)
    assert chain_of(make_run(out, events=(lease,)), HERE, T_S).first.text == (
        "its lease has ended at 06:20 UTC (event)"
    )
    assert chain_of(make_run(out), HERE, T_S).first.kind == UNKNOWN
