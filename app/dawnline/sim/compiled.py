"""The door to compiled physics, queues and ends of links: numba is imported when a simulation is made."""

from types import ModuleType
from typing import Any

import numpy as np

from dawnline.network.compiled import PARALLEL
from dawnline.sim.arrays import Floats

# Fewer satellites are one thread's work: to wake another takes longer.
FEW = 200_000
# Satellites of a part, whose joules are summed.
PART = 16_384
# Parts that a thread takes at a time.
SHARE = 8


class Physics:
    """The two passes over satellites, in one thread or several: the same bits either way."""

    def __init__(self) -> None:
        from dawnline.sim.kernels import blocks, caps, offer, step, work  # noqa: PLC0415  see above

        self.blocks: ModuleType = blocks
        self.caps: ModuleType = caps
        self.offer: ModuleType = offer
        self.step: ModuleType = step
        self.work: ModuleType = work

    def run_offer(
        self, designs: Floats, scalars: Floats, given: Any, out: Any, *, many: bool | None = None
    ) -> None:
        """Call the pass of `dawnline.sim.kernels.offer`.

        ``many`` says whether threads share it; the number of satellites decides if it is left out.
        """
        n = len(given.row_of)
        if _are_many(n, many):
            with PARALLEL:
                self.offer.offer_shared(designs, SHARE * PART, scalars, given, out)
            return
        self.offer.offer_rows(designs, 0, n, scalars, given, out)

    def run_work(self, designs: Floats, scalars: list[float], step: Any, *, many: bool | None = None) -> None:
        """Call the pass of `dawnline.sim.kernels.work`, likewise."""
        n, given = len(step.given.row_of), np.array([*scalars, PART])
        if _are_many(n, many):
            with PARALLEL:
                self.work.work_shared(designs, SHARE, given, *step)
            return
        self.work.work_rows(designs, 0, parts_of(n), given, step)


class Serving:
    """The step of serving queues."""

    def __init__(self) -> None:
        from dawnline.sim.kernels import queues  # noqa: PLC0415  see above

        self.queues: ModuleType = queues


class Ends:
    """What links do at satellites."""

    def __init__(self) -> None:
        from dawnline.sim.kernels import ends  # noqa: PLC0415  see above

        self.ends: ModuleType = ends


def parts_of(n: int) -> int:
    """Return how many parts n satellites have, whoever takes them."""
    return -(-n // PART)


def _are_many(n: int, many: bool | None) -> bool:
    return n >= FEW if many is None else many
