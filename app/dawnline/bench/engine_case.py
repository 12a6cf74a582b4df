"""What the engine is measured with: many satellites of real designs, in random states and surroundings."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.engine_jax import JaxTick
from dawnline.bench.engine_numpy import NumpyTick, TickInputs
from dawnline.bench.result import PeerError
from dawnline.fleet.bus import SatelliteBus
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.sim.designs import Designs, designs_of
from dawnline.sim.satellites import Flows, Offer, Satellites
from dawnline.sim.surroundings import Surroundings

STEP_S = 60.0
# Sizes of the peer's chunks that are tried; the fastest is measured against.
CHUNKS = (2_048, 8_192, 32_768, 1_000_000)
SAME = 1e-9  # relative to the largest of a column


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
        self.share = np.ones(n)
        self.draw = rng.uniform(0.6, 1.0, n)
        # Half of them are given half of what they may do: the same in every tick, since none is kept.
        self.busy_frac = self._offer().busy_limit * rng.choice([0.5, 1.0], n)

    def ours(self) -> tuple[Offer, Flows]:
        """Return a tick of the program's."""
        offer = self._offer()
        return offer, self.satellites.work(offer, self.busy_frac, STEP_S, self.draw)

    def _offer(self) -> Offer:
        return self.satellites.offer(self.around, self.faulted, self.share, STEP_S)

    def given(self) -> TickInputs:
        """Return the same for the peer."""
        around = self.around
        return TickInputs(
            around.sunlit_frac, around.zenith_cosine, around.beta_sine, around.earth_view, self.share,
            self.satellites.energy_j, self.satellites.loop_k, self.satellites.decayed, self.faulted,
            self.busy_frac, self.draw, around.sun_w_m2,
        )  # fmt: skip

    def peers(self) -> list[NumpyTick]:
        """Return the peer in each of its settings."""
        return [NumpyTick(self.designs, min(chunk, self.designs.n)) for chunk in CHUNKS]

    def check(self, peer: NumpyTick | JaxTick) -> float:
        """Return the largest difference, relative to its column; PeerError if it is more than SAME."""
        offer, flows = self.ours()
        peer.tell(peer.prepared(self.given()))
        mine = {
            "array_w": offer.array_w, "allowed_w": offer.allowed_w, "busy_limit": offer.busy_limit,
            "clock": offer.clock, "after_j": flows.energy_j, "after_k": flows.loop_k, "load_w": flows.load_w,
        }  # fmt: skip
        told: dict[str, Any] = peer.outputs | peer.joules
        mine |= {name: each.sum(keepdims=True) for name, each in vars(flows.balance).items()}
        apart = 0.0
        for name, values in mine.items():
            largest = float(np.abs(values).max())
            found = float(np.abs(values - told[name]).max()) / max(largest, 1e-300)
            if found > SAME:
                raise PeerError(f"{name} differs by {found:.1e} of the largest; expected {SAME:.0e} at most")
            apart = max(apart, found)
        if not np.array_equal(flows.limiter, peer.outputs["limiter"]):
            raise PeerError("limiters differ; expected the same")
        return apart


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
