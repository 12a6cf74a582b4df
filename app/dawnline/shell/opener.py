"""Opening in a thread: the window lives meanwhile, and shows what it showed until the new is there."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from dawnline.commands.complaint import CommandError

T = TypeVar("T")
_THREADS = 2  # what is asked for now need not wait for the end of what was cancelled


@dataclass(frozen=True, eq=False)
class _Job:
    """One opening: its thread's promise, and what to do with what comes of it."""

    future: "Future[Any]"
    take: Callable[[Any], None]
    refuse: Callable[[CommandError], None]
    drop: Callable[[Any], None]


class Opener(QObject):
    """Opens one thing at a time; another one, or ``cancel``, takes its place at once.

    ``make`` runs in a thread. Then, in the thread of this object, ``take`` gets what it returned, or
    ``refuse`` the CommandError that it raised. What nobody waits for any more is handed to ``drop``.
    """

    _made = Signal(object)  # from a thread: a job has ended

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._current: _Job | None = None
        self._jobs: list[_Job] = []  # all that are not settled
        self._pool = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix=name)
        # Never at once, also where the thread was faster than this one: who asks is not told while it asks.
        self._made.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Return whether something is awaited."""
        return self._current is not None

    def begin(
        self,
        make: Callable[[], T],
        *,
        take: Callable[[T], None],
        refuse: Callable[[CommandError], None],
        drop: Callable[[T], None],
    ) -> None:
        """Open something, in place of what is being opened."""
        job = _Job(self._pool.submit(make), take, refuse, drop)
        self._current = job
        self._jobs.append(job)
        job.future.add_done_callback(lambda _done: self._made.emit(job))

    def cancel(self) -> None:
        """Await nothing any more; what the thread is at comes to its end and is dropped."""
        if self._current is not None:
            self._current.future.cancel()
        self._current = None

    def close(self) -> None:
        """End the threads; nobody is told of anything any more."""
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job in tuple(self._jobs):
            self._settle(job)

    def _settle(self, job: _Job) -> None:
        if job not in self._jobs:  # closed meanwhile
            return
        self._jobs.remove(job)
        wanted = job is self._current
        if wanted:
            self._current = None
        try:
            made = job.future.result()
        except CancelledError:
            return
        except CommandError as error:
            if wanted:
                job.refuse(error)
            return
        except Exception as error:
            if wanted:
                job.refuse(CommandError(f"a fault of the program: {error}"))
            raise  # to be told as any fault
        (job.take if wanted else job.drop)(made)
