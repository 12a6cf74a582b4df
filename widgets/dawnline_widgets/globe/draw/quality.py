"""How finely the Earth is drawn while the camera moves, by the time that frames take."""

LOW, NORMAL, HIGH = 0, 1, 2

_FRAMES = 12  # that a judgement is made of: their median, so that one slow frame says nothing
_SLOW_S = 1.0 / 22.0  # a drag begins to stutter
_FAST_S = 1.0 / 160.0  # with the next level, twice as dear, sixty frames a second are still had
_LONGEST_PATIENCE = 64


class QualityChoice:
    """Chooses LOW, NORMAL or HIGH from measured frames of a moving camera.

    Slow frames lower it at once. Fast ones raise it, and if the higher level then proves too slow, the next
    attempt waits twice as many judgements: it does not swing.
    """

    def __init__(self, level: int = NORMAL) -> None:
        self.level = level
        self._seconds: list[float] = []
        self._patience = 1
        self._fast_times = 0
        self._raised = False

    def feed(self, seconds: float) -> int:
        """Take what a frame with a moving camera took (s); return the level for the next."""
        self._seconds.append(seconds)
        if len(self._seconds) < _FRAMES:
            return self.level
        median_s = sorted(self._seconds)[_FRAMES // 2]
        self._seconds.clear()
        if median_s > _SLOW_S and self.level > LOW:
            if self._raised:
                self._patience = min(2 * self._patience, _LONGEST_PATIENCE)
            self.level -= 1
            self._fast_times, self._raised = 0, False
        elif median_s < _FAST_S and self.level < HIGH:
            self._fast_times += 1
            if self._fast_times >= self._patience:
                self.level += 1
                self._fast_times, self._raised = 0, True
        else:
            self._fast_times = 0
        return self.level
