"""A line of lanes at once: what a node does for all sources of a batch, said to the compiler as vectors.

Written as loops over lanes these cost twice as much: the compiler has to ask each time whether the rows of
two nodes lie on each other, and cannot say for which neighbours a result is news. Numbers are IEEE and the
same as those loops would give; a processor without wide registers takes a line in parts.

Arrays here are as they stand in memory: (n, LANES) times in seconds, (n, 4) neighbours and what it takes from
them and to them; nothing is checked.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types

from dawnline.network.kernels.jit import said_in_full
from dawnline.network.kernels.turning import places, turned

# Sources of a batch: two lines of a processor's cache.
LANES = 16
# As many links as a satellite of a +Grid has.
NEAR = 4

_INDEX, _BYTE, _INT, _FLOAT = ir.IntType(64), ir.IntType(8), ir.IntType(32), ir.DoubleType()
_TIMES, _NODES = ir.VectorType(_FLOAT, LANES), ir.VectorType(_INT, LANES)
_MASK = ir.IntType(LANES)
_BYTES = {_FLOAT: 8, _INT: 4}


@said_in_full
def take(_: Any, time: Any, node: Any, near: Any, near_s: Any, back_s: Any) -> Any:
    """Take for every source the best that a node's neighbours offer, and return bits.

    The first: any of it is new. The next four: what the node then has is news to that neighbour.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        line = _Line(context, builder, signature, args)
        node = line.index(1)
        mine = line.load(0, node, _TIMES)
        whom = [line.load(0, line.one(2, node, k), _TIMES) for k in range(NEAR)]
        offers = [builder.fadd(whom[k], line.all(line.one(3, node, k), _TIMES)) for k in range(NEAR)]
        best = line.less(line.less(offers[0], offers[1]), line.less(offers[2], offers[3]))
        better = builder.fcmp_ordered("<", best, mine)
        mine = builder.select(better, best, mine)
        line.store(0, node, mine)
        bits = line.any(better, 0)
        for k in range(NEAR):
            there = builder.fadd(mine, line.all(line.one(4, node, k), _TIMES))
            bits = builder.or_(bits, line.any(builder.fcmp_ordered("<", there, whom[k]), k + 1))
        return bits

    return types.uint8(time, node, near, near_s, back_s), generate


@said_in_full
def trace(_: Any, time: Any, node: Any, near: Any, near_s: Any, found: Any, row: Any) -> Any:
    """Write in a row of ``found`` the first neighbour that each source's time is from; -1 if from none."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        line = _Line(context, builder, signature, args)
        node, none = line.index(1), ir.Constant(_NODES, [-1] * LANES)
        mine, who = line.load(0, node, _TIMES), none
        for k in reversed(range(NEAR)):
            other = line.one(2, node, k)
            offer = builder.fadd(line.load(0, other, _TIMES), line.all(line.one(3, node, k), _TIMES))
            who = builder.select(builder.fcmp_ordered("==", offer, mine), line.all(other, _NODES), who)
        never = ir.Constant(_TIMES, [ir.Constant(_FLOAT, float("inf"))] * LANES)
        line.store(4, line.index(5), builder.select(builder.fcmp_ordered("<", mine, never), who, none))
        return context.get_dummy_value()

    return types.void(time, node, near, near_s, found, row), generate


@said_in_full
def hear(_: Any, time: Any, node: Any, link_s: Any, best: Any, came: Any) -> Any:
    """Put a node's number in ``came`` (LANES,) and its times and a link's in ``best``, where that is less."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        line, zero = _Line(context, builder, signature, args), ir.Constant(_INDEX, 0)
        offer = builder.fadd(line.load(0, line.index(1), _TIMES), line.all(args[2], _TIMES))
        best = line.load(3, zero, _TIMES)
        better = builder.fcmp_ordered("<", offer, best)
        line.store(3, zero, builder.select(better, offer, best))
        number = builder.trunc(line.index(1), _INT)
        line.store(4, zero, builder.select(better, line.all(number, _NODES), line.load(4, zero, _NODES)))
        return context.get_dummy_value()

    return types.void(time, node, link_s, best, came), generate


def _turning(kind: ir.Type, size: int) -> Callable[..., Any]:
    """Return what writes a square from rows of lanes to columns of rows."""

    def turn(_: Any, lines: Any, low: Any, turned: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            line, part = _Line(context, builder, signature, args), ir.VectorType(kind, size)
            for down in range(0, LANES, size):
                for along in range(0, LANES, size):
                    _turn_square(line, part, down, along)
            return context.get_dummy_value()

        return types.void(lines, low, turned), generate

    return turn


def _turn_square(line: "_Line", part: ir.VectorType, down: int, along: int) -> None:
    size, first = part.count, line.index(1)
    rows = [
        line.load(0, line.builder.add(first, ir.Constant(_INDEX, down + k)), part, along) for k in range(size)
    ]
    for k, column in enumerate(turned(line.builder, rows)):
        line.store(2, ir.Constant(_INDEX, along + k), column, down)


turn_times = said_in_full(_turning(_FLOAT, LANES // 2))
turn_nodes = said_in_full(_turning(_INT, LANES))


class _Line:
    """Reads and writes lines of the arrays that an intrinsic was given."""

    def __init__(self, context: Any, builder: Any, signature: Any, args: Any) -> None:
        self._context, self.builder, self._types, self._args = context, builder, signature.args, args

    def index(self, which: int) -> Any:
        """Return an argument as an index."""
        return self._context.cast(self.builder, self._args[which], self._types[which], types.intp)

    def one(self, which: int, node: Any, k: int) -> Any:
        """Return one value of an (n, NEAR) array."""
        row = self.builder.mul(node, ir.Constant(_INDEX, NEAR))
        place = self.builder.add(row, ir.Constant(_INDEX, k))
        return self.builder.load(self.builder.gep(self._data(which), [place]))

    def load(self, which: int, row: Any, kind: ir.VectorType, along: int = 0) -> Any:
        """Return a vector of a row of lanes."""
        return self.builder.load(self._place(which, row, kind, along), align=_BYTES[kind.element])

    def store(self, which: int, row: Any, vector: Any, along: int = 0) -> None:
        """Write a vector into a row of lanes."""
        kind = vector.type
        self.builder.store(vector, self._place(which, row, kind, along), align=_BYTES[kind.element])

    def all(self, value: Any, kind: ir.VectorType) -> Any:
        """Return a vector of one value."""
        none, zeros = ir.Constant(kind, ir.Undefined), places([0] * kind.count)
        first = self.builder.insert_element(none, value, ir.Constant(_INT, 0))
        return self.builder.shuffle_vector(first, none, zeros)

    def less(self, one: Any, other: Any) -> Any:
        """Return the lesser of two, lane by lane."""
        return self.builder.select(self.builder.fcmp_ordered("<", one, other), one, other)

    def any(self, lanes: Any, bit: int) -> Any:
        """Return a byte with a bit that says whether anything holds in any lane."""
        held = self.builder.icmp_unsigned("!=", self.builder.bitcast(lanes, _MASK), ir.Constant(_MASK, 0))
        return self.builder.shl(self.builder.zext(held, _BYTE), ir.Constant(_BYTE, bit))

    def _place(self, which: int, row: Any, kind: ir.VectorType, along: int) -> Any:
        if row.type != _INDEX:
            row = self.builder.zext(row, _INDEX)
        start = self.builder.add(
            self.builder.mul(row, ir.Constant(_INDEX, LANES)), ir.Constant(_INDEX, along)
        )
        return self.builder.bitcast(self.builder.gep(self._data(which), [start]), kind.as_pointer())

    def _data(self, which: int) -> Any:
        array = self._context.make_array(self._types[which])
        return array(self._context, self.builder, self._args[which]).data
