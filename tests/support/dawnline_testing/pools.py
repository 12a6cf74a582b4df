"""Pools by hand, for tests of placing."""

import numpy as np

from dawnline.sim.placing.pools import Pools


def pools_of(pool_of: np.ndarray, p: int) -> Pools:
    """Return p pools on the ground, equally near, of which only the machines are told."""
    return Pools(
        pool_of=pool_of,
        room=np.zeros(p),
        rtt_s=np.zeros((1, p)),
        is_orbit=np.zeros(p, np.bool_),
        provider=np.zeros(p, np.int64),
        country=np.full(p, -1),
        reached=np.ones(1, np.bool_),
    )
