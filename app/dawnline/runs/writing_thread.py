"""One thread that writes while the caller computes the next frame: in order, and never far behind."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec

P = ParamSpec("P")

# How many calls may wait: enough to hide the encoding of a tile, little enough to hold no memory.
MAX_WAITING = 8


class WritingThread:
    """Does calls one after the other; an error comes out of a later `do`, or of leaving the context."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dawnline-writing")
        self._waiting: deque[Future[object]] = deque()

    def __enter__(self) -> "WritingThread":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True)
        if kind is None:
            for done in self._waiting:
                done.result()

    def do(self, call: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Let a call be done after all before it; waits while too many are ahead of it."""
        self._waiting.append(self._pool.submit(call, *args, **kwargs))
        while len(self._waiting) > MAX_WAITING or (self._waiting and self._waiting[0].done()):
            self._waiting.popleft().result()
