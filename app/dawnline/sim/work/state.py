"""Names of what a state holds: each part of the work has its own beginning."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


def part_of(
    state: Mapping[str, NDArray[np.generic]], prefix: str, keys: Iterable[str]
) -> dict[str, NDArray[Any]]:
    """Return what a state holds for one part, by the part's own names."""
    return {key: state[prefix + key] for key in keys}
