"""The one way to compile a kernel: cached, without the interpreter's lock, with IEEE arithmetic as written.

No fast mathematics: the same bits on the same kind of machine, with any number of threads.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core.compiler import Compiler
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., object])

prange = numba.prange
threads: Callable[[], int] = numba.get_num_threads


def compiled(function: F) -> F:
    """Return the kernel that numba makes of a function when it is first called."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


def compiled_rows(function: F) -> F:
    """Return a kernel whose divisions by zero give infinity, as numpy's: loops over rows need no way out."""
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


class _Apart(Compiler):
    """Tells the compiler that no array a kernel is given is part of another that it is given."""

    def define_pipelines(self) -> Any:
        """Return what a kernel goes through."""
        self.state.flags.noalias = True
        return cast("Any", super()).define_pipelines()


def compiled_apart(function: F) -> F:
    """Return a kernel as `compiled_rows`, of arrays that are never part of one another; it makes none itself.

    Only so are long loops over many arrays taken many rows at a time: it is the caller who keeps them apart,
    and who holds them. References are not counted: threads that share arrays would wait for one another.
    """
    options = {"cache": True, "nogil": True, "error_model": "numpy"}
    made = cast("Any", numba.njit)(**options, pipeline_class=_Apart, _nrt=False)
    return cast("F", made(function))


def inlined(function: F) -> F:
    """Return a small kernel that becomes part of those that call it."""
    return cast("F", numba.njit(cache=True, nogil=True, inline="always")(function))


def compiled_parallel(function: F) -> F:
    """Return a kernel whose ``prange`` loops are shared among threads; each turn writes its own rows."""
    return cast("F", numba.njit(cache=True, nogil=True, parallel=True)(function))


def said_in_full(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what kernels call and a function writes for them, instruction by instruction."""
    return cast("Callable[..., Any]", intrinsic(function))
