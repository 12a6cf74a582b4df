"""What takes long, made in a thread: the window asks for it by key and shows the last one meanwhile."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from dawnline.present.cache import SceneCache

KEPT = 4  # results of a slot: what is shown, what comes next, and where one came from
PATIENCE_S = 0.012  # of a beat: for ten thousand satellites everything is ready by then
FIRST_PATIENCE_S = 0.05  # while there is nothing to show yet: a run of ten thousand opens without a gap

T = TypeVar("T")
Make = Callable[[SceneCache], T]


class Ahead:
    """Makes the results of pure functions in one thread.

    A slot is one thing that is shown, such as the style of the satellites; its keys tell its results apart.
    Everything but the making happens in the thread that asks. ``on_ready`` is called from the other one, once
    for each result that somebody asked for and did not get at once. Who has waited in vain once does not wait
    again before that result is there: the window is held once by a seek, however many places ask.

    Parameters
    ----------
    name : of the thread.
    kept : how many results a slot keeps.
    """

    def __init__(self, name: str, *, on_ready: Callable[[], None], kept: int = KEPT) -> None:
        self._on_ready = on_ready
        self._kept = kept
        self._patience_s = PATIENCE_S
        self._late: Future[Any] | None = None  # what was waited for in vain last
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._cache = SceneCache()  # the thread's own
        self._slots: dict[str, _Slot] = {}

    def get(self, slot: str, key: Hashable, make: Make[T]) -> T | None:
        """Return the result for a key, else the last one that was asked for and is there, else None."""
        place = self._slots.setdefault(slot, _Slot())
        if key not in place.made:
            place.forget_waiting()
        wanted = self._made(place, key, make)
        try:
            place.show(key, wanted.result(timeout=self._patience_for(place)))
        except TimeoutError:
            self._late = wanted
            if key not in place.told:
                place.told.add(key)
                wanted.add_done_callback(lambda _done: self._on_ready())
            place.show_newest_asked()
        return place.last  # type: ignore[no-any-return]

    def prepare(self, slot: str, key: Hashable, make: Make[Any]) -> None:
        """Make what will be asked for soon."""
        self._made(self._slots.setdefault(slot, _Slot()), key, make)

    def forget(self) -> None:
        """Forget everything that was made: it is of a run that is closed."""
        for place in self._slots.values():
            place.forget_waiting()
        self._slots.clear()

    @contextmanager
    def patient(self, patience_s: float) -> Iterator[None]:
        """Wait for what is right rather than show what was last: for pictures."""
        before, self._patience_s = self._patience_s, patience_s
        try:
            yield
        finally:
            self._patience_s = before

    def close(self) -> None:
        """End the thread; nobody is told of anything any more."""
        self._on_ready = lambda: None
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _patience_for(self, place: "_Slot") -> float:
        if self._patience_s > PATIENCE_S or self._patience_s <= 0.0:
            return self._patience_s  # for pictures; or for what nobody waits for
        if self._late is not None and not self._late.done():
            return 0.0
        return FIRST_PATIENCE_S if place.last is None else self._patience_s

    def _made(self, place: "_Slot", key: Hashable, make: Make[Any]) -> Future[Any]:
        made = place.made.get(key)
        if made is None:
            made = place.made[key] = self._pool.submit(make, self._cache)
            while len(place.made) > self._kept:
                place.drop_oldest()
        else:
            place.made.move_to_end(key)
        return made


class _Slot:
    """The results of one slot, those used last at the end."""

    def __init__(self) -> None:
        self.made: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self.told: set[Hashable] = set()  # keys that somebody waits for
        self.last_key: Hashable = None
        self.last: Any = None

    def show(self, key: Hashable, result: Any) -> None:
        """Remember what is shown."""
        self.last_key, self.last = key, result

    def show_newest_asked(self) -> None:
        """Show the last result that somebody waited for, if it came after the one that is shown."""
        for key in reversed(self.made):
            made = self.made[key]
            if key == self.last_key:
                return
            if key in self.told and made.done() and made.exception() is None:
                self.show(key, made.result())
                return

    def forget_waiting(self) -> None:
        """Drop what nobody waits for any more and is not begun."""
        for key in [key for key, made in self.made.items() if made.cancel()]:
            self._forget(key)

    def drop_oldest(self) -> None:
        """Drop what was used longest ago."""
        key = next(iter(self.made))
        self.made[key].cancel()
        self._forget(key)

    def _forget(self, key: Hashable) -> None:
        del self.made[key]
        self.told.discard(key)
