"""Squares of numbers in registers, turned: what were rows are then columns."""

from typing import Any

from llvmlite import ir

_INT = ir.IntType(32)


def turned(builder: Any, rows: list[Any]) -> list[Any]:
    """Return the columns of a square, given its rows as vectors; their number is a power of two."""
    rows, size = list(rows), len(rows)
    half = size // 2
    while half:
        # Squares of half the size change places across the diagonal.
        low = [k if not k & half else size + k - half for k in range(size)]
        for k in range(size):
            if not k & half:
                one, other = rows[k], rows[k + half]
                rows[k] = builder.shuffle_vector(one, other, places(low))
                rows[k + half] = builder.shuffle_vector(one, other, places([j + half for j in low]))
        half //= 2
    return rows


def places(which: list[int]) -> ir.Constant:
    """Return the places that a shuffle takes from two vectors."""
    return ir.Constant(ir.VectorType(_INT, len(which)), which)
