"""The one truth about links: terminals, reasons, events, weather; and the question of one pair."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dawnline.fleet.entity import EntityRef
from dawnline.network.judge import why, why_not
from dawnline.network.links import LinkState
from dawnline.network.network import Network
from dawnline.network.reason import WORDS, Reason
from dawnline.network.routes import find_routes
from dawnline.network.sight import grazing_height_m
from dawnline.network.weather import HOUR_S, Weather
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_testing.network_fleets import (
    HYPATIA_EPOCH,
    LINKS,
    RULES,
    event,
    fleet_of,
    gateway,
    one_fleet,
    region,
    walker,
)
from dawnline_testing.network_small import mixed_network


def test_every_number_of_a_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)
    assert [reason.value for reason in Reason] == list(range(len(Reason)))


def test_links_up_obey_every_limit(mixed: Network) -> None:
    for t_s in (0.0, 600.0, 3_333.0):
        state = mixed.links_at(t_s)
        ends = state.lasers.ends[state.lasers.is_up]
        assert len(ends) > 500
        one, other = state.places_m[ends[:, 0]], state.places_m[ends[:, 1]]
        assert state.lasers.length_m[state.lasers.is_up].max() <= 5_000e3
        assert grazing_height_m(one, other).min() > 80e3
        # Terminals, antennas and beams.
        lasers = np.bincount(ends.ravel(), minlength=mixed.nodes.satellites)
        fleet = mixed.fleet.satellites.parent
        assert lasers[fleet == 0].max() <= 5
        assert lasers[fleet == 1].max() <= 3
        pairs = state.gateways.ends[state.gateways.is_up]
        antennas = np.bincount(pairs[:, 0] - mixed.nodes.satellites, minlength=3)
        assert (antennas <= [8, 1, 8]).all()
        assert np.bincount(pairs[:, 1]).max() <= LINKS.ground_beams
        # Nobody is there twice.
        for links in (state.lasers, state.gateways, state.users):
            assert len(np.unique(np.sort(links.ends, axis=1), axis=0)) == len(links)


def test_two_shells_meet_by_lasers(state: LinkState, mixed: Network) -> None:
    fleet = mixed.fleet.satellites.parent[state.lasers.ends]
    between = fleet[:, 0] != fleet[:, 1]
    assert (between & state.lasers.is_up).any()
    assert {Reason(code) for code in state.lasers.reason[between].tolist()} <= {
        Reason.UP, Reason.TERMINALS, Reason.ACQUIRING, Reason.RANGE, Reason.HORIZON,
    }  # fmt: skip


def test_same_question_same_answer(mixed: Network) -> None:
    first, again = mixed.links_at(900.0), mixed_network().links_at(900.0)
    for name in ("lasers", "gateways", "users"):
        one, other = getattr(first, name), getattr(again, name)
        np.testing.assert_array_equal(one.ends, other.ends)
        np.testing.assert_array_equal(one.reason, other.reason)
        np.testing.assert_array_equal(one.length_m, other.length_m)


@given(data=st.data(), t_s=st.sampled_from([0.0, 600.0, 4_321.0]))
@settings(max_examples=25)
def test_the_question_of_one_pair_never_disagrees_with_the_router(
    mixed: Network, data: st.DataObject, t_s: float
) -> None:
    """Every hop of a path is up by `why`; any pair that is up by `why` is among the links that are up."""
    state = _kept(mixed, t_s)
    routes = find_routes(state)
    source = data.draw(st.sampled_from(list(mixed.nodes.terminals)))
    target = data.draw(st.integers(0, mixed.nodes.total - 1))
    path = routes.path(source, target)
    for a, b in pairwise(path):
        assert _asked(mixed, a, b, state).is_up
    a = data.draw(st.integers(0, mixed.nodes.total - 1))
    b = data.draw(st.integers(0, mixed.nodes.total - 1))
    if a != b:
        verdict = _asked(mixed, a, b, state)
        rows = [links.row_of(a, b) for links in (state.lasers, state.gateways, state.users)]
        if verdict.is_up and verdict.kind != "fibre":
            assert max(rows) >= 0
        assert verdict.words == WORDS[verdict.reason]


_STATES: dict[float, LinkState] = {}


def _kept(network: Network, t_s: float) -> LinkState:
    if t_s not in _STATES:
        _STATES[t_s] = network.links_at(t_s)
    return _STATES[t_s]


def _asked(network: Network, a: int, b: int, state: LinkState):
    from dawnline.network.judge import _at

    return _at(network, network.nodes.ref_of(a), network.nodes.ref_of(b), state)


def test_reasons_come_with_the_number_that_decided(mixed: Network, state: LinkState) -> None:
    """Where a reason is one of measure, value and limit stand on the side of each other that it tells."""
    seen = set()
    for node in [*mixed.nodes.range_of("gateway"), *range(0, mixed.nodes.satellites, 37)]:
        for verdict in why_not(mixed, mixed.nodes.ref_of(node), state):
            seen.add(verdict.reason)
            if verdict.value is None or verdict.limit is None:
                continue
            more = {Reason.RANGE, Reason.LATITUDE}
            less = {Reason.HORIZON, Reason.MASK}
            if verdict.reason in more:
                assert verdict.value > verdict.limit
            elif verdict.reason in less:
                assert verdict.value <= verdict.limit
            elif verdict.reason in {Reason.TERMINALS, Reason.ANTENNAS, Reason.BEAMS}:
                assert verdict.value == verdict.limit
            elif verdict.reason is Reason.UP:
                assert verdict.value <= verdict.limit
    assert {Reason.UP, Reason.LATITUDE, Reason.ANTENNAS} <= seen


def test_a_pair_that_is_not_stored_is_measured(mixed: Network, state: LinkState) -> None:
    place = mixed.nodes.range_of("region")[0]
    below = min(range(mixed.nodes.satellites), key=lambda i: float(state.places_m[i] @ state.places_m[place]))
    verdict = why(mixed, EntityRef("satellite", below), mixed.nodes.ref_of(place), state.t_s, state)
    assert verdict.reason is Reason.MASK
    assert verdict.a.kind == "region"
    assert verdict.value is not None
    assert verdict.limit == pytest.approx(np.radians(25.0))
    assert verdict.value < 0.0
    two = why(mixed, EntityRef("satellite", 0), EntityRef("satellite", 200), state.t_s, state)
    assert two.reason is Reason.NOT_NEIGHBOURS
    with pytest.raises(KeyError, match="itself"):
        why(mixed, EntityRef("satellite", 3), EntityRef("satellite", 3), 0.0, state)
    with pytest.raises(KeyError, match="not in the network"):
        why(mixed, EntityRef("workload", 0), EntityRef("satellite", 3), 0.0, state)


def test_since_when(mixed: Network) -> None:
    """An overhead satellite is up since it rose over the mask: half a second earlier it was not."""
    state = mixed.links_at(600.0)
    place, satellite = state.users.ends[0].tolist()
    a, b = mixed.nodes.ref_of(place), mixed.nodes.ref_of(satellite)
    verdict = why(mixed, a, b, 600.0, state)
    assert verdict.is_up
    assert verdict.since_s is not None
    assert why_reason(mixed, a, b, verdict.since_s) is Reason.UP
    assert why_reason(mixed, a, b, verdict.since_s - 1.0) is Reason.MASK


def why_reason(network: Network, a: EntityRef, b: EntityRef, t_s: float) -> Reason:
    from dawnline.network.judge import _at

    return _at(network, a, b, network.links_at(t_s)).reason


def test_events_act_at_once_and_acquisition_follows() -> None:
    """A failed link, satellite, plane, gateway and region; afterwards lasers look for each other again."""
    orbits = walker(6, 8, phasing=1, altitude_m=1_200e3)
    links = replace(LINKS, max_range_m=6_500e3)
    fleet = one_fleet(
        orbits, 6, links, RULES, gateways=[gateway("g", 0.0, 0.0)], regions=[region("r", 10.0, 10.0)],
        named_links=["link:shell/shell-0--shell/shell-1"],
    )  # fmt: skip
    events = [
        event("link", 0, 100.0, 50.0),
        event("satellite", 2, 200.0, 50.0),
        event("plane", 3, 300.0, 50.0),
        event("gateway", 0, 400.0, 50.0),
        event("region", 0, 400.0, 50.0),
    ]
    network = Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]), events)
    quiet = Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))

    def codes(t_s: float) -> set[Reason]:
        now, calm = network.links_at(t_s), quiet.links_at(t_s)
        changed = now.lasers.reason != calm.lasers.reason
        return {Reason(code) for code in now.lasers.reason[changed].tolist()}

    assert codes(99.9) == set()
    assert codes(100.0) == {Reason.FAILED_LINK}
    assert codes(150.0) == {Reason.ACQUIRING}
    assert codes(159.9) == {Reason.ACQUIRING}
    assert codes(160.0) == set()
    assert codes(220.0) == {Reason.FAILED_SATELLITE}
    assert codes(320.0) == {Reason.FAILED_PLANE}
    at_plane = network.links_at(320.0)
    touched = (network.fleet.plane_of[at_plane.lasers.ends] == 3).any(axis=1)
    assert not at_plane.lasers.is_up[touched].any()
    lost = network.links_at(420.0)
    assert not lost.gateways.is_up.any()
    assert not lost.users.is_up.any()
    assert np.isinf(lost.fibre_m).all()
    assert set(lost.gateways.reason.tolist()) <= {int(Reason.FAILED_GROUND)}
    assert np.isfinite(network.links_at(460.0).fibre_m).all()


def test_links_of_a_grid_are_up_in_the_first_frame() -> None:
    orbits = walker(12, 20, phasing=5, altitude_m=1_200e3, inclination_deg=30.0)
    fleet = one_fleet(orbits, 12, LINKS, RULES)
    state = Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits])).links_at(0.0)
    assert len(state.lasers) == 2 * 240
    assert state.lasers.is_up.all()


def test_acquisition_delays_what_comes_into_sight() -> None:
    """A pair that was out of range ten seconds ago is acquiring; with no acquisition time it is up."""
    orbits = walker(8, 10, phasing=1, altitude_m=550e3)
    slow = replace(LINKS, max_range_m=4_200e3, acquisition_s=60.0)
    networks = [
        Network(one_fleet(orbits, 8, links, RULES), Ephemeris(HYPATIA_EPOCH, [orbits]))
        for links in (slow, replace(slow, acquisition_s=0.0))
    ]
    told = 0
    for t_s in np.arange(0.0, 3_000.0, 150.0):
        waiting, ready = (network.links_at(float(t_s)).lasers for network in networks)
        earlier = networks[1].links_at(float(t_s) - 60.0).lasers
        expected = np.where(ready.is_up & ~earlier.is_up, int(Reason.ACQUIRING), ready.reason)
        np.testing.assert_array_equal(waiting.reason, expected)
        told += int(np.count_nonzero(waiting.reason == Reason.ACQUIRING))
    assert told > 0


def test_clouds_are_drawn_by_the_hour_and_shared_by_neighbours() -> None:
    far = [gateway(str(k), 0.0, 40.0 * k, kind="optical", availability_frac=0.75) for k in range(4)]
    near = [gateway(str(k), 0.1 * k, 0.0, kind="optical", availability_frac=0.75) for k in range(4)]
    hours = np.arange(4_000) * HOUR_S
    apart, together = (
        np.array([weather.clouded(float(t)) for t in hours])
        for weather in (Weather(far, 1), Weather(near, 1))
    )
    # Four thousand hours of a quarter: a standard error of 0.007.
    np.testing.assert_allclose(apart.mean(axis=0), 0.25, atol=0.03)
    np.testing.assert_allclose(together.mean(axis=0), 0.25, atol=0.03)
    assert apart.all(axis=1).mean() < 0.02  # four sites are to see 98 % and more
    assert together.all(axis=1).mean() > 0.15
    one = Weather(far, 1)
    assert (one.clouded(10.0) == one.clouded(HOUR_S - 1.0)).all()
    assert any((one.clouded(float(t)) != Weather(far, 2).clouded(float(t))).any() for t in hours[:20])
    assert not Weather([gateway("radio", 0, 0)], 1).clouded(0.0).any()


def test_a_network_of_nothing_has_no_links() -> None:
    fleet = fleet_of([("bare", walker(2, 3), 2, replace(LINKS, topology="none", user_rate_bps=0.0))], RULES)
    state = Network(fleet, Ephemeris(HYPATIA_EPOCH, [walker(2, 3)])).links_at(0.0)
    assert len(state.lasers) == len(state.gateways) == len(state.users) == 0
    assert find_routes(state).latency_s.shape == (0, 6)
    with pytest.raises(ValueError, match="expected as many"):
        Network(fleet, Ephemeris(HYPATIA_EPOCH, [walker(2, 4)]))
