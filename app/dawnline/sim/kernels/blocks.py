"""The designs of a block of satellites, laid out as rows of numbers.

They are written anew only where they differ from those of the block before: a fleet of one design costs
nothing, and no loop looks anything up.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled
from dawnline.sim.kernels.columns import COLUMNS

Floats = NDArray[np.float64]
Rows = NDArray[np.uint16]

# A block's inputs, designs and outputs stay in a core's own cache.
BLOCK = 256


@compiled
def lay_out(designs: Floats, row_of: Rows, first: int, last: int, held: int, block: Floats) -> int:
    """Write the designs of satellites first to last into a block; return the design that fills it, or -1.

    ``held`` is what the last call returned: where one design fills the block and the next one too, nothing
    is written.
    """
    row = int(row_of[first])
    alike = True
    for i in range(first + 1, last):
        alike &= row_of[i] == row
    if alike and held == row:
        return held
    for column in range(COLUMNS):
        if alike:
            block[column, :] = designs[column, row]
        else:
            for i in range(first, last):
                block[column, i - first] = designs[column, row_of[i]]
    return row if alike else -1
