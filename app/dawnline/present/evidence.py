"""What a run file says of one entity at one frame: values, and since when they have been so."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.clock import moment_text
from dawnline.present.numbers import show
from dawnline.present.recorded import channel_of, series_of
from dawnline.recording.recording import Recording

UMBRA, PENUMBRA, SUNLIGHT = 0, 1, 2
# Of the Sun's disc: less than a run file's rounding is nothing.
_NOTHING_FRAC = 5e-4


@dataclass(frozen=True)
class Spell:
    """How long something has been as it is now; None where the run file does not tell.

    ``exact`` is false where values before ``since_s`` are lost: it may have begun earlier.
    """

    since_s: float | None
    until_s: float | None
    exact: bool = True


class Evidence:
    """The recorded values of one entity at one frame."""

    def __init__(self, recording: Recording, ref: EntityRef, frame: int, cache: SceneCache) -> None:
        self.recording = recording
        self.ref = ref
        self.frame = frame
        self._cache = cache

    def series(self, key: str) -> tuple[NDArray[np.float64], NDArray[Any]]:
        """Return times (k,) and values (k,) of a channel over all there is."""
        recording, ref = self.recording, self.ref
        wanted = ("series", ref, key, recording.revision)
        return self._cache.get(recording, wanted, lambda: series_of(recording, ref, key))

    def value(self, key: str) -> float:
        """Return a value in stored units, NaN if it is lost."""
        return float(self.series(key)[1][self.frame])

    def code(self, key: str) -> str:
        """Return the word of a code as the catalogue has it, empty if it is lost."""
        codes = channel_of(self.recording, self.ref.kind, key).codes
        code = int(self.series(key)[1][self.frame])
        return codes[code] if code < len(codes) else ""

    def text(self, key: str) -> str:
        """Return a value as people read it; ``unknown`` if it is lost."""
        return show(channel_of(self.recording, self.ref.kind, key), self.value(key))

    def spell(self, key: str) -> Spell:
        """Return since when, and until when, a code is what it is at this frame."""
        times_s, codes = self.series(key)
        return spell_at(times_s, codes, self.frame, unknown=codes == 255)

    def phase(self) -> int | None:
        """Return whether it is in umbra, penumbra or sunlight; None if that is lost."""
        lit = self.value("sunlit_frac")
        return None if np.isnan(lit) else int(_phases(np.array([lit]))[0])

    def phase_spell(self) -> Spell:
        """Return since when, and until when, it is in this phase of sunlight."""
        times_s, lit = self.series("sunlit_frac")
        lit = lit.astype(np.float64)
        return spell_at(times_s, _phases(lit), self.frame, unknown=np.isnan(lit))

    def span(self, spell: Spell) -> str:
        """Return a spell in words: ``since 06:02:10, until 06:35:10``."""
        header = self.recording.header
        now_s = self.frame * header.step_s
        since = "since the start of the run"
        if spell.since_s is not None:
            since = f"since {moment_text(header.epoch, spell.since_s, now_s)}"
        since += "" if spell.exact else " or before"
        if spell.until_s is None:
            return since
        return f"{since}, until {moment_text(header.epoch, spell.until_s, now_s)}"


def spell_at(
    times_s: NDArray[np.float64], values: NDArray[np.generic], at: int, *, unknown: NDArray[np.bool_]
) -> Spell:
    """Return the stretch of equal values around index ``at`` of (k,) values.

    It began at its first frame and ended at the first frame after it. A stretch that begins with the run has
    no known beginning, one that reaches the end of what is recorded no known end, and lost values bound none.
    """
    differs = (values != values[at]) | unknown
    before = np.flatnonzero(differs[:at])
    after = np.flatnonzero(differs[at + 1 :])
    since_s = until_s = None
    exact = True
    if before.size:
        since_s = float(times_s[before[-1] + 1])
        exact = not unknown[before[-1]]
    if after.size and not unknown[at + 1 + after[0]]:
        until_s = float(times_s[at + 1 + after[0]])
    return Spell(since_s, until_s, exact)


def _phases(lit: NDArray[np.float64]) -> NDArray[np.uint8]:
    with np.errstate(invalid="ignore"):
        phases = np.where(lit >= 1.0 - _NOTHING_FRAC, SUNLIGHT, PENUMBRA)
        phases[lit <= _NOTHING_FRAC] = UMBRA
    return phases.astype(np.uint8)
