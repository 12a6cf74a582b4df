"""The table of benches, and how their results are printed."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict

from dawnline.bench.engine import engine
from dawnline.bench.first_window import first_window
from dawnline.bench.globe import globe
from dawnline.bench.inputs import Inputs, open_inputs
from dawnline.bench.keyframe import j2_keyframe, sgp4_keyframe
from dawnline.bench.network import network
from dawnline.bench.result import PeerError, Result, not_measured
from dawnline.bench.run_file import run_file_size, seek, series
from dawnline.bench.simulate import simulate
from dawnline.bench.simulate_network import simulate_network

BENCHES: dict[str, Callable[[Inputs], list[Result]]] = {
    "first-window": first_window,
    "globe": globe,
    "sgp4-keyframe": sgp4_keyframe,
    "j2-keyframe": j2_keyframe,
    "network": network,
    "engine": engine,
    "seek": seek,
    "series": series,
    "run-file-size": run_file_size,
    "simulate": simulate,
    "simulate-network": simulate_network,
}


class UnknownBenchError(ValueError):
    """A name that is no bench; the text lists those there are."""


def run_benches(names: Sequence[str], *, as_json: bool, elements: str | None) -> int:
    """Run the benches of these names (all if none) and print a line each, or JSON; return the exit status."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise UnknownBenchError(f"no bench {unknown[0]!r}; there are: {', '.join(BENCHES)}")
    results: list[Result] = []
    with open_inputs(elements) as inputs:
        for name in names or BENCHES:
            for result in results_of(name, inputs):
                results.append(result)
                if not as_json:
                    print(line_of(result), flush=True)
                else:
                    print(f"{result.bench} {result.input}", file=sys.stderr, flush=True)
    if as_json:
        print(json.dumps([asdict(result) | {"ratio": result.ratio} for result in results], indent=2))
    return 0


def results_of(name: str, inputs: Inputs) -> list[Result]:
    """Return the results of one bench; a side that cannot run here is said, and ends nothing."""
    try:
        return BENCHES[name](inputs)
    except (PeerError, OSError) as error:
        return [not_measured(name, str(error))]


def line_of(result: Result) -> str:
    """Return one result as a line for people."""
    if result.ratio is None:
        return f"{result.bench:16} {result.input:24} {result.note}"
    goal = "" if result.goal is None else f"  goal <= {result.goal:.3g}x"
    return (
        f"{result.bench:16} {result.input:24} {_short(result.ratio)}x{goal:15}"
        f"  ours {result.ours:9.2f} {result.unit}  peer {result.peer:9.2f} {result.unit}  {result.note}"
    )


def _short(ratio: float) -> str:
    """Return a ratio in six places: with more digits where it is small."""
    return f"{ratio:6.2f}" if ratio >= 0.1 else f"{ratio:6.4f}"
