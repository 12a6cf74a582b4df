"""Eight satellites' designs laid out at once: their rows of the table, turned in registers.

Number by number, the looking up takes half of a step where designs change from satellite to satellite.
"""

from typing import Any

from llvmlite import ir
from numba import types

from dawnline.network.kernels.jit import said_in_full
from dawnline.network.kernels.turning import turned

# Satellites, and columns, of a square.
EIGHT = 8
_INDEX, _BYTES = ir.IntType(64), 8
_NUMBERS = ir.VectorType(ir.DoubleType(), EIGHT)


@said_in_full
def lay_eight(_: Any, designs: Any, row_of: Any, first: Any, k: Any, columns: Any, block: Any) -> Any:
    """Write eight numbers, from ``k`` on, of the designs of eight satellites, from ``first`` on.

    ``designs`` (d, m) are float64, ``row_of`` (n,) uint16, ``columns`` (m,) int64 the row of ``block`` that
    each number goes to; all as they stand in memory, and nothing is checked.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        table, rows, into, block = (
            context.make_array(signature.args[which])(context, builder, args[which]) for which in (0, 1, 4, 5)
        )
        first, k = (context.cast(builder, args[w], signature.args[w], types.intp) for w in (2, 3))
        steps = [ir.Constant(_INDEX, step) for step in range(EIGHT)]

        def one(array: Any, place: Any) -> Any:
            return builder.load(builder.gep(array.data, [place]))

        def eight(array: Any, row: Any, along: Any) -> Any:
            width = builder.extract_value(array.shape, 1)
            data = builder.gep(array.data, [builder.add(builder.mul(row, width), along)])
            return builder.bitcast(data, _NUMBERS.as_pointer())

        designs = [builder.zext(one(rows, builder.add(first, step)), _INDEX) for step in steps]
        square = [builder.load(eight(table, design, k), align=_BYTES) for design in designs]
        for step, numbers in zip(steps, turned(builder, square), strict=True):
            column = one(into, builder.add(k, step))
            builder.store(numbers, eight(block, column, first), align=_BYTES)
        return context.get_dummy_value()

    return types.void(designs, row_of, first, k, columns, block), generate
