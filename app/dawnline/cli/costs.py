"""``dawnline costs``: what a run cost and emitted, place by place, as ranges; orbit beside the ground."""

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dawnline.scenario.library import given_scenario

if TYPE_CHECKING:
    from dawnline.fleet.assumption import Range
    from dawnline.present.costs.places import Place
    from dawnline.present.costs.report import Costs
    from dawnline.scenario.costs.estimate import Estimate

NAME = "costs"


def add_to(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(NAME, help="what a run cost and emitted, as ranges with their assumptions")
    parser.add_argument("run_file", type=given_scenario, metavar="RUN")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the costs of a run, or of a scenario that is simulated first."""
    from dawnline.cli.needed_run import recording_up_to
    from dawnline.present.costs.report import costs_of
    from dawnline.present.costs.text import lines_of

    with recording_up_to(arguments.run_file, None) as (recording, _):
        costs = costs_of(recording)
    if arguments.json:
        print(json.dumps(_told(costs), indent=2))
    else:
        print("\n".join(lines_of(costs)))
    return 0


def _told(costs: "Costs") -> dict[str, Any]:
    return {
        "title": costs.title,
        "hours": costs.hours,
        "has_prices": costs.has_prices,
        "orbit": _place(costs.orbit),
        "ground": _place(costs.ground),
        "places": [_place(place) for place in costs.places],
        "workloads": [
            {"name": price.workload, "output_tokens": price.tokens,
             "usd_per_million_tokens": _range(price.usd_per_million)}
            for price in costs.tokens
        ],
        "by_assumptions": {
            "orbit_usd_per_accelerator_h": _estimate(costs.orbit_usd),
            "ground_usd_per_accelerator_h": _estimate(costs.ground_usd),
            "orbit_kg_per_accelerator_h": _estimate(costs.orbit_kg),
            "ground_kg_per_accelerator_h": _estimate(costs.ground_kg),
            "crossing_usd_per_kg": _estimate(costs.crossing_usd_per_kg),
            "orbit_by_launch": [
                {"launch_usd_per_kg": price, "usd_per_accelerator_h": _range(span)}
                for price, span in costs.by_launch
            ],
        },
        "assumptions": [asdict(item) for item in costs.assumptions],
        "gaps": costs.gaps,
    }  # fmt: skip


def _place(place: "Place | None") -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "entity": place.entity,
        "in_orbit": place.in_orbit,
        "accelerator_h": place.accelerator_h,
        "busy_accelerator_h": place.busy_h,
        "kwh": place.kwh,
        "usd": _range(place.usd),
        "usd_per_accelerator_h": _range(place.usd_per_accelerator_h),
        "usd_per_busy_accelerator_h": _range(place.usd_per_busy_h),
        "usd_per_million_tokens": _range(place.usd_per_million_tokens),
        "carbon_kg": _range(place.carbon_kg),
    }


def _range(span: "Range | None") -> dict[str, float] | None:
    return None if span is None else asdict(span)


def _estimate(result: "Estimate") -> dict[str, Any]:
    drivers = [
        {"key": driver.assumption.key, "at_low": driver.at_low, "at_high": driver.at_high}
        for driver in result.drivers
    ]
    return {**asdict(result.range), "drivers": drivers}
