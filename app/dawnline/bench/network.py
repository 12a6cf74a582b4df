"""The network bench: a step of links and shortest paths beside Hypatia's, and paths beside scipy's."""

from statistics import median

import numpy as np

from dawnline.bench.clock import duel, seconds
from dawnline.bench.inputs import Inputs
from dawnline.bench.network_hypatia import Hypatia, Shell
from dawnline.bench.network_scipy import ScipyPaths
from dawnline.bench.result import PeerError, Result, not_measured
from dawnline.fleet.network import FleetLinks
from dawnline.network.network import Network
from dawnline.network.routes import Routes, find_routes
from dawnline.network.warming import warm
from dawnline.orbits.element_sets import ElementSets
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.scenario import Scenario

# The goals: a thousand times Hypatia; five times scipy at 10,000 satellites, fifteen at 100,000.
HYPATIA_GOAL, SCIPY_GOALS = 1e-3, {10_000: 1.0 / 5.0, 100_000: 1.0 / 15.0}
SHELLS = ("kuiper-630-hypatia", "starlink-550-hypatia")
PLACES = 50
SAME_M = 100.0

SCENARIO = """
[scenario]
format = 1
title = "A shell with lasers, to measure with"
start = 2026-05-30T00:00:00Z
duration = "1h"
step = "60s"
seed = 1

[[fleet]]
name = "shell"
source = "walker-delta"
altitude_km = {altitude_km}
inclination_deg = {inclination_deg}
planes = {planes}
satellites_per_plane = {per_plane}
phasing = "half"
bus = "starlink-v2-mini-edge"
links = {{ topology = "grid", user_rate_gbps = 1.0 }}

[[region]]
preset = "hypatia-cities"

[network]
fibre = false
"""


def network(inputs: Inputs) -> list[Result]:
    """Return ours over Hypatia's for whole steps, and over scipy's for paths through larger shells."""
    warm()
    results = [_beside_hypatia(name, inputs) for name in SHELLS]
    for (count, goal), orbits in (
        (item, orbits) for item in SCIPY_GOALS.items() for orbits in ((600.0, 53.0), (1_000.0, 70.0))
    ):
        results.append(_beside_scipy(count, goal, orbits, inputs))
    return results


def _beside_hypatia(name: str, inputs: Inputs) -> Result:
    scenario = load_scenario(bundled_scenario(name))
    ours = Network.of(scenario)
    label = f"{name}, {ours.nodes.regions} cities"
    try:
        peer = Hypatia(_shell(scenario))
    except PeerError as error:
        return not_measured("network", str(error), label)
    try:
        peer.step(0.0)
        times_s = [float(k) for k in range(inputs.effort.slow_rounds)]
        ours_s: list[float] = []
        peer_s: list[float] = []
        same: list[float] = []
        for t_s in times_s:
            step_s, hops = peer.step(t_s)
            peer_s.append(step_s)
            found: list[Routes] = []
            ours_s += [
                seconds(lambda t=t_s, into=found: into.append(find_routes(ours.links_at(t))))  # type: ignore[misc]
                for _ in range(inputs.effort.rounds)
            ]
            same.append(_same_hops(ours, found[-1], np.array(hops)))
    except PeerError as error:
        return not_measured("network", str(error), label)
    finally:
        peer.close()
    faster = median(peer_s) / median(ours_s)
    note = (
        f"propagation, links, all pairs and next hops, {faster:,.0f} times as fast; "
        f"{min(same):.2%} of next hops are the same; peer: Hypatia's satgenpy"
    )
    return Result("network", label, "ms", median(ours_s) * 1e3, median(peer_s) * 1e3, HYPATIA_GOAL, note)


def _shell(scenario: Scenario) -> Shell:
    """Return a scenario's shell as Hypatia makes its own."""
    fleet, (elements,) = scenario.fleet, scenario.ephemeris.parts
    links = fleet.groups[0].links
    if not isinstance(elements, ElementSets) or not isinstance(links, FleetLinks):
        raise PeerError(f"{scenario.title}: expected element sets and links")
    planes = int(fleet.plane_of.max()) + 1
    return Shell(
        planes=planes,
        per_plane=len(elements) // planes,
        inclination_deg=round(float(np.degrees(elements.columns["inclo"][0])), 6),
        turns_a_day=round(float(elements.columns["no_kozai"][0]) * 1440.0 / (2.0 * np.pi), 8),
        user_m=links.user_max_range_m,
        laser_m=links.max_range_m,
        places=[
            (round(float(np.degrees(place.lat_rad)), 6), round(float(np.degrees(place.lon_rad)), 6))
            for place in fleet.regions
        ],
    )


def _same_hops(ours: Network, routes: Routes, hops: np.ndarray) -> float:
    """Return the share of pairs whose next hop is the same; ours is the one before, on the way back."""
    before = routes.before[:, list(ours.nodes.terminals)].T
    apart = ~np.eye(len(hops), dtype=bool)
    return float((before == hops)[apart].mean())


def _beside_scipy(count: int, goal: float, orbits: tuple[float, float], inputs: Inputs) -> Result:
    altitude_km, inclination_deg = orbits
    planes = round(count**0.5)
    path = inputs.folder / f"linked-{count}-{inclination_deg:.0f}.toml"
    text = SCENARIO.format(
        altitude_km=altitude_km,
        inclination_deg=inclination_deg,
        planes=planes,
        per_plane=round(count / planes),
    )
    path.write_text(text, encoding="utf-8")
    net = Network.of(load_scenario(path))
    label = f"{net.nodes.satellites:,} at {inclination_deg:.0f} degrees, {PLACES} places"
    state, places = net.links_at(0.0), net.nodes.range_of("region")[:PLACES]
    try:
        peer = ScipyPaths(state, places)
    except PeerError as error:
        return not_measured("network-paths", str(error), label)
    apart_m = peer.longest_difference_m(find_routes(state, places))
    if apart_m > SAME_M:
        raise PeerError(f"lengths differ by {apart_m:,.0f} m; expected the same to {SAME_M:.0f} m")
    ours_s, peer_s = duel(
        lambda: find_routes(state, places), peer.paths, rounds=max(3, inputs.effort.slow_rounds)
    )
    note = (
        f"graph and paths with predecessors, {peer_s / ours_s:,.1f} times as fast, lengths the same to "
        f"{apart_m:.1g} m; peer: scipy csgraph"
    )
    return Result("network-paths", label, "ms", ours_s * 1e3, peer_s * 1e3, goal, note)
