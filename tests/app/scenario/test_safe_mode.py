"""Safe mode in a storm: low satellites compute nothing while it lasts, and no link of theirs is up."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.network.outages import Outages
from dawnline.network.reason import Reason
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.scenario.event import Event
from dawnline.scenario.safe_mode import safe_modes
from dawnline.scenario.scenario import Scenario
from dawnline.telemetry.catalogue import LIMITERS
from dawnline_testing.scenario_texts import HEAD, SHELL
from dawnline_testing.small_scenario import BUS, EPOCH, ring
from dawnline_testing.working import frames_of, working_scenario

Load = Callable[..., Scenario]
FAULT = LIMITERS.index("fault")
STORM = Event("storm", EntityRef("fleet", 0), 300.0, 600.0, 1.0, safe_mode_below_m=500e3)


def two_heights() -> KeplerElements:
    """Return twelve satellites at 350 km, then twelve at 650 km."""
    low, high = ring(12, altitude_m=350e3), ring(12, altitude_m=650e3)
    columns = ("a_m", "e", "i_rad", "raan_rad", "argp_rad", "mean_anomaly_rad")
    names = tuple(f"S{i}" for i in range(24))
    return KeplerElements(names, *(np.concatenate([getattr(one, c) for one in (low, high)]) for c in columns))


def scenario(*events: Event) -> Scenario:
    return working_scenario((), n=24, ephemeris=Ephemeris(EPOCH, [two_heights()]), events=events)


def test_who_is_low_enough_is_in_safe_mode() -> None:
    own = scenario()
    events = (STORM, replace(STORM, safe_mode_below_m=0.0), replace(STORM, safe_mode_below_m=900e3))
    found = safe_modes(own.fleet, own.ephemeris, events)
    assert [(event.safe_mode_below_m, rows.tolist()) for event, rows in found] == [
        (500e3, list(range(12))),
        (900e3, list(range(24))),
    ]
    one = replace(STORM, target=EntityRef("satellite", 3))
    assert [rows.tolist() for _, rows in safe_modes(own.fleet, own.ephemeris, (one,))] == [[3]]
    high = replace(STORM, target=EntityRef("satellite", 20))
    assert [rows.tolist() for _, rows in safe_modes(own.fleet, own.ephemeris, (high,))] == [[]]


def test_low_satellites_compute_nothing_while_it_lasts() -> None:
    frames = frames_of(scenario(STORM), 18)
    on = np.array([300.0 <= frame.t_s < 900.0 for frame in frames])
    limiter = np.array([frame.values["satellite"]["limiter"] for frame in frames])
    assert (limiter[on][:, :12] == FAULT).all()
    assert not (limiter[on][:, 12:] == FAULT).any()
    assert not (limiter[~on] == FAULT).any()
    load_w = np.array([frame.values["satellite"]["load_w"] for frame in frames])
    assert load_w[on][:, :12] == pytest.approx(BUS.housekeeping_w)
    assert (load_w[~on] > BUS.housekeeping_w + 1.0).all()


def test_a_storm_without_it_stops_nobody() -> None:
    calm, blown = (
        frames_of(scenario(*events), 12) for events in ((), (replace(STORM, safe_mode_below_m=0.0),))
    )
    for one, two in zip(calm, blown, strict=True):
        assert np.array_equal(one.values["satellite"]["limiter"], two.values["satellite"]["limiter"])


def test_who_flies_edge_on_has_no_links_and_points_them_anew_afterwards() -> None:
    own = scenario(STORM)
    outages = Outages(own.fleet, own.events, {}, safe_modes(own.fleet, own.ephemeris, own.events))
    assert not outages.at(299.0).node.any()
    during = outages.at(300.0).node[:24]
    assert during.tolist() == [Reason.SAFE_MODE] * 12 + [0] * 12
    after = outages.at(900.0)
    assert not after.node.any()
    assert after.node_well_since_s[:24].tolist() == [900.0] * 12 + [-np.inf] * 12


def test_a_file_says_how_low(load: Load) -> None:
    storm = '[[event]]\nkind = "storm"\nstart = "1h"\nduration = "30m"\nfactor = 5\n'
    (told,) = load(HEAD + SHELL + storm + "safe_mode_below_km = 480\n").events
    assert told.safe_mode_below_m == 480e3
    plain = load(HEAD + SHELL + storm)
    assert plain.events[0].safe_mode_below_m == 0.0
    assert "safe_mode" not in plain.document
