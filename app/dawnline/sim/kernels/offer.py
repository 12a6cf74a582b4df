"""One pass over satellites for what each may do: the busy share and the clock that their caps allow."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_apart, compiled_parallel, compiled_rows, prange
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.ahead import Bits, state_ahead
from dawnline.sim.kernels.blocks import BLOCK, LONGEST, Table, end_of_design, lay_out, of, table_of
from dawnline.sim.kernels.caps import Given, allowed_w, array_block, awake_frac, cool_frac, given_w, taken_w
from dawnline.sim.kernels.formulas import dynamic_frac
from dawnline.sim.kernels.raising import raise_all

Floats = NDArray[np.float64]


class Offered(NamedTuple):
    """What is written, each (n,); ``clock`` only if any satellite has one, else it is as it was."""

    busy_limit: Floats
    clock: Floats


class OfferOwn(NamedTuple):
    """What a block keeps for itself: watts (n,), and what was seen ahead (1,)."""

    array_w: Floats
    seen: Bits


@compiled_apart
def offer_block(
    d: Floats, first: int, last: int, scalars: Floats, given: Given, out: Offered, own: OfferOwn
) -> None:
    """Write what satellites first to last may do; ``d`` holds their designs in rows from 0 on.

    ``scalars`` are the Sun's irradiance over that at 1 AU, one over the horizon in seconds, and whether any
    satellite has a clock.
    """
    per_horizon, clocks = scalars[1], scalars[2] > 0.0
    lit, standing = given.sunlit_frac[first:last], given.standing[first:last]
    energy_j, loop_k = given.energy_j[first:last], given.loop_k[first:last]
    busy, clock, array_w = out.busy_limit[first:last], out.clock[first:last], own.array_w
    array_block(d, first, last, scalars[0], given, array_w)
    for i in range(len(lit)):
        full_w, idle_w, per_span = of(d, at.FULL_W, i), of(d, at.IDLE_W, i), of(d, at.PER_SPAN, i)
        spare_w = array_w[i] - of(d, at.HOUSEKEEPING_W, i)
        more_w, less_w = given_w(d, i, energy_j[i], per_horizon), taken_w(d, i, energy_j[i], per_horizon)
        cool_w, awake_w = full_w * cool_frac(d, i, loop_k[i]), full_w * awake_frac(d, i, lit[i])
        supply_w = spare_w + (more_w if lit[i] < 1.0 else -less_w)
        least_w = allowed_w(full_w, supply_w, cool_w, awake_w, standing[i])
        busy[i] = dynamic_frac(least_w, idle_w, per_span)
    raise_all(d, at.EXPONENT, busy, state_ahead(given, last, len(busy)), own.seen)
    if not clocks:
        return
    for i in range(len(lit)):
        root = busy[i]
        clocked = of(d, at.CLOCKED, i) > 0.0
        works = root >= of(d, at.LOWEST_CLOCK, i)
        all_of_them = 1.0 if works else 0.0
        slowed = root if works else 0.0
        busy[i] = all_of_them if clocked else root
        clock[i] = slowed if clocked else 1.0


@compiled_apart
def offer_blocks(
    table: Table, first: int, last: int, scalars: Floats, given: Given, out: Offered, own: OfferOwn
) -> None:
    """Do as `offer_block` with any number of satellites, block by block."""
    begin = first
    while begin < last:
        end = end_of_design(given.block_of, begin, last)
        if end > begin:
            offer_block(table.each[given.row_of[begin]], begin, end, scalars, given, out, own)
        else:
            end = min(begin + BLOCK, last)
            lay_out(table, given.row_of[begin:end])
            offer_block(table.block, begin, end, scalars, given, out, own)
        begin = end


@compiled_rows
def offer_rows(designs: Floats, first: int, last: int, scalars: Floats, given: Given, out: Offered) -> None:
    """Write what satellites first to last may do."""
    own = OfferOwn(np.empty(LONGEST), np.empty(1, np.int64))
    offer_blocks(table_of(designs, 0, at.OFFER_END), first, last, scalars, given, out, own)


@compiled_parallel
def offer_shared(designs: Floats, share: int, scalars: Floats, given: Given, out: Offered) -> None:
    """Do as `offer_rows` with all satellites, of whom threads take so many at a time."""
    n = len(given.row_of)
    for k in prange((n + share - 1) // share):
        offer_rows(designs, k * share, min((k + 1) * share, n), scalars, given, out)
