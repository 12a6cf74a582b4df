"""The peer of the engine bench: a tick of satellites in numpy, in place, a chunk in the cache at a time.

It is written as one would for speed: each design's numbers as a column by satellite (or one number, where a
chunk is of one design), what does not change worked out before, no array made on the way, no masked
arithmetic.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.bench.engine_inputs import EMISSION_W_K4, SPAN_W, TickInputs, widened
from dawnline.sim.designs import Designs
from dawnline.sim.kernels import assumed
from dawnline.sim.kernels import columns as at
from dawnline.sim.phases import CLOCK_EXPONENT

Floats = NDArray[np.float64]


class NumpyTick:
    """Offer and work of n satellites for 60 s, and what a frame tells of it; ``chunk`` is how many at a time.

    The state is changed where it is, as the program's. ``outputs`` holds what its passes write, by the same
    names, ``joules`` the sums of what moved.
    """

    SINGLES = ("gpu_util_frac", "load_w", "array_w", "soc_frac", "radiator_k", "sunlit_frac")
    MOVED = ("in_j", "load_j", "loss_j", "stored_j")
    # What waits in the cache.
    OWN = (*MOVED, "made_w", "allowed_w", "clock", "heat_w", "after_k")

    def __init__(self, designs: Designs, chunk: int) -> None:
        self.chunk = chunk
        n = designs.n
        self.outputs: dict[str, NDArray[Any]] = {"busy_limit": np.empty(n)}
        self.outputs |= {name: np.empty(n, np.float32) for name in self.SINGLES}
        self.outputs["limiter"] = np.empty(n, np.uint8)
        if designs.clocked.any():
            self.outputs["clock"] = np.empty(n)
        self._told = tuple(self.outputs)
        self.joules = dict.fromkeys(self.MOVED, 0.0)
        self._scratch = np.empty((9, chunk))
        self._own = {name: np.empty(chunk) for name in self.OWN}
        self._masks = np.empty((4, chunk), np.bool_)
        self._chunks = [
            (slice(first, min(first + chunk, n)), self._columns(designs, first, min(first + chunk, n)))
            for first in range(0, n, chunk)
        ]

    @staticmethod
    def _columns(designs: Designs, first: int, last: int) -> list[Floats]:
        """Return the designs of a chunk: numbers where all have the same, else columns."""
        rows, table = designs.row_of[first:last], widened(designs.table)
        if (rows == rows[0]).all():
            return [np.asarray(column[rows[0]]) for column in table]
        told = [column[rows] for column in table]
        return [np.asarray(column[0]) if (column == column[0]).all() else column for column in told]

    def prepared(self, given: TickInputs) -> TickInputs:
        """Return the inputs, with a state of their own."""
        return replace(given, energy_j=given.energy_j.copy(), loop_k=given.loop_k.copy())

    def tell(self, given: TickInputs) -> None:
        """Do a tick: what it wrote is kept."""
        self.run(given)
        self.outputs |= {"energy_j": given.energy_j, "loop_k": given.loop_k}

    def run(self, given: TickInputs) -> None:
        """Write a whole tick: the offer, then work at ``busy_share`` of it."""
        self.joules = dict.fromkeys(self.MOVED, 0.0)
        for rows, designs in self._chunks:
            part, n = given.part(rows), rows.stop - rows.start
            out = {name: values[:n] for name, values in self._own.items()}
            out |= {name: self.outputs[name][rows] for name in self._told}
            scratch, masks = self._scratch[:, :n], self._masks[:, :n]
            for stage in (_array, _supply, _caps, _reach, _wanted, _settle, _heat, _loops, _limiters, _tell):
                stage(designs, part, out, scratch, masks)
            for name in self.MOVED:
                self.joules[name] += float(out[name].sum())


def _array(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what arrays give, and into the second row of the scratch what is left of it."""
    cosine, spare, array_w = s[0], s[1], out["made_w"]
    del masks
    np.multiply(given.sunlit_frac, d[at.RATED_ARRAY_W], out=array_w)
    array_w *= given.sun_w_m2 / 1361.0
    if given.array_share is not None:
        array_w *= given.array_share
    if d[at.SINGLE_AXIS].any():
        np.multiply(given.beta_sine, given.beta_sine, out=cosine)
        np.subtract(1.0, cosine, out=cosine)
        np.maximum(cosine, 0.0, out=cosine)
        np.sqrt(cosine, out=cosine)
        _unless(cosine, d[at.SINGLE_AXIS], 1.0)
        array_w *= cosine
    if d[at.BODY_FIXED].any():
        np.maximum(given.zenith_cosine, 0.0, out=cosine)
        _unless(cosine, d[at.BODY_FIXED], 1.0)
        array_w *= cosine
    array_w[given.still] = 0.0
    np.subtract(array_w, d[at.HOUSEKEEPING_W], out=spare)


def _supply(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what array and battery supply, and the battery's cap."""
    _, spare, given_w, recharge, supply, _, battery, _, _ = s
    dark = masks[0]
    del out
    np.less(given.sunlit_frac, 1.0, out=dark)
    np.subtract(given.energy_j, d[at.FLOOR_J], out=given_w)
    np.maximum(given_w, 0.0, out=given_w)
    given_w *= 1.0 / 60.0
    np.minimum(given_w, d[at.RATE_W], out=given_w)
    given_w *= d[at.DISCHARGE_FRAC]
    np.subtract(d[at.CAPACITY_J], given.energy_j, out=recharge)
    recharge *= 1.0 / assumed.RECHARGE_S
    np.minimum(recharge, d[at.RATE_W], out=recharge)
    recharge *= d[at.PER_CHARGE]
    np.subtract(spare, recharge, out=supply)
    np.add(spare, given_w, out=given_w)
    np.copyto(supply, given_w, where=dark)
    np.subtract(spare, d[at.FULL_W], out=battery)
    np.maximum(battery, 0.0, out=battery)
    np.subtract(recharge, battery, out=battery)
    np.maximum(battery, 0.0, out=battery)
    np.subtract(d[at.FULL_W], battery, out=battery)
    np.copyto(battery, supply, where=dark)


def _caps(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what is allowed, and which cap is the lowest."""
    _, spare, _, _, supply, cap, battery, eclipse, lowest = s
    dark, mask, held, less = masks
    allowed, code = out["allowed_w"], out["limiter"]
    np.subtract(d[at.TRIP_K], given.loop_k, out=cap)
    cap *= d[at.PER_RANGE]
    np.maximum(cap, 0.0, out=cap)
    np.minimum(cap, 1.0, out=cap)
    cap *= d[at.FULL_W]
    np.multiply(given.sunlit_frac, 1.0 - d[at.ECLIPSE_FLOOR], out=eclipse)
    eclipse += d[at.ECLIPSE_FLOOR]
    if d[at.HIBERNATES].any():
        np.less(given.sunlit_frac, 0.5, out=mask)
        np.logical_and(mask, d[at.HIBERNATES] > 0.0, out=mask)
        np.copyto(eclipse, 0.0, where=mask)
    eclipse *= d[at.FULL_W]
    np.minimum(supply, cap, out=allowed)
    np.minimum(allowed, eclipse, out=allowed)
    np.maximum(allowed, 0.0, out=allowed)
    np.minimum(allowed, d[at.FULL_W], out=allowed)
    allowed[given.unfit] = 0.0
    np.copyto(spare, np.inf, where=dark)
    code.fill(assumed.HEAT)
    np.copyto(lowest, cap)
    for number, other in ((assumed.BATTERY, battery), (assumed.ECLIPSE, eclipse), (assumed.POWER_CAP, spare)):
        np.less(other, lowest, out=less)
        np.copyto(code, np.uint8(number), where=less)
        np.minimum(lowest, other, out=lowest)
    np.greater_equal(allowed, d[at.FULL_W] * (1.0 - assumed.HELD_BACK_FRAC), out=held)
    np.copyto(code, np.uint8(assumed.NONE), where=held)


def _reach(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write the busy share and the clock that are allowed."""
    mask, allowed, busy, clock = masks[1], out["allowed_w"], out["busy_limit"], out["clock"]
    del given, s
    np.subtract(allowed, d[at.IDLE_W], out=busy)
    busy *= d[at.PER_SPAN]
    np.maximum(busy, 0.0, out=busy)
    np.minimum(busy, 1.0, out=busy)
    np.power(busy, d[at.EXPONENT], out=busy)
    clock.fill(1.0)
    if d[at.CLOCKED].any():
        np.less(busy, d[at.LOWEST_CLOCK], out=mask)
        np.copyto(busy, 0.0, where=mask)
        clocked = np.broadcast_to(d[at.CLOCKED] > 0.0, busy.shape)
        np.copyto(clock, busy, where=clocked)
        np.greater(busy, 0.0, out=mask)
        np.copyto(busy, mask, where=clocked)


def _wanted(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what satellites want."""
    wanted, scale, allowed = s[1], s[7], out["allowed_w"]
    del masks
    np.power(given.busy_frac, d[at.GAMMA], out=wanted)
    wanted *= d[SPAN_W]
    wanted *= given.draw_frac
    if d[at.CLOCKED].any():
        np.power(out["clock"], CLOCK_EXPONENT, out=scale)
        wanted *= scale
    wanted += d[at.IDLE_W]
    np.minimum(wanted, allowed, out=wanted)
    wanted += d[at.HOUSEKEEPING_W]
    wanted[given.still] = 0.0


def _settle(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write the batteries, and the joules that move."""
    _, wanted, spare, held, moved, charged, taken, _, drained = s
    array_w = out["made_w"]
    del masks
    stored = out["stored_j"]
    np.subtract(array_w, wanted, out=spare)
    spare *= 60.0
    np.multiply(spare, d[at.PER_DISCHARGE], out=moved)
    spare *= d[at.CHARGE_FRAC]
    np.maximum(spare, 0.0, out=spare)
    np.minimum(moved, 0.0, out=moved)
    moved += spare
    rate_j = d[at.RATE_W] * 60.0
    np.minimum(given.energy_j, rate_j, out=held)
    np.negative(held, out=held)
    np.maximum(moved, held, out=moved)
    np.subtract(d[at.CAPACITY_J], given.energy_j, out=held)
    np.minimum(held, rate_j, out=held)
    np.minimum(moved, held, out=moved)
    np.copyto(held, given.energy_j)
    np.add(held, moved, out=given.energy_j)
    np.subtract(given.energy_j, held, out=stored)
    np.maximum(stored, 0.0, out=charged)
    np.multiply(charged, d[at.PER_CHARGE], out=taken)
    np.subtract(charged, stored, out=drained)
    np.minimum(array_w, wanted, out=wanted)
    wanted *= 60.0
    np.add(wanted, taken, out=out["in_j"])
    np.multiply(drained, d[at.DISCHARGE_FRAC], out=held)
    np.add(wanted, held, out=out["load_j"])
    loss = out["loss_j"]
    np.subtract(taken, charged, out=loss)
    drained -= held
    loss += drained


def _heat(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what goes into the loops."""
    held, moved, loss = s[3], s[4], out["loss_j"]
    del masks
    heat_w = out["heat_w"]
    np.maximum(given.zenith_cosine, 0.0, out=moved)
    moved *= given.earth_view
    moved *= assumed.ALBEDO_FRAC * given.sun_w_m2
    np.multiply(given.sunlit_frac, d[at.EDGE_FRAC], out=held)
    held *= given.sun_w_m2 * assumed.SUN_INCIDENCE
    moved += held
    moved *= d[at.ABSORPTIVITY]
    np.multiply(given.earth_view, d[at.EMISSIVITY] * assumed.EARTH_INFRARED_W_M2, out=held)
    moved += held
    moved *= d[at.FACES_M2]
    np.add(out["load_j"], loss, out=heat_w)
    heat_w *= 1.0 / 60.0
    heat_w += moved


def _loops(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write the loops' temperatures after two Newton steps."""
    spare, held, moved, heat_w, moves = s[2], s[3], s[4], out["heat_w"], masks[0]
    pace = d[at.PER_HEAT_CAPACITY] * 60.0
    loss_k3 = pace * d[EMISSION_W_K4]
    after_k = out["after_k"]
    np.multiply(heat_w, pace, out=spare)
    spare += given.loop_k
    np.copyto(after_k, given.loop_k)
    for _ in range(2):
        np.multiply(after_k, after_k, out=moved)
        moved *= after_k
        moved *= loss_k3
        np.multiply(moved, after_k, out=held)
        held *= 3.0
        held += spare
        moved *= 4.0
        moved += 1.0
        np.divide(held, moved, out=after_k)
    np.minimum(spare, assumed.COLDEST_LOOP_K, out=held)
    np.maximum(after_k, held, out=after_k)
    np.logical_not(given.still, out=moves)
    np.copyto(given.loop_k, after_k, where=moves)


def _limiters(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write the limiters."""
    held, less, limit = s[3], masks[1], out["busy_limit"]
    del d
    codes = out["limiter"]
    np.subtract(limit, assumed.HELD_BACK_FRAC, out=held)
    np.less(given.busy_frac, held, out=less)
    np.copyto(codes, np.uint8(assumed.NO_WORK), where=less)
    np.copyto(codes, np.uint8(assumed.FAULT), where=given.unfit)


def _tell(d: list[Floats], given: TickInputs, out: dict[str, Any], s: Floats, masks: Any) -> None:
    """Write what a frame tells, float32."""
    del s, masks
    np.multiply(given.busy_frac, d[at.COMPUTES], out=out["gpu_util_frac"], casting="same_kind")
    np.multiply(out["load_j"], 1.0 / 60.0, out=out["load_w"], casting="same_kind")
    np.copyto(out["array_w"], out["made_w"], casting="same_kind")
    np.multiply(given.energy_j, d[at.PER_CAPACITY], out=out["soc_frac"], casting="same_kind")
    np.copyto(out["radiator_k"], given.loop_k, casting="same_kind")
    np.copyto(out["sunlit_frac"], given.sunlit_frac, casting="same_kind")


def _unless(values: Floats, flag: Floats, other: float) -> None:
    """Write another number where a flag is not set."""
    if flag.ndim:
        np.copyto(values, other, where=flag == 0.0)
