"""``dawnline routes``: the path of lowest latency between two places, at an instant or over a span."""

import argparse
import json
import math
from typing import TYPE_CHECKING, Any

from dawnline.cli.complaint import UserError
from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.fleet.entity import EntityRef
    from dawnline.network.links import LinkState
    from dawnline.network.network import Network
    from dawnline.network.routes import Routes
    from dawnline.scenario.scenario import Scenario

NAME = "routes"
_MOST_INSTANTS = 100_000


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    from dawnline.cli.instant import duration_s

    parser = verbs.add_parser(NAME, help="latency, hops and path between places of a scenario's network")
    parser.add_argument("scenario", type=given_scenario, metavar="SCENARIO")
    parser.add_argument("--from", dest="from_", metavar="NAME", help="a region, site, gateway or satellite")
    parser.add_argument("--to", metavar="NAME", help="where to")
    parser.add_argument("--at", metavar="T", help="ISO-8601 or an offset like +6h30m; the start if left out")
    parser.add_argument("--until", metavar="T", help="with --step: a line for each instant up to here")
    parser.add_argument("--step", type=duration_s, metavar="D", help="such as 10s (1m)")
    parser.add_argument("--matrix", action="store_true", help="round trips from all regions to all sites")
    parser.add_argument("--stale-ok", action="store_true", help="accept elements older than 14 days")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each instant: round trip, hops, distance and the path by name; or the matrix."""
    from dawnline.cli.place_names import place_names
    from dawnline.network.network import Network
    from dawnline.scenario.file_kind import file_kind
    from dawnline.scenario.loading import Overrides, load_scenario

    if file_kind(arguments.scenario) != "scenario":
        raise UserError(f"{arguments.scenario}: is no scenario; routes are asked of a scenario (.toml)")
    _check(arguments)
    scenario = load_scenario(arguments.scenario, Overrides(stale_ok=arguments.stale_ok))
    network = Network.of(scenario)
    times_s = _times_s(arguments, scenario)
    if arguments.matrix:
        return _matrix(network, scenario, times_s[0], as_json=arguments.json)
    names = place_names(scenario)
    ends = [names.find(name) for name in (arguments.from_, arguments.to)]
    if ends[0] == ends[1]:
        raise UserError(f"--from and --to are both {scenario.fleet.entity_id(ends[0])}; name two places")
    rows = [_row(network, scenario, ends[0], ends[1], t_s) for t_s in times_s]
    if arguments.json:
        ids = [scenario.fleet.entity_id(end) for end in ends]
        print(json.dumps({"from": ids[0], "to": ids[1], "routes": rows}, indent=2))
    else:
        for row in rows:
            print(_line(row))
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.matrix:
        if arguments.from_ or arguments.to or arguments.until:
            raise UserError(
                "--matrix is of all regions and sites at an instant: without --from, --to, --until"
            )
    elif not (arguments.from_ and arguments.to):
        raise UserError("name both ends: --from NAME --to NAME, or ask for --matrix")
    if arguments.step is not None and (arguments.until is None or arguments.step <= 0.0):
        raise UserError("--step is the time between the instants up to --until; more than nothing")


def _times_s(arguments: argparse.Namespace, scenario: "Scenario") -> list[float]:
    from dawnline.cli.instant import instant_s

    def seconds(text: str) -> float:
        return instant_s(text, start=scenario.epoch, duration_s=scenario.duration_s)

    start_s = 0.0 if arguments.at is None else seconds(arguments.at)
    if arguments.until is None:
        return [start_s]
    end_s, step_s = seconds(arguments.until), arguments.step or 60.0
    if end_s < start_s:
        raise UserError(f"--until {arguments.until} is before --at {arguments.at}; swap them")
    count = math.floor((end_s - start_s) / step_s * (1.0 + 1e-12)) + 1
    if count > _MOST_INSTANTS:
        raise UserError(f"{count:,} instants; at most {_MOST_INSTANTS:,}: a longer --step")
    return [start_s + k * step_s for k in range(count)]


def _row(
    network: "Network", scenario: "Scenario", one: "EntityRef", other: "EntityRef", t_s: float
) -> dict[str, Any]:
    """Return one instant as JSON has it; what cannot be reached has None for its numbers."""
    from dawnline.network.itinerary import itinerary
    from dawnline.network.routes import find_routes

    source, target = network.nodes.node_of(one), network.nodes.node_of(other)
    state = network.links_at(t_s)
    routes = find_routes(state, (source,))
    path = routes.path(source, target)
    hops = itinerary(state, path)
    names = [scenario.fleet.entity_id(network.nodes.ref_of(node)) for node in path]
    return {
        "t": scenario.epoch.iso(t_s),
        "rtt_ms": _ms(routes.rtt_s(source, target)),
        "hops": len(hops) if path else None,
        "distance_km": round(sum(hop.length_m for hop in hops) / 1e3, 3) if path else None,
        "path": names,
        "links": [
            {"kind": hop.kind, "length_km": round(hop.length_m / 1e3, 3), "ms": round(hop.seconds * 1e3, 6)}
            for hop in hops
        ],
    }


def _ms(seconds: float) -> float | None:
    return round(seconds * 1e3, 6) if math.isfinite(seconds) else None


def _line(row: dict[str, Any]) -> str:
    if row["rtt_ms"] is None:
        return f"{row['t']}  unreachable"
    path = " - ".join(name.rpartition(":")[2].rpartition("/")[2] for name in row["path"])
    return (
        f"{row['t']}  {row['rtt_ms']:9.4f} ms  {row['hops']:2d} hops  {row['distance_km']:9,.1f} km  {path}"
    )


def _matrix(network: "Network", scenario: "Scenario", t_s: float, *, as_json: bool) -> int:
    from dawnline.network.routes import find_routes

    state: LinkState = network.links_at(t_s)
    nodes, fleet = network.nodes, scenario.fleet
    if not (nodes.regions and nodes.sites):
        raise UserError(f"a matrix needs regions and sites; there are {nodes.regions} and {nodes.sites}")
    routes: Routes = find_routes(state, nodes.range_of("region"))
    sites = nodes.range_of("site")
    rtt_ms = [[_ms(2.0 * float(row[node])) for node in sites] for row in routes.latency_s]
    regions_ids, sites_ids = fleet.tables["region"].ids, fleet.tables["site"].ids
    if as_json:
        told = {"t": scenario.epoch.iso(t_s), "regions": regions_ids, "sites": sites_ids, "rtt_ms": rtt_ms}
        print(json.dumps(told, indent=2))
        return 0
    heads = [id_.partition(":")[2] for id_ in sites_ids]
    print("\t".join(["RTT ms", *heads]))
    for id_, row in zip(regions_ids, rtt_ms, strict=True):
        cells = ["-" if value is None else f"{value:.2f}" for value in row]
        print("\t".join([id_.partition(":")[2], *cells]))
    return 0
