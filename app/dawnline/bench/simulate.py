"""Simulating a day of satellites: the whole command against bare propagation over the same grid."""

import sys
from pathlib import Path

from dawnline.bench.clock import duel
from dawnline.bench.fresh_process import told_by
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import Result
from dawnline.bench.sgp4_peer import BareSgp4

GOAL = 3.0  # at most three times bare sgp4, within 1.5 GB

# A small process starts the command and asks for its memory: a child's peak begins with that of its parent.
LAUNCHER = """
import json, subprocess, sys
status = subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
except ImportError:
    peak = 0
print(json.dumps({"peak": [peak]}))
sys.exit(status)
"""


def simulate(inputs: Inputs) -> list[Result]:
    """Return the wall time of `dawnline simulate`, start-up and writing included, over bare sgp4."""
    return [_simulate(case, inputs) for case in inputs.cases]


def _simulate(case: Case, inputs: Inputs) -> Result:
    peer, scenario = BareSgp4(case), case.scenario
    words, peak_mb = command_words(case, inputs.folder), [0.0]
    ours_s, peer_s = duel(
        lambda: peak_mb.append(peak_mb_of(words, inputs)),
        lambda: peer.over_grid(scenario),
        rounds=inputs.effort.slow_rounds,
        warm_up=0,
    )
    peak = f"{max(peak_mb):,.0f} MB at most" if max(peak_mb) else "memory not known on this system"
    note = (
        f"{scenario.ephemeris.n:,} satellites x {scenario.frame_count:,} frames, {peak}; "
        f"peer: sgp4 SatrecArray over the same grid, {peer.n:,}"
    )
    return Result("simulate", case.name, "s", ours_s, peer_s, GOAL, note)


def command_words(case: Case, folder: Path) -> list[str]:
    """Return what Python is started with to simulate a case into ``simulated.dawn``."""
    words = ["-m", "dawnline", "simulate", str(case.file), "--stale-ok", "--overwrite"]
    if case.elements is not None:
        words += ["--elements", str(case.elements)]
    return [*words, "-o", str(folder / "simulated.dawn")]


def peak_mb_of(words: list[str], inputs: Inputs) -> float:
    """Run the command and return its own peak memory in MB, zero where the system does not tell."""
    told = told_by(["-c", LAUNCHER, *words], inputs.folder, inputs.effort.timeout_s)
    (peak,) = told["peak"]
    return peak / (1024.0**2 if sys.platform == "darwin" else 1024.0)
