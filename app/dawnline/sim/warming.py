"""Compiles the physics' kernels ahead, or loads them from their cache; any thread may do it."""

import numpy as np

from dawnline.fleet.throughput import THROUGHPUTS
from dawnline.sim.compiled import Physics, parts_of
from dawnline.sim.kernels import columns as at
from dawnline.sim.kernels.assumed import NO_WORK
from dawnline.sim.placing.pools import Pools
from dawnline.sim.placing.splitting import split_machines
from dawnline.sim.serving import ServingQueues
from dawnline.sim.serving_rates import MODEL_70B, serving_rates
from dawnline.sim.tally import Tally


def warm() -> str:
    """Call every kernel once on two satellites; return what was found, raise if a kernel is wrong.

    They have 100 W of array, 40 W of accelerators that do nothing, and no battery.
    """
    physics = Physics()
    table = np.zeros((at.COLUMNS, 1))
    table[at.RATED_ARRAY_W], table[at.FULL_W] = 100.0, 40.0
    table[at.PER_SPAN], table[at.EXPONENT], table[at.GAMMA], table[at.ECLIPSE_FLOOR] = 1 / 40.0, 1.0, 1.0, 1.0
    table[at.TRIP_K], table[at.PER_RANGE] = 400.0, 1.0
    one, none = np.ones(2), np.zeros(2)
    rows, codes = np.zeros(2, np.uint16), np.zeros(2, np.uint8)
    offered = physics.offer.Offered(np.empty(2), one)
    given = physics.caps.Given(
        rows, physics.blocks.designs_of_blocks(rows), one, none, none, one, none, 300.0 * one, codes
    )
    asked = physics.step.Asked(none, none, one)
    singles = (np.empty(2, np.float32) for _ in range(6))
    done = physics.step.Done(*singles, np.empty(2, np.uint8), np.empty(2), np.empty((4, parts_of(2))))
    step = physics.step.Step(given, asked, offered, done)
    told = set()
    for many in (False, True):
        physics.run_offer(table, np.array([1.0, 1 / 60.0, 0.0]), given, offered, many=many)
        scalars = [1.0, 1 / 60.0, 1361.0, 60.0, 1 / 60.0, 60.0, 1.0]
        physics.run_work(table, scalars, step, many=many)
        told.add((*offered.busy_limit, *done.load_w, *done.limiter))
    if told != {(1.0, 1.0, 0.0, 0.0, NO_WORK, NO_WORK)}:
        raise RuntimeError(f"kernels found {told}; expected all free, nothing used and no work")
    _serve()
    return "two satellites, in one thread and in several"


def _serve() -> None:
    """Send ten requests to two machines of one pool, and serve them."""
    nobody, both = np.zeros(1, np.int64), np.zeros(2, np.int64)
    pools = Pools(both, np.ones(1), np.zeros((1, 1)), np.ones(1, np.bool_), nobody, nobody, nobody == 0)
    asked = Tally(*(np.array([count], np.int64) for count in (10, 1000, 100)))
    sent = split_machines(asked, pools, np.ones(2), np.zeros(1))
    mean = pools.means([np.ones(2)], np.ones(2))
    queues = ServingQueues(serving_rates([THROUGHPUTS["h100"]] * 2, MODEL_70B))
    done = queues.step(sent, np.full(2, 16.0), 60.0)
    if done.served.sums != asked.sums or mean.tolist() != [[1.0]]:
        raise RuntimeError(f"kernels served {done.served.sums}; expected {asked.sums}")
