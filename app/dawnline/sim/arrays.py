"""The array types of this room: float64 within, float32 only in a frame."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]
Indices = NDArray[np.int64]
