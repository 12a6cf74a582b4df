"""Simulating a day of satellites: the whole command against bare propagation over the same grid."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from dawnline.bench.clock import duel
from dawnline.bench.fresh_process import environment
from dawnline.bench.inputs import Case, Inputs
from dawnline.bench.result import PeerError, Result
from dawnline.bench.sgp4_peer import BareSgp4

GOAL = 3.0  # design section 7: at most three times bare sgp4, within 1.5 GB


def simulate(inputs: Inputs) -> list[Result]:
    """Return the wall time of `dawnline simulate`, start-up and writing included, over bare sgp4."""
    return [_simulate(case, inputs) for case in inputs.cases]


def _simulate(case: Case, inputs: Inputs) -> Result:
    peer, scenario = BareSgp4(case), case.scenario
    command, peak_mb = _command(case, inputs.folder), [0.0]
    ours_s, peer_s = duel(
        lambda: peak_mb.append(_run(command, inputs.folder)),
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


def _command(case: Case, folder: Path) -> list[str]:
    words = [sys.executable, "-m", "dawnline", "simulate", str(case.file), "--stale-ok", "--overwrite"]
    if case.elements is not None:
        words += ["--elements", str(case.elements)]
    return [*words, "-o", str(folder / "simulated.dawn")]


def _run(command: list[str], folder: Path) -> float:
    """Run a command and return its own peak memory in MB, zero where the system does not tell."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(folder)
    )
    status, peak_mb = _wait(process)
    if status != 0:
        raise PeerError(f"{' '.join(command[1:4])} ended with status {status}")
    return peak_mb


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    # Of this child alone: the sum over children would be that of the greediest before it.
    wait4: Callable[..., tuple[int, int, object]] | None = getattr(os, "wait4", None)
    if wait4 is None:
        return process.wait(), 0.0
    _, status, usage = wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = float(getattr(usage, "ru_maxrss", 0.0)) / (1024.0 if sys.platform == "darwin" else 1.0)
    return process.returncode, kilobytes / 1024.0
