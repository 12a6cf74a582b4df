"""The peer of the network bench: Hypatia's own code (satgenpy), one step of its forwarding state at a time.

The environment variable names the Python of an environment that can import ``satgen`` and what its step needs
(astropy, ephem, exputil, geopy, networkx, numpy).
"""

import json
import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dawnline.bench.result import PeerError

VARIABLE = "DAWNLINE_HYPATIA_PYTHON"

# It is given a step's time a line and answers with the seconds that the step took and the next hops between
# ground stations. Its package loads plotting libraries that a step does not use: they are passed by.
PROGRAM = """
import contextlib, io, json, math, sys, tempfile, time, types
from importlib.util import find_spec
package = types.ModuleType("satgen")
package.__path__ = list(find_spec("satgen").submodule_search_locations)
sys.modules["satgen"] = package
from satgen.dynamic_state.generate_dynamic_state import generate_dynamic_state_at
from satgen.ground_stations.extend_ground_stations import extend_ground_stations
from satgen.ground_stations.read_ground_stations import read_ground_stations_extended
from satgen.isls.generate_plus_grid_isls import generate_plus_grid_isls
from satgen.tles.generate_tles_from_scratch import generate_tles_from_scratch_manual
from satgen.tles.read_tles import read_tles
shell = json.loads(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    planes, places = shell["planes"], shell["per_plane"]
    with open(folder + "/basic.txt", "w") as file:
        for number, (lat, lon) in enumerate(shell["places"]):
            file.write(f"{number},place-{number},{lat!r},{lon!r},0\\n")
    extend_ground_stations(folder + "/basic.txt", folder + "/ground.txt")
    ground = read_ground_stations_extended(folder + "/ground.txt")
    generate_tles_from_scratch_manual(
        folder + "/tles.txt", "shell", planes, places, True, shell["inclination_deg"], 1e-7, 0.0,
        shell["turns_a_day"],
    )
    flown = read_tles(folder + "/tles.txt")
    lasers = generate_plus_grid_isls(folder + "/isls.txt", planes, places, isl_shift=0, idx_offset=0)
    radios = [{"number_of_interfaces": 1, "aggregate_max_bandwidth": 1.0}] * (planes * places + len(ground))
    print("ready", flush=True)
    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()):
            start = time.perf_counter()
            out = generate_dynamic_state_at(
                folder, flown["epoch"], round(float(line) * 1e9), flown["satellites"], ground, lasers, radios,
                shell["user_m"], shell["laser_m"], "algorithm_free_one_only_over_isls", None, False,
            )
            seconds = time.perf_counter() - start
        first, n = planes * places, len(ground)
        hops = [[out["fstate"].get((first + i, first + j), (-1,))[0] for j in range(n)] for i in range(n)]
        print(json.dumps({"seconds": seconds, "hops": hops}), flush=True)
"""


@dataclass(frozen=True)
class Shell:
    """A shell by Hypatia's recipe: half phasing, lasers and users by range alone; places in degrees."""

    planes: int
    per_plane: int
    inclination_deg: float
    turns_a_day: float
    user_m: float
    laser_m: float
    places: list[tuple[float, float]]


class Hypatia:
    """Hypatia in a process of its own, that makes a step when asked; close it in the end."""

    def __init__(self, shell: Shell) -> None:
        python = os.environ.get(VARIABLE, "")
        if not python or not Path(python).is_file():
            raise PeerError(f"Hypatia is not installed; {VARIABLE} names a Python that can import satgen")
        # Files, not pipes, take its complaints: a full pipe would stop it.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        self._process = subprocess.Popen(
            [python, "-c", PROGRAM, json.dumps(shell.__dict__)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        if self._line() != "ready":
            said = self._said()
            self.close()
            raise PeerError(f"Hypatia did not start: {said}")

    def step(self, t_s: float) -> tuple[float, list[list[int]]]:
        """Return the seconds of one step, and the next hop from each place to each (-1: none)."""
        stdin = self._process.stdin
        if stdin is None:
            raise PeerError("Hypatia has ended")
        with suppress(BrokenPipeError):
            stdin.write(f"{t_s}\n")
            stdin.flush()
        line = self._line()
        if not line:
            raise PeerError(f"Hypatia ended in a step: {self._said()}")
        told: dict[str, Any] = json.loads(line)
        return float(told["seconds"]), told["hops"]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
        self._complaints.close()

    def _line(self) -> str:
        return "" if self._process.stdout is None else self._process.stdout.readline().strip()

    def _said(self) -> str:
        self._process.kill()
        self._process.wait()
        self._complaints.seek(0)
        return (self._complaints.read().decode(errors="replace").strip().splitlines() or ["nothing"])[-1]
