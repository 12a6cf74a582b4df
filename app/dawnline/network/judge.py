"""Judges single pairs: what the state of all links says of them, and the numbers behind it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.network.ground_view import elevation_of_rad
from dawnline.network.links import LinkState
from dawnline.network.network import Network
from dawnline.network.reason import Reason
from dawnline.network.sight import grazing_height_m
from dawnline.network.verdict import LinkKind, Verdict

Floats = NDArray[np.float64]
# How far back, and how finely, the beginning of a reason is looked for: the step, then halved.
LOOK_BACK_S = 1_200.0
_STEP_S = 60.0
_FINE_S = 0.5


def why(network: Network, a: EntityRef, b: EntityRef, t_s: float, state: LinkState | None = None) -> Verdict:
    """Return why two are linked or not at a time; raise KeyError if one is not in the network.

    ``state`` may be the links at that time, if they are at hand. The same arrays that paths are found in are
    asked, so both always agree; pairs that are not in them failed by geometry, and are measured here.
    """
    now = network.links_at(t_s) if state is None else state
    verdict = _at(network, a, b, now)
    return replace(verdict, since_s=_since_s(network, verdict, t_s))


def why_not(network: Network, ref: EntityRef, state: LinkState) -> list[Verdict]:
    """Return a verdict on each stored link of one satellite or place, those up first; without since."""
    node = network.nodes.node_of(ref)
    verdicts = []
    for links in (state.lasers, state.gateways, state.users):
        for row in np.flatnonzero((links.ends == node).any(axis=1)).tolist():
            one, other = (network.nodes.ref_of(int(end)) for end in links.ends[row])
            verdicts.append(_at(network, one, other, state))
    return sorted(verdicts, key=lambda verdict: (not verdict.is_up, verdict.kind, verdict.length_m))


def verdict_at(network: Network, a: EntityRef, b: EntityRef, state: LinkState) -> Verdict:
    """Return why two are linked or not in a state, without since; KeyError if one is not there."""
    return _at(network, a, b, state)


def _at(network: Network, a: EntityRef, b: EntityRef, state: LinkState) -> Verdict:
    one, other = network.nodes.node_of(a), network.nodes.node_of(b)
    if one == other:
        raise KeyError(f"{a.kind} {a.index} and itself; expected two different ends")
    n = network.nodes.satellites
    if one < n <= other:
        one, other, a, b = other, one, b, a
    kind = _kind(one, other, state)
    length_m = float(np.linalg.norm(state.places_m[one] - state.places_m[other]))
    reason = _reason(network, one, other, state, kind)
    value, limit, unit = _measure(network, one, other, state, reason, kind)
    return Verdict(a, b, kind, reason, length_m, value, limit, unit, None)


def _kind(one: int, other: int, state: LinkState) -> LinkKind:
    n = state.nodes.satellites
    if one < n and other < n:
        return "laser"
    if one >= n and other >= n:
        return "fibre"
    return "gateway" if one < state.nodes.transit else "user"


def _reason(network: Network, one: int, other: int, state: LinkState, kind: LinkKind) -> Reason:
    links = {"laser": state.lasers, "gateway": state.gateways, "user": state.users}.get(kind)
    row = -1 if links is None else links.row_of(one, other)
    if links is not None and row >= 0:
        return Reason(int(links.reason[row]))
    lost = max(int(state.lost[one]), int(state.lost[other]))
    if lost:
        return Reason(lost)
    if kind == "fibre":
        n = state.nodes.satellites
        there = np.isfinite(state.fibre_m[one - n, other - n])
        return Reason.UP if there else Reason.NO_FIBRE
    if kind == "laser":
        return Reason.NOT_NEIGHBOURS
    ground, fleet = one - state.nodes.satellites, network.fleet.satellites.parent[other]
    reach_m = float(network.ground.max_range_m[ground, fleet])
    if reach_m <= 0.0:
        return Reason.NOT_SERVED
    sine = float(network.ground.sin_mask[ground, fleet])
    high = np.sin(_elevation_rad(network, ground, other, state)) >= sine
    return Reason.RANGE if high else Reason.MASK


def _measure(
    network: Network, one: int, other: int, state: LinkState, reason: Reason, kind: LinkKind
) -> tuple[float | None, float | None, str]:
    """Return the number that decided, its bound and their unit."""
    if kind == "laser":
        return _measure_laser(network, one, other, state, reason)
    if kind == "fibre":
        return None, None, ""
    ground, fleet = one - state.nodes.satellites, network.fleet.satellites.parent[other]
    length_m = float(np.linalg.norm(state.places_m[one] - state.places_m[other]))
    found: tuple[float | None, float | None, str] = None, None, ""
    match reason:
        case Reason.UP | Reason.RANGE:
            found = length_m, float(network.ground.max_range_m[ground, fleet]), "m"
        case Reason.MASK:
            mask_rad = float(np.arcsin(network.ground.sin_mask[ground, fleet]))
            found = _elevation_rad(network, ground, other, state), mask_rad, "rad"
        case Reason.ANTENNAS:
            found = _taken(state, one), float(network.fleet.gateways[ground].antennas), ""
        case Reason.BEAMS:
            found = _taken(state, other), float(network.links_of(other).ground_beams), ""
        case Reason.ACQUIRING:
            found = None, network.fleet.gateways[ground].acquisition_s, "s"
    return found


def _measure_laser(
    network: Network, one: int, other: int, state: LinkState, reason: Reason
) -> tuple[float | None, float | None, str]:
    limits, places = network.laser_limits(one, other), state.places_m
    match reason:
        case Reason.UP | Reason.RANGE | Reason.NOT_NEIGHBOURS:
            return float(np.linalg.norm(places[one] - places[other])), float(limits[0]), "m"
        case Reason.HORIZON:
            return float(grazing_height_m(places[one], places[other])), float(limits[1]), "m"
        case Reason.LATITUDE:
            sines = np.abs(places[[one, other], 2]) / np.linalg.norm(places[[one, other]], axis=1)
            return float(np.arcsin(sines.max())), float(np.arcsin(limits[2])), "rad"
        case Reason.TERMINALS:
            full = [end for end in (one, other) if _lasers(state, end) >= network.links_of(end).terminals]
            end = full[0] if full else one
            return float(_lasers(state, end)), float(network.links_of(end).terminals), ""
        case Reason.ACQUIRING:
            return None, float(limits[3]), "s"
        case _:
            return None, None, ""


def _elevation_rad(network: Network, ground: int, satellite: int, state: LinkState) -> float:
    _, ups = network.ground.teme(network.ephemeris.epoch, state.t_s)
    place = state.places_m[state.nodes.satellites + ground]
    return float(elevation_of_rad(place, ups[ground], state.places_m[satellite]))


def _taken(state: LinkState, node: int) -> float:
    """Return how many antennas or beams of a node point at somebody, up or still acquiring."""
    mine = (state.gateways.ends == node).any(axis=1)
    points = (state.gateways.reason == Reason.UP) | (state.gateways.reason == Reason.ACQUIRING)
    return float(np.count_nonzero(mine & points))


def _lasers(state: LinkState, node: int) -> int:
    """Return how many terminals of a satellite are given to somebody, in sight or not."""
    mine = (state.lasers.ends == node).any(axis=1)
    return int(np.count_nonzero(mine & (state.lasers.reason != Reason.TERMINALS)))


def _since_s(network: Network, verdict: Verdict, t_s: float) -> float | None:
    """Return when the reason began: steps back until it differs, then halves the last one."""

    def holds(at_s: float) -> bool:
        return _at(network, verdict.a, verdict.b, network.links_at(at_s)).reason is verdict.reason

    good_s = t_s
    while good_s > t_s - LOOK_BACK_S:
        bad_s = good_s - _STEP_S
        if not holds(bad_s):
            while good_s - bad_s > _FINE_S:
                middle_s = 0.5 * (good_s + bad_s)
                if holds(middle_s):
                    good_s = middle_s
                else:
                    bad_s = middle_s
            return good_s
        good_s = bad_s
    return None
