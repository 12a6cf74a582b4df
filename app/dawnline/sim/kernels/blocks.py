"""The designs of a block of satellites, laid out as rows of numbers.

They are written anew only where they differ from those of the block before: a fleet of one design costs
nothing, and no loop looks anything up.
"""

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled

Floats = NDArray[np.float64]
Rows = NDArray[np.uint16]

# A block's inputs, designs and outputs stay in a core's own cache.
BLOCK = 256


@compiled
def lay_out(designs: Floats, begin: int, end: int, row_of: Rows, held: int, block: Floats) -> int:
    """Write columns begin to end of satellites' designs into a block; return the design that fills it, or -1.

    ``held`` is what the last call returned: where one design fills the block and the next one too, nothing
    is written.
    """
    row = int(row_of[0])
    alike = True
    for i in range(len(row_of)):
        alike &= row_of[i] == row
    if alike and held == row:
        return held
    for column in range(begin, end):
        values, into = designs[column], block[column]
        if alike:
            into[:] = values[row]
        else:
            for i in range(len(row_of)):
                into[i] = values[row_of[i]]
    return row if alike else -1


@compiled
def any_above_zero(values: Floats) -> bool:
    """Say whether any number is."""
    found = False
    for i in range(len(values)):
        found |= values[i] > 0.0
    return found
