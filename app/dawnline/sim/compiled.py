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
        from dawnline.sim.kernels import offer, work  # noqa: PLC0415  see above

        self.offer: ModuleType = offer
        self.work: ModuleType = work

    def run_offer(self, designs: Floats, *rest: Any, many: bool | None = None) -> None:
        """Call the pass of `dawnline.sim.kernels.offer`, with what its ``offer_rows`` takes but the parts.

        ``many`` says whether threads share it; the number of satellites decides if it is left out.
        """
        _run(self.offer.offer_rows, self.offer.offer_shared, designs, *rest, many=many)

    def run_work(self, designs: Floats, *rest: Any, many: bool | None = None) -> None:
        """Call the pass of `dawnline.sim.kernels.work`, likewise."""
        _run(self.work.work_rows, self.work.work_shared, designs, *rest, many=many)


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


def _run(
    rows: Any, shared: Any, designs: Floats, scalars: Floats, given: Any, *out: Any, many: bool | None
) -> None:
    n = len(given.row_of)
    if n >= FEW if many is None else many:
        with PARALLEL:
            shared(designs, PART, scalars, given, *out)
        return
    for k in range(parts_of(n)):
        rows(designs, k, PART, scalars, given, *out)
