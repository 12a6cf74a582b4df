"""Keyframes of the globe, computed ahead in a thread so that the window never waits for a propagator."""

from collections import OrderedDict
from collections.abc import Callable

from dawnline.orbits.ephemeris import Ephemeris
from dawnline.present.keyframes import FAR_PIXEL_M, Instant, between, instant, keyframe_span
from dawnline.shell.ahead import PATIENCE_S, Ahead
from dawnline_widgets.globe.scene import Keyframes

KEPT_PAIRS = 6
KEPT_INSTANTS = 3  # the ends of a pair, and the end of the next
Span = tuple[float, float]


class KeyframeSource:
    """Gives the pair of keyframes around a time, and prepares the one that playing needs next.

    ``on_ready`` is called from the thread when a pair that was asked for is there.
    """

    def __init__(self, ephemeris: Ephemeris, *, on_ready: Callable[[], None]) -> None:
        self._ephemeris = ephemeris
        self._ahead = Ahead("keyframes", on_ready=on_ready, kept=KEPT_PAIRS)
        self._instants: OrderedDict[float, Instant] = OrderedDict()  # of the thread

    def around(
        self,
        t_s: float,
        speed: float,
        *,
        metres_per_pixel: float = FAR_PIXEL_M,
        patience_s: float = PATIENCE_S,
    ) -> Keyframes | None:
        """Return the pair around ``t_s``; the last one, or None, while the right one is being made."""
        span = keyframe_span(t_s, speed, metres_per_pixel)
        with self._ahead.patient(patience_s):
            pair = self._ahead.get("pair", span, lambda _cache: self._make(span))
        following = _next_span(span, speed)
        self._ahead.prepare("pair", following, lambda _cache: self._make(following))
        return pair

    def close(self) -> None:
        """End the thread."""
        self._ahead.close()

    def _make(self, span: Span) -> Keyframes:
        first, second = self._instant(span[0]), self._instant(span[1])
        pair = between(self._ephemeris, first, second)
        _ = pair.vertices, pair.boxes  # worked out here, not where it is drawn and picked
        return pair

    def _instant(self, t_s: float) -> Instant:
        """Return the satellites at one time; the next pair begins with the arrays that this one ends with."""
        made = self._instants.pop(t_s, None) or instant(self._ephemeris, t_s)
        self._instants[t_s] = made
        if len(self._instants) > KEPT_INSTANTS:
            self._instants.popitem(last=False)
        return made


def _next_span(span: Span, speed: float) -> Span:
    """Return the span that playing at ``speed`` enters next."""
    t0_s, t1_s = span
    return (t1_s, 2 * t1_s - t0_s) if speed >= 0 else (2 * t0_s - t1_s, t0_s)
