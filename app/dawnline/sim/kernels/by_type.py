"""Functions of kernels that are compiled in another way for other types of arguments."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba.extending import overload

F = TypeVar("F", bound=Callable[..., object])


def compiled_by_type(function: F) -> F:
    """Return a function for kernels alone: given the types of its arguments it returns what is compiled."""

    def called(*arguments: object) -> object:
        raise NotImplementedError("this is for kernels; expected no call from outside")

    called.__name__, called.__doc__ = function.__name__, function.__doc__
    # Types are what the function is given, and not what it is annotated with.
    overload(called, inline="always", strict=False)(function)
    return cast("F", called)
