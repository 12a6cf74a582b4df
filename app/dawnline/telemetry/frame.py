"""One instant of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind

Values = NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Frame:
    """The values of every channel at ``t_s = index * step_s``.

    ``values[kind][key]`` is (n_kind,): float32 for continuous channels, uint8 for codes, int32 for counts.
    ``ledger[kind][key]`` is a total over that kind, kept exactly as float64 (joules, accelerator-seconds).
    """

    index: int
    t_s: float
    values: Mapping[Kind, Mapping[str, Values]]
    ledger: Mapping[Kind, Mapping[str, float]] = field(default_factory=dict)
