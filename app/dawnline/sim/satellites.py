"""The satellites' side of a step: what each may do, then what the work given to it does to it.

The flows of a frame acted over the step that ends in it: caps follow from the battery and the loop as the
frame before left them, and from Sun, shadow and events at the frame's own time. The physics is in
``kernels/formulas.py``.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dawnline.sim import heat, power
from dawnline.sim.arrays import Bools, Codes, Floats, Singles
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.compiled import Physics, parts_of
from dawnline.sim.designs import Designs
from dawnline.sim.kernels.assumed import COLDEST_LOOP_K
from dawnline.sim.memory import Memory
from dawnline.sim.surroundings import Surroundings
from dawnline.telemetry.catalogue import STATES

if TYPE_CHECKING:  # numba is imported when a simulation is made
    from dawnline.sim.kernels.caps import Given

FLYING, STALE, DECAYED, WAITING, GONE = (
    STATES.index(name) for name in ("flying", "stale", "decayed", "waiting", "gone")
)
# What of a step's flows is in frames.
TOLD = ("gpu_util_frac", "load_w", "array_w", "soc_frac", "radiator_k", "sunlit_frac", "limiter")
# A loop is here before anything is known of its heat, or where derating begins if that is lower.
START_K = 293.15


@dataclass(frozen=True, eq=False)
class Offer:
    """What satellites may do in a step, each (n,): the busy share and the clock they come to.

    ``out_of_service`` are who may not compute, ``absent`` who is not there. A satellite works off
    ``count * busy_limit * clock``. Good until the offer after next. ``given`` (`dawnline.sim.kernels.caps`)
    and ``scalars`` are what the pass was given: the work's begins with them.
    """

    around: Surroundings
    busy_limit: Floats
    clock: Floats
    out_of_service: Bools
    absent: Bools
    given: "Given"
    scalars: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Flows:
    """What satellites did in a step, each (n,), as frames tell it: float32, NaN where nothing is measured.

    ``balance`` is of parts of all satellites.
    """

    gpu_util_frac: Singles
    load_w: Singles
    array_w: Singles
    soc_frac: Singles
    radiator_k: Singles
    sunlit_frac: Singles
    limiter: Codes
    balance: EnergyBalance


class Satellites:
    """The satellites of a run: their batteries' energy, their loops' temperature, and who has decayed."""

    def __init__(self, designs: Designs) -> None:
        self.designs = designs
        self.energy_j = designs.capacity_j.copy()
        self.loop_k = np.minimum(START_K, designs.throttle_k)
        # An SGP4 error has no way back: who decayed stays so.
        self.decayed = np.zeros(designs.n, np.bool_)
        self._physics = Physics()
        self._block_of = self._physics.blocks.designs_of_blocks(designs.row_of)
        self._memory = Memory(designs.n)
        self._clocks = bool(designs.clocked.any())
        self._ones = np.ones(designs.n)
        self._nobody = np.zeros(designs.n, np.bool_)

    def offer(
        self,
        around: Surroundings,
        faulted: Bools,
        array_share: Floats | None,
        horizon_s: float,
        absent: Bools | None = None,
    ) -> Offer:
        """Return what every satellite may do for ``horizon_s``, as surroundings, faults and events are.

        ``array_share`` (n,) is what events leave of its array to each; None: all. Who is ``absent`` (n,)
        neither makes nor uses power, and is afterwards as it was before.
        """
        absent = self._nobody if absent is None else absent
        physics, standing = self._physics, np.empty(self.designs.n, np.uint8)
        flags = around.flying, absent, faulted, self.decayed
        physics.caps.stand(*(each.view(np.uint8) for each in flags), standing)
        (busy_limit,) = self._memory.floats("offer", 1)
        (clock,) = self._memory.floats("clock", 1) if self._clocks else (self._ones,)
        given = physics.caps.Given(
            self.designs.row_of, self._block_of, around.sunlit_frac, around.zenith_cosine, around.beta_sine,
            np.empty(0) if array_share is None else array_share, self.energy_j, self.loop_k, standing,
        )  # fmt: skip
        scalars = around.sun_w_m2 / power.SOLAR_CONSTANT_W_M2, 1.0 / horizon_s
        out = physics.offer.Offered(busy_limit, clock)
        physics.run_offer(self.designs.table, np.array([*scalars, float(self._clocks)]), given, out)
        return Offer(around, busy_limit, clock, standing > 0, absent, given, scalars)

    def work(self, offer: Offer, busy_frac: Floats, dt_s: float, draw_frac: Floats | None = None) -> Flows:
        """Let a step of ``dt_s`` at busy shares (n,) have happened, and return what it did; once an offer.

        ``draw_frac`` (n,) is what the mix of work draws above idling, over what full load does; else 1.
        """
        return self._work(offer, offer.given, busy_frac, dt_s, draw_frac, np.empty(0))

    def begin(self, offer: Offer, busy_frac: Floats, dt_s: float, draw_frac: Floats | None = None) -> Flows:
        """Return what work would do, and begin with loops in balance with its heat: not cold.

        No energy moves. Loops are within what they are kept to.
        """
        designs, heat_w = self.designs, np.empty(self.designs.n)
        given = offer.given._replace(energy_j=self.energy_j.copy(), loop_k=self.loop_k.copy())
        flows = self._work(offer, given, busy_frac, dt_s, draw_frac, heat_w)
        balance_k = heat.equilibrium_k(heat_w, designs.faces_m2, designs.emissivity)
        started_k = np.clip(balance_k, COLDEST_LOOP_K, np.maximum(designs.throttle_k, COLDEST_LOOP_K))
        np.copyto(self.loop_k, started_k, where=~self.decayed)
        soc = np.full(designs.n, np.nan)
        np.divide(self.energy_j, designs.capacity_j, out=soc, where=designs.capacity_j > 0.0)
        return replace(flows, soc_frac=soc.astype(np.float32), radiator_k=self.loop_k.astype(np.float32))

    def _work(
        self, offer: Offer, given: "Given", busy_frac: Floats, dt_s: float, draw_frac: Floats | None,
        heat_w: Floats,
    ) -> Flows:  # fmt: skip
        n, around, physics = self.designs.n, offer.around, self._physics
        substeps = max(1, int(np.ceil(dt_s / heat.LONGEST_SUBSTEP_S)))
        scalars = [*offer.scalars, around.sun_w_m2, dt_s, 1.0 / dt_s, dt_s / substeps, substeps]
        kernels = physics.step
        done = kernels.Done(
            *np.empty((6, n), np.float32), np.empty(n, np.uint8), heat_w, np.empty((4, parts_of(n)))
        )
        asked = kernels.Asked(around.earth_view, busy_frac, self._ones if draw_frac is None else draw_frac)
        offered = physics.offer.Offered(offer.busy_limit, offer.clock)
        step = kernels.Step(given, asked, offered, done)
        physics.run_work(self.designs.table, scalars, step)
        return Flows(**{key: getattr(done, key) for key in TOLD}, balance=EnergyBalance(*done.joules))

    def channels(
        self, offer: Offer, flows: Flows, gone: Bools | None = None, *, tells_clock: bool = True
    ) -> dict[str, Singles | Codes]:
        """Return all values of satellites that a frame can hold: float32, NaN where nothing is measured.

        ``gone`` (n,) are those absent for good. The clock is left out where no frame has it.
        """
        told: dict[str, Singles | Codes] = {key: getattr(flows, key) for key in TOLD}
        told["state"] = self.state_codes(offer, gone)
        if tells_clock:
            told["clock_frac"] = np.where(
                np.isnan(flows.gpu_util_frac), np.float32(np.nan), offer.clock.astype(np.float32)
            )
        return told

    def state_codes(self, offer: Offer, gone: Bools | None = None) -> Codes:
        """Return what each satellite is (n,), as indices of STATES."""
        codes = np.full(self.designs.n, FLYING, np.uint8)
        codes[offer.around.stale] = STALE
        codes[self.decayed] = DECAYED
        codes[offer.absent] = WAITING
        if gone is not None:
            codes[gone] = GONE
        return codes
