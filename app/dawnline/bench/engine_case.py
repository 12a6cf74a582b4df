"""What the engine is measured with: many satellites of real designs, in random states and surroundings."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.engine_inputs import TickInputs
from dawnline.bench.engine_jax import JaxTick
from dawnline.bench.engine_numpy import NumpyTick
from dawnline.bench.result import PeerError
from dawnline.fleet.bus import SatelliteBus
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.sim.designs import Designs, designs_of
from dawnline.sim.satellites import TOLD, Flows, Offer, Satellites
from dawnline.sim.surroundings import Surroundings

STEP_S = 60.0
# Sizes of the peer's chunks that are tried; the fastest is measured against.
CHUNKS = (2_048, 8_192, 32_768, 1_000_000)
SAME = 1e-9  # relative to the largest of a column
SAME_SINGLE = 2.0**-23  # a last digit of float32


class EngineCase:
    """n satellites and a tick of them: ours and numpy's.

    ``mixed`` has the designs of the welcome scenario in random order, otherwise all are its dawn side's.
    """

    def __init__(self, n: int, *, mixed: bool) -> None:
        fleet = load_scenario(bundled_scenario("welcome")).fleet
        rng = np.random.default_rng(n)
        whole = designs_of(fleet)
        rows = rng.integers(0, len(fleet.buses), n) if mixed else np.full(n, _dawn(fleet.buses))
        first = np.array([int(np.flatnonzero(whole.row_of == row)[0]) for row in range(len(fleet.buses))])
        self.designs = _taken(whole, first[rows])
        self.satellites = Satellites(self.designs)
        self.satellites.energy_j = self.designs.capacity_j * rng.uniform(0.6, 1.0, n)
        self.satellites.loop_k = rng.uniform(290.0, 350.0, n)
        lit = rng.choice([0.0, 1.0], n, p=[0.3, 0.7])
        edge = rng.random(n) < 0.01
        lit[edge] = rng.random(int(edge.sum()))
        self.around = Surroundings(
            flying=np.ones(n, np.bool_),
            stale=np.zeros(n, np.bool_),
            sunlit_frac=lit,
            zenith_cosine=rng.uniform(-1.0, 1.0, n),
            beta_sine=rng.uniform(-1.0, 1.0, n),
            earth_view=rng.uniform(0.2, 0.26, n),
            sun_w_m2=1330.0,
        )
        self.faulted = rng.random(n) < 0.001
        self.draw = rng.uniform(0.6, 1.0, n)
        # Half of them are given half of what they may do now, in every tick.
        self.busy_frac = self._offer().busy_limit * rng.choice([0.5, 1.0], n)

    def ours(self) -> tuple[Offer, Flows]:
        """Return a tick of the program's."""
        offer = self._offer()
        return offer, self.satellites.work(offer, self.busy_frac, STEP_S, self.draw)

    def _offer(self) -> Offer:
        return self.satellites.offer(self.around, self.faulted, None, STEP_S)

    def given(self) -> TickInputs:
        """Return the same for the peer."""
        around = self.around
        return TickInputs(
            around.sunlit_frac, around.zenith_cosine, around.beta_sine, around.earth_view, None,
            self.satellites.energy_j, self.satellites.loop_k, self.satellites.decayed, self.faulted,
            self.busy_frac, self.draw, around.sun_w_m2,
        )  # fmt: skip

    def peers(self) -> list[NumpyTick]:
        """Return the peer in each of its settings."""
        return [NumpyTick(self.designs, min(chunk, self.designs.n)) for chunk in CHUNKS]

    def check(self, peer: NumpyTick | JaxTick) -> float:
        """Return the largest difference, relative to its column; PeerError if it is more than is rounded.

        What frames tell is float32, and may differ by its rounding: that counts for nothing else.
        """
        peer.tell(peer.prepared(self.given()))
        offer, flows = self.ours()
        told: dict[str, Any] = peer.outputs | peer.joules
        joules = {name: each.sum(keepdims=True) for name, each in vars(flows.balance).items()}
        exact = {"busy_limit": offer.busy_limit, "energy_j": self.satellites.energy_j} | joules
        exact["loop_k"] = self.satellites.loop_k
        if self.designs.clocked.any():
            exact["clock"] = offer.clock
        for name in TOLD[:-1]:
            _apart(name, getattr(flows, name), told[name], SAME_SINGLE)
        if not np.array_equal(flows.limiter, told["limiter"]):
            raise PeerError("limiters differ; expected the same")
        return max(_apart(name, values, told[name], SAME) for name, values in exact.items())


def _apart(name: str, mine: NDArray[Any], other: Any, same: float) -> float:
    """Return the largest difference of a column, relative to it."""
    largest = max(float(np.nanmax(np.abs(mine))), 1e-300)
    found = float(np.nan_to_num(np.abs(mine - other) / largest, nan=0.0).max())
    if found > same or (np.isnan(mine) != np.isnan(other)).any():
        raise PeerError(f"{name} differs by {found:.1e} of the largest; expected {same:.0e} at most")
    return found


def _dawn(buses: Sequence[SatelliteBus]) -> int:
    """Return the bus of AI1 as it flies where it is always lit."""
    return next(row for row, bus in enumerate(buses) if bus.name == "AI1, always lit")


def _taken(designs: Designs, rows: NDArray[np.int64]) -> Designs:
    """Return the designs of satellites like those of some rows."""
    return Designs(
        n=len(rows),
        table=designs.table,
        row_of=designs.row_of[rows],
        computers=designs.computers.take(rows.astype(np.int32)),
        capacity_j=designs.capacity_j[rows],
        throttle_k=designs.throttle_k[rows],
        faces_m2=designs.faces_m2[rows],
        emissivity=designs.emissivity[rows],
        fault_rate_per_h=designs.fault_rate_per_h[rows],
        fault_repair_s=designs.fault_repair_s[rows],
        needs_beta=designs.needs_beta,
        clocked=designs.clocked[rows],
    )
