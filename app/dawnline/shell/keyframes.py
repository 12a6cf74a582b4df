"""Keyframes of the globe, computed ahead in a thread so that the window never waits for a propagator."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.present.keyframes import keyframe_span, make_keyframes
from dawnline_widgets.globe.scene import Keyframes

KEPT_PAIRS = 6
FIRST_PATIENCE_S = 60.0
PATIENCE_S = 0.012  # of a beat: for ten thousand satellites a pair is ready by then


class KeyframeSource:
    """Gives the pair of keyframes around a time, and prepares the one that playing needs next.

    ``on_ready`` is called from the thread when a pair that was asked for is there.
    """

    def __init__(self, ephemeris: Ephemeris, *, on_ready: Callable[[], None]) -> None:
        self._ephemeris = ephemeris
        self._on_ready = on_ready
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keyframes")
        self._pairs: OrderedDict[tuple[float, float], Future[Keyframes]] = OrderedDict()
        self._last: Keyframes | None = None

    def around(self, t_s: float, speed: float, *, patience_s: float = PATIENCE_S) -> Keyframes:
        """Return the pair around ``t_s``; the last one there was while the right one is being made."""
        span = keyframe_span(t_s, speed)
        wanted = self._ask(span)
        self._ask(_next_span(span, speed))
        try:
            self._last = wanted.result(timeout=patience_s if self._last else FIRST_PATIENCE_S)
        except TimeoutError:
            wanted.add_done_callback(lambda _done: self._on_ready())
        if self._last is None:
            raise TimeoutError(f"no keyframe within {FIRST_PATIENCE_S:.0f} s")
        return self._last

    def close(self) -> None:
        """End the thread."""
        self._on_ready = lambda: None
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self, span: tuple[float, float]) -> Future[Keyframes]:
        pair = self._pairs.get(span)
        if pair is None:
            pair = self._pairs[span] = self._pool.submit(make_keyframes, self._ephemeris, *span)
            if len(self._pairs) > KEPT_PAIRS:
                self._pairs.popitem(last=False)[1].cancel()
        else:
            self._pairs.move_to_end(span)
        return pair


def _next_span(span: tuple[float, float], speed: float) -> tuple[float, float]:
    """Return the span that playing at ``speed`` enters next."""
    t0_s, t1_s = span
    return (t1_s, 2 * t1_s - t0_s) if speed >= 0 else (2 * t0_s - t1_s, t0_s)
