"""The door to the compiled kernels: numba is imported when the first link is judged, not with this room.

numba costs a third of a second to import and seconds to compile for the first time; a window must not wait
for either. `dawnline.network.warming.warm` does both ahead, in any thread.
"""

import threading
from types import ModuleType

# One thread at a time is inside a parallel kernel: numba's simplest pool of threads bears no more.
PARALLEL = threading.Lock()


class Kernels:
    """The kernels' modules, imported when first asked for."""

    def __init__(self) -> None:
        # See above why not with the others.
        from dawnline.network.kernels import flows, ground, jit, lasers, nearest, paths, rows  # noqa: PLC0415

        self.flows: ModuleType = flows
        self.ground = ground
        self.lasers = lasers
        self.nearest = nearest
        self.paths = paths
        self.rows = rows
        self.threads = jit.threads
