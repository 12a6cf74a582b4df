"""A step of work: what satellites are given to do, what is written, what a block keeps for itself."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.sim.kernels.ahead import Bits
from dawnline.sim.kernels.caps import Given
from dawnline.sim.kernels.offer import Offered

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Codes = NDArray[np.uint8]


class Asked(NamedTuple):
    """What satellites are given to do, each (n,), and the Earth's view factor."""

    earth_view: Floats
    busy_frac: Floats
    draw_frac: Floats


class Done(NamedTuple):
    """What is written beside the state: what a frame tells of it, each (n,), and the joules.

    ``heat_w`` has room for all or for nobody. ``joules`` (4, parts) are sums over parts of satellites, as a
    run's ledger has them: in, load, loss, stored.
    """

    gpu_util_frac: Singles
    load_w: Singles
    array_w: Singles
    soc_frac: Singles
    radiator_k: Singles
    sunlit_frac: Singles
    limiter: Codes
    heat_w: Floats
    joules: Floats


class Step(NamedTuple):
    """All of it. The state in ``given`` is changed where it is."""

    given: Given
    asked: Asked
    offered: Offered
    done: Done


# Sums are kept so many apart until the end: each then waits for none.
APART = 256


class Own(NamedTuple):
    """What a block keeps for itself: watts (n,); of all blocks so far, sums of joules (APART,).

    ``heat_w`` is the share of its power that each wants, until its heat is known. ``seen`` (1,) is what was
    seen ahead.
    """

    heat_w: Floats
    array_w: Floats
    allowed_w: Floats
    in_j: Floats
    load_j: Floats
    loss_j: Floats
    stored_j: Floats
    seen: Bits
