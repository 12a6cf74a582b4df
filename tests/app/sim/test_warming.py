"""Kernels of the physics: no numba until a simulation is made, kept where the network's are, all warmed."""

import subprocess
import sys
from pathlib import Path

from dawnline.network import kernels as network_kernels
from dawnline.sim.warming import warm

QUIET = """
import sys
from dawnline.sim import simulation, satellites, designs, compiled, warming, plant
assert "numba" not in sys.modules, "loaded too soon"
from dawnline.sim.kernels import assumed, columns
assert "numba" not in sys.modules, "numbers need no compiler"
"""


def test_importing_the_simulation_loads_no_numba() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_warming_runs_every_kernel_of_the_physics() -> None:
    assert "two satellites" in warm()
    from dawnline.sim.kernels import offer, queues, splitting, work

    both = (offer.offer_rows, offer.offer_shared, work.work_rows, work.work_shared)
    for kernel in (*both, queues.step_queues, splitting.split_pools, splitting.pool_means):
        assert kernel.signatures, kernel
    place = Path(work.work_rows._cache.cache_path)
    assert place == network_kernels.cache_folder()
    assert any(place.glob("work.*.nbi"))
