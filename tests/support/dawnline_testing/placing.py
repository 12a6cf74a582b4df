"""Choices by hand, for tests of placing: what is left out says nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dawnline.sim.placing.choices import FILLS, Choices

_Numbers = Sequence[float] | np.ndarray


def choices(*, asked: _Numbers | Sequence[_Numbers], room: _Numbers, **columns: Any) -> Choices:
    """Return choices of pools on the ground, equally near, free and allowed; ``columns`` are its fields."""
    wants, rooms = np.array(asked, np.float64), np.array(room, np.float64)
    (w, r), p = wants.shape, len(rooms)
    plain: dict[str, np.ndarray] = {
        "rtt_s": np.zeros((r, p)),
        "wait_s": np.zeros((len(FILLS), w, p)),
        "target_s": np.full(w, np.inf),
        "usd_per_accelerator_h": np.zeros(p),
        "kg_per_accelerator_h": np.zeros(p),
        "lit_frac": np.ones(p),
        "lit_ahead_frac": np.ones(p),
        "is_orbit": np.zeros(p, np.bool_),
        "provider": np.arange(p),
        "country": np.zeros(p, np.int64),
        "allowed": np.ones((w, p), np.bool_),
        "orbit_share_frac": np.zeros(w),
        "reached": np.ones(r, np.bool_),
        "pool_of": np.arange(p),
    }
    if "wait_s" in columns:  # of each pool, however full it is, or by how full
        columns["wait_s"] = np.broadcast_to(np.array(columns["wait_s"]), (len(FILLS), w, p))
    settings = {key: columns.pop(key) for key in set(columns) - set(plain)}
    told = {key: np.array(columns.get(key, value), value.dtype) for key, value in plain.items()}
    return Choices(t_s=0.0, asked=wants, room=rooms, **told, **settings)
