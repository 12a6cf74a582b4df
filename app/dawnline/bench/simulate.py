"""Simulating a day of real satellites: the whole command against bare propagation over the same grid."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import Result, not_measured
from dawnline.bench.sgp4_peer import array_of_file
from dawnline.scenario.loading import bundled_scenario

GOAL = 3.0  # design: at most three times bare sgp4
CHUNK_TIMES = 16  # the peer propagates this many instants a call: its fastest form that fits in memory


def simulate(inputs: Inputs) -> list[Result]:
    """Return the wall time of `dawnline simulate`, start-up and writing included, over bare sgp4."""
    results = []
    for case in inputs.element_cases:
        if case.elements is None:
            continue
        ours_s, rss_mb = _simulate_s(case.elements)
        peer_s = _bare_s(case, case.elements)
        scenario = case.scenario
        note = (
            f"{scenario.ephemeris.n:,} satellites x {scenario.frame_count:,} frames, {rss_mb:,.0f} MB; "
            "peer: sgp4 SatrecArray over the same grid"
        )
        results.append(Result("simulate", case.name, "s", ours_s, peer_s, GOAL, note))
    return results or [not_measured("simulate", "give element sets with --elements FILE")]


def _simulate_s(elements: Path) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="dawnline-bench-") as folder:
        command = [sys.executable, "-m", "dawnline", "simulate", str(bundled_scenario("starlink-elements"))]
        command += ["-o", str(Path(folder) / "run.dawn"), "--elements", str(elements), "--stale-ok"]
        start_s = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall_s = perf_counter() - start_s
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return wall_s, kilobytes / (1024.0 if os.uname().sysname != "Darwin" else 1024.0**2)


def _bare_s(case: Case, elements: Path) -> float:
    bare = array_of_file(elements)
    scenario = case.scenario
    moments = [scenario.epoch.julian(index * scenario.step_s) for index in range(scenario.frame_count)]
    jd = np.array([moment[0] for moment in moments])
    fraction = np.array([moment[1] for moment in moments])
    start_s = perf_counter()
    for first in range(0, len(jd), CHUNK_TIMES):
        bare.sgp4(jd[first : first + CHUNK_TIMES], fraction[first : first + CHUNK_TIMES])
    return perf_counter() - start_s
