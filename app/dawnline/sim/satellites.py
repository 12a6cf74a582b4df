"""The satellites' side of a step: what each may do, then what the work given to it does to it.

The flows of a frame acted over the step that ends in it: caps follow from the battery and the loop as the
frame before left them, and from Sun, shadow and events at the frame's own time. The physics is in
``kernels/formulas.py``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.sim import heat, power
from dawnline.sim.arrays import Bools, Codes, Floats
from dawnline.sim.battery import EnergyBalance
from dawnline.sim.compiled import Physics, parts_of
from dawnline.sim.designs import Designs
from dawnline.sim.kernels.assumed import COLDEST_LOOP_K, NONE
from dawnline.sim.memory import Memory
from dawnline.sim.surroundings import Surroundings
from dawnline.telemetry.catalogue import STATES

FLYING, STALE, DECAYED, WAITING, GONE = (
    STATES.index(name) for name in ("flying", "stale", "decayed", "waiting", "gone")
)
# A loop is here before anything is known of its heat, or where derating begins if that is lower.
START_K = 293.15


@dataclass(frozen=True, eq=False)
class Offer:
    """What satellites may do in a step, each (n,): watts, the busy share and the clock they come to.

    ``held_by`` is the limiter of those with work enough, ``out_of_service`` who may not compute, ``absent``
    who is not there. A satellite works off ``count * busy_limit * clock``. Good until the offer after next.
    """

    around: Surroundings
    array_w: Floats
    allowed_w: Floats
    busy_limit: Floats
    clock: Floats
    held_by: Codes
    out_of_service: Bools
    still: Bools
    absent: Bools


@dataclass(frozen=True, eq=False)
class Flows:
    """What satellites did in a step, each (n,), good until the work after next.

    ``heat_w`` goes to loops, and is (0,) unless it was asked for. ``balance`` is of parts of all satellites.
    """

    busy_frac: Floats
    energy_j: Floats
    loop_k: Floats
    load_w: Floats
    heat_w: Floats
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
        self._memory = Memory(designs.n)
        self._clocks = bool(designs.clocked.any())
        self._ones = np.ones(designs.n)
        self._nobody = np.zeros(designs.n, np.bool_)

    def offer(
        self,
        around: Surroundings,
        faulted: Bools,
        array_share: Floats,
        horizon_s: float,
        absent: Bools | None = None,
    ) -> Offer:
        """Return what every satellite may do for ``horizon_s``, as surroundings, faults and events are.

        Who is ``absent`` (n,) neither makes nor uses power, and is afterwards as it was before.
        """
        absent = self._nobody if absent is None else absent
        self.decayed |= ~(around.flying | absent)
        still = self.decayed | absent
        unfit = faulted | still
        sun = around.sun_w_m2 / power.SOLAR_CONSTANT_W_M2
        scalars = np.array([sun, 1.0 / horizon_s, float(self._clocks)])
        kernels, memory = self._physics.offer, self._memory
        (clock,) = memory.floats("clock", 1) if self._clocks else (self._ones,)
        out = kernels.OfferOutputs(*memory.floats("offer", 3), clock, np.empty(self.designs.n, np.uint8))
        given = kernels.OfferInputs(
            self.designs.row_of, around.sunlit_frac, around.zenith_cosine, around.beta_sine, array_share,
            self.energy_j, self.loop_k, still, unfit,
        )  # fmt: skip
        self._physics.run_offer(self.designs.table, scalars, given, out)
        return Offer(around, **out._asdict(), out_of_service=unfit, still=still, absent=absent)

    def work(
        self,
        offer: Offer,
        busy_frac: Floats,
        dt_s: float,
        draw_frac: Floats | None = None,
        *,
        tells_heat: bool = False,
    ) -> Flows:
        """Return what a step of ``dt_s`` at busy shares (n,) does; nothing is kept until `keep`.

        ``draw_frac`` (n,) is what the mix of work draws above idling, over what full load does; else 1.
        """
        n, around, kernels, memory = self.designs.n, offer.around, self._physics.work, self._memory
        substeps = max(1, int(np.ceil(dt_s / heat.LONGEST_SUBSTEP_S)))
        scalars = np.array([around.sun_w_m2, dt_s, 1.0 / dt_s, dt_s / substeps, substeps])
        out = kernels.WorkOutputs(
            *memory.apart("state", 2, (self.energy_j, self.loop_k)),
            *memory.floats("work", 1),
            heat_w=np.empty(n if tells_heat else 0),
            limiter=np.empty(n, np.uint8),
            joules=np.empty((4, parts_of(n))),
        )
        given = kernels.WorkInputs(
            self.designs.row_of, around.sunlit_frac, around.zenith_cosine, around.earth_view,
            self.energy_j, self.loop_k, offer.still, offer.out_of_service, busy_frac,
            self._ones if draw_frac is None else draw_frac,
        )  # fmt: skip
        offered = self._physics.offer.OfferOutputs(
            offer.array_w, offer.allowed_w, offer.busy_limit, offer.clock, offer.held_by
        )
        self._physics.run_work(self.designs.table, scalars, given, offered, out)
        if offer.absent is not self._nobody:
            out.limiter[offer.absent] = NONE
        told = out._asdict()
        return Flows(busy_frac, balance=EnergyBalance(*told.pop("joules")), **told)

    def warm_up(self, flows: Flows) -> None:
        """Begin with loops in balance with the heat told, within what they are kept to: not cold."""
        designs = self.designs
        balance_k = heat.equilibrium_k(flows.heat_w, designs.faces_m2, designs.emissivity)
        started_k = np.clip(balance_k, COLDEST_LOOP_K, np.maximum(designs.throttle_k, COLDEST_LOOP_K))
        np.copyto(self.loop_k, started_k, where=~self.decayed)

    def keep(self, flows: Flows) -> None:
        """Let a step have happened."""
        self.energy_j = flows.energy_j
        self.loop_k = flows.loop_k

    def channels(
        self, offer: Offer, flows: Flows, gone: Bools | None = None
    ) -> dict[str, NDArray[np.float32] | NDArray[np.uint8]]:
        """Return all values of satellites that a frame can hold: float32, NaN where nothing is measured.

        The clock is in a frame only where its catalogue has it. ``gone`` (n,) are those absent for good.
        """
        capacity_j = self.designs.capacity_j
        works = (self.designs.computers.count > 0.0) & ~offer.absent
        nothing = np.full(self.designs.n, np.nan)
        return {
            "gpu_util_frac": np.where(works, flows.busy_frac, np.nan).astype(np.float32),
            "load_w": flows.load_w.astype(np.float32),
            "array_w": offer.array_w.astype(np.float32),
            "soc_frac": np.divide(self.energy_j, capacity_j, out=nothing, where=capacity_j > 0.0).astype(
                np.float32
            ),
            "radiator_k": self.loop_k.astype(np.float32),
            "sunlit_frac": offer.around.sunlit_frac.astype(np.float32),
            "clock_frac": np.where(works, offer.clock, np.nan).astype(np.float32),
            "limiter": flows.limiter,
            "state": self.state_codes(offer, gone),
        }

    def state_codes(self, offer: Offer, gone: Bools | None = None) -> Codes:
        """Return what each satellite is (n,), as indices of STATES."""
        codes = np.full(self.designs.n, FLYING, np.uint8)
        codes[offer.around.stale] = STALE
        codes[self.decayed] = DECAYED
        codes[offer.absent] = WAITING
        if gone is not None:
            codes[gone] = GONE
        return codes
