"""The door to the compiled physics: numba is imported when a simulation is made, not with this room."""

from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from dawnline.network.compiled import PARALLEL

# Fewer satellites are one thread's work: to wake another takes longer.
FEW = 200_000
# Satellites of a part that threads share.
PART = 16_384


class Physics:
    """The two passes over satellites, in one thread or several: the same bits either way."""

    def __init__(self) -> None:
        from dawnline.sim.kernels import offer, work  # noqa: PLC0415  see above

        self.offer: ModuleType = offer
        self.work: ModuleType = work

    def run_offer(self, designs: NDArray[np.float64], *rest: object) -> None:
        """Call the pass of `dawnline.sim.kernels.offer`, with what its ``offer_rows`` takes but the rows."""
        self._run(self.offer.offer_rows, self.offer.offer_shared, designs, *rest)

    def run_work(self, designs: NDArray[np.float64], *rest: object) -> None:
        """Call the pass of `dawnline.sim.kernels.work`, likewise."""
        self._run(self.work.work_rows, self.work.work_shared, designs, *rest)

    @staticmethod
    def _run(rows, shared, designs, scalars, given, *out) -> None:  # type: ignore[no-untyped-def]
        n = len(given.row_of)
        if n < FEW:
            rows(designs, 0, n, scalars, given, *out)
        else:
            with PARALLEL:
                shared(designs, -(-n // PART), scalars, given, *out)
