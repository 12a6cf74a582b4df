"""Satellites a block at a time: many of one design, whose numbers are then read once, or some of several.

Blocks of several designs have the numbers of each satellite laid out as rows, so that no loop looks anything
up. A kernel is compiled for both, and asks for a number by `of`.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled, compiled_apart
from dawnline.sim.kernels.by_type import compiled_by_type
from dawnline.sim.kernels.laying import EIGHT, lay_eight

Floats = NDArray[np.float64]
Rows = NDArray[np.uint16]
Places = NDArray[np.int64]
Singly = NDArray[np.int32]

# A block's inputs, designs and outputs stay in a core's own cache, and beginning one costs little beside it.
BLOCK = 1024
# Satellites of one design are taken together up to so many: whole blocks.
LONGEST = 4096
# Rows of scratch are so much longer than what is in them: a power of two apart they would push each other
# out of the few places that a core's cache has for addresses like theirs.
SPARE = 8
# In place of a block's design.
SEVERAL = np.int32(-1)


@compiled_by_type
def of(d: Any, column: int, i: int) -> Any:  # noqa: ARG001  types alone choose
    """Return a number of satellite i's design: of ``d`` (COLUMNS,), one for all, or (COLUMNS, n)."""
    if d.ndim == 1:
        return lambda d, column, i: d[column]  # noqa: ARG005
    return lambda d, column, i: d[column, i]


@compiled_by_type
def any_of(d: Any, column: int, n: int) -> Any:  # noqa: ARG001
    """Return whether a number of the designs of satellites 0 to n is above zero."""
    if d.ndim == 1:
        return lambda d, column, n: d[column] > 0.0  # noqa: ARG005
    return lambda d, column, n: any_above_zero(d, column, n)  # noqa: PLW0108  overloads are functions


@compiled_by_type
def all_of(d: Any, column: int, n: int) -> Any:  # noqa: ARG001
    """Return whether all designs of satellites 0 to n have the same number."""
    if d.ndim == 1:
        return lambda d, column, n: True  # noqa: ARG005
    return lambda d, column, n: all_alike(d, column, n)  # noqa: PLW0108  see above


class Table(NamedTuple):
    """All designs (k, COLUMNS), columns in which they differ as `rows_of` has them, a block's (m, n)."""

    each: Floats
    rows: Floats
    columns: Places
    block: Floats


@compiled
def table_of(designs: Floats, begin: int, end: int) -> Table:
    """Return what passes read of designs (COLUMNS, k) whose columns from begin to end they need."""
    columns = unlike(designs, begin, end)
    return Table(designs.T.copy(), rows_of(designs, columns), columns, begun(designs))


@compiled
def unlike(designs: Floats, begin: int, end: int) -> Places:
    """Return the columns, of begin to end, in which designs differ, and spare places to a whole square."""
    found = np.full(-(-(end - begin) // EIGHT) * EIGHT, len(designs))
    count = 0
    for column in range(begin, end):
        if not are_alike(designs[column]):
            found[count] = column
            count += 1
    return found[: -(-count // EIGHT) * EIGHT]


@compiled
def rows_of(designs: Floats, columns: Places) -> Floats:
    """Return some columns of all designs, a row a design, and nothing in spare places."""
    rows = np.zeros((designs.shape[1], len(columns)))
    for k in range(len(columns)):
        if columns[k] < len(designs):
            rows[:, k] = designs[columns[k]]
    return rows


@compiled
def begun(designs: Floats) -> Floats:
    """Return a block in which the first design is laid out, a spare row, and which columns are alike."""
    block = np.empty((len(designs) + 2, BLOCK + SPARE))
    for column in range(len(designs)):
        block[column, :] = designs[column, 0]
        block[-1, column] = 1.0 if are_alike(designs[column]) else 0.0
    return block


@compiled_apart
def is_alike(block: Floats, column: int) -> bool:
    """Say whether all designs have the same number, by what `begun` noted."""
    return bool(block[-1, column] > 0.0)


@compiled_apart
def lay_out(table: Table, row_of: Rows) -> None:
    """Write columns of satellites' designs into the block."""
    rows, columns, block = table.rows, table.columns, table.block
    whole = len(row_of) // EIGHT * EIGHT
    for k in range(0, len(columns), EIGHT):
        for i in range(0, whole, EIGHT):
            lay_eight(rows, row_of, i, k, columns, block)
    for i in range(whole, len(row_of)):
        for k in range(len(columns)):
            block[columns[k], i] = rows[row_of[i], k]


@compiled
def designs_of_blocks(row_of: Rows) -> Singly:
    """Return the design of each block of satellites, or SEVERAL."""
    found = np.empty(-(-len(row_of) // BLOCK), np.int32)
    for k in range(len(found)):
        rows = row_of[k * BLOCK : (k + 1) * BLOCK]
        alike = True
        for i in range(len(rows)):
            alike &= rows[i] == rows[0]
        found[k] = np.int32(rows[0]) if alike else SEVERAL
    return found


@compiled_apart
def end_of_design(block_of: Singly, first: int, last: int) -> int:
    """Return where satellites like the ``first`` end, or blocks: ``first`` if its own has several."""
    row, end, last = block_of[first // BLOCK], first, min(last, first + LONGEST)
    while row != SEVERAL and end < last and block_of[end // BLOCK] == row:
        end = min((end // BLOCK + 1) * BLOCK, last)
    return end


@compiled_apart
def any_above_zero(block: Floats, column: int, n: int) -> bool:
    """Say whether any number of the first n of a block is."""
    if is_alike(block, column):
        return bool(block[column, 0] > 0.0)
    found = False
    for i in range(n):
        found |= block[column, i] > 0.0
    return found


@compiled_apart
def all_alike(block: Floats, column: int, n: int) -> bool:
    """Say whether the first n of a block have the same number."""
    return is_alike(block, column) or are_alike(block[column, :n])


@compiled_apart
def are_alike(values: Floats) -> bool:
    """Say whether all numbers are the same."""
    alike = True
    for i in range(len(values)):
        alike &= values[i] == values[0]
    return alike
