"""The door to compiled physics, queues and ends of links: numba is imported when a simulation is made."""

from types import ModuleType
from typing import Any

from dawnline.network.compiled import PARALLEL
from dawnline.sim.arrays import Floats

# Fewer satellites are one thread's work: to wake another takes longer.
FEW = 200_000
# Satellites of a part that threads share, and whose joules are summed.
PART = 16_384


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
                self.offer.offer_shared(designs, PART, scalars, given, out)
            return
        for k in range(parts_of(n)):
            self.offer.offer_rows(designs, k, PART, scalars, given, out)

    def run_work(self, designs: Floats, scalars: Floats, step: Any, *, many: bool | None = None) -> None:
        """Call the pass of `dawnline.sim.kernels.work`, likewise."""
        n = len(step.given.row_of)
        if _are_many(n, many):
            with PARALLEL:
                self.work.work_shared(designs, PART, scalars, *step)
            return
        for k in range(parts_of(n)):
            self.work.work_rows(designs, k, PART, scalars, step)


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
