"""The witness: what a run file says of anybody at one frame, and since when; the maker of causes.

Reads one value, one entity's series, or one frame of a channel. What was never recorded is NaN or "".
"""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.cache import SceneCache
from dawnline.present.causes.cause import Cause
from dawnline.present.clock import date_text, time_text
from dawnline.present.evidence import Evidence, Spell, spell_at
from dawnline.present.numbers import show
from dawnline.present.recorded import channel_of, is_recorded, values_of
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy

Holds = Callable[[NDArray[Any]], NDArray[np.bool_]]
# (one end, other end, seconds) -> why there is no way between them, "" where it is not known. Of one place
# twice: why it has no link to a satellite.
NoWay = Callable[[EntityRef, EntityRef, float], str]
NO_SPELL = Spell(None, None)


def nobody_knows(one: EntityRef, other: EntityRef, t_s: float) -> str:
    """Return "": the network is not asked."""
    del one, other, t_s
    return ""


class Witness:
    """Recorded values of a run at one frame."""

    def __init__(
        self, recording: Recording, frame: int, cache: SceneCache, no_way: NoWay = nobody_knows
    ) -> None:
        self.recording = recording
        self.header = recording.header
        self.fleet = recording.header.fleet
        self.frame = frame
        self.now_s = frame * recording.header.step_s
        self.no_way = no_way
        self._cache = cache

    def at(self, frame: int) -> "Witness":
        """Return the witness of another frame."""
        return Witness(self.recording, frame, self._cache, self.no_way)

    def has(self, kind: Kind, key: str) -> bool:
        """Say whether the run has a channel."""
        return kind in self.fleet.tables and is_recorded(self.recording, kind, key)

    def of(self, ref: EntityRef) -> Evidence:
        """Return everything of one entity."""
        return Evidence(self.recording, ref, self.frame, self._cache)

    def value(self, ref: EntityRef, key: str) -> float:
        """Return a value in stored units; NaN if it is lost or was never recorded."""
        if not self.has(ref.kind, key):
            return math.nan
        value = float(self.of(ref).series(key)[1][self.frame])
        is_lost = value < 0.0 and channel_of(self.recording, ref.kind, key).encoding == "count"
        return math.nan if is_lost and key != "entry_satellite" else value

    def word(self, ref: EntityRef, key: str) -> str:
        """Return the word of a code; "" if it is lost or was never recorded."""
        return self.of(ref).code(key) if self.has(ref.kind, key) else ""

    def text(self, ref: EntityRef, key: str) -> str:
        """Return a value as people read it."""
        return show(channel_of(self.recording, ref.kind, key), self.value(ref, key))

    def all(self, kind: Kind, key: str) -> NDArray[Any]:
        """Return (n,) values of everybody at the frame; unknown ones where nothing is recorded."""
        return values_of(self.recording, kind, key, self.frame)

    def spell(self, ref: EntityRef, key: str, holds: Holds | None = None) -> Spell:
        """Return since when, and until when, a code is what it is, or a condition holds of the values."""
        if not self.has(ref.kind, key):
            return NO_SPELL
        times_s, values = self.of(ref).series(key)
        if holds is None:
            return spell_at(times_s, values, self.frame, unknown=values == 255)
        number = values.astype(np.float64)
        with np.errstate(invalid="ignore"):
            return spell_at(times_s, holds(number), self.frame, unknown=np.isnan(number))

    def spell_of_nan(self, ref: EntityRef, key: str) -> Spell:
        """Return since when, and until when, a channel has no value: of those that mean "no way" by it."""
        times_s, values = self.of(ref).series(key)
        none = np.isnan(values.astype(np.float64))
        return spell_at(times_s, none, self.frame, unknown=np.zeros(len(none), np.bool_))

    def name(self, ref: EntityRef) -> str:
        """Return what people call an entity."""
        return self.fleet.tables[ref.kind].names[ref.index]

    def clock(self, t_s: float) -> str:
        """Return ``12:03 UTC``, with seconds where there are some, and a date where it is of another day."""
        epoch = self.header.epoch
        time, date, today = time_text(epoch, t_s), date_text(epoch, t_s), date_text(epoch, self.now_s)
        time = time.removesuffix(":00")
        if date == today:
            return f"{time} UTC"
        return f"{date[5:] if date[:4] == today[:4] else date} {time} UTC"

    def span(self, spell: Spell) -> str:
        """Return ``since 12:03 UTC, until 12:39 UTC``; "since the start of the run" where it is older."""
        since = (
            "since the start of the run" if spell.since_s is None else f"since {self.clock(spell.since_s)}"
        )
        since += "" if spell.exact else " or before"
        return since if spell.until_s is None else f"{since}, until {self.clock(spell.until_s)}"

    def cause(
        self,
        kind: str,
        ref: EntityRef,
        text: str,
        key: str,
        *,
        limit: float | None = None,
        spell: Spell = NO_SPELL,
        value: float | None = None,
    ) -> Cause:
        """Return a cause that rests on a recorded value of the frame."""
        channel = channel_of(self.recording, ref.kind, key)
        number = self.value(ref, key) if value is None else value
        is_code = channel.encoding == "code"
        return Cause(
            kind, ref, text, key,
            value=number if math.isfinite(number) and not is_code else None,
            unit="" if is_code else channel.unit,
            word=self.word(ref, key) if is_code else "",
            t_s=self.now_s, limit=limit, since_s=spell.since_s, until_s=spell.until_s,
        )  # fmt: skip

    def policy(self, key: str) -> Any:
        """Return a value of the scenario's policy, the usual one where it says none; None without one."""
        policy = self._document().get("policy")
        return None if policy is None else policy.get(key, getattr(PlacementPolicy(), key, None))

    def events(self, *kinds: str) -> tuple[Event, ...]:
        """Return the events of some kinds that hold now."""
        return tuple(event for event in self.header.events if event.kind in kinds and event.is_on(self.now_s))

    def _document(self) -> dict[str, Any]:
        def parsed() -> dict[str, Any]:
            try:
                found = json.loads(self.header.document)
            except ValueError:
                return {}
            return found if isinstance(found, dict) else {}

        return self._cache.get(self.recording, "document", parsed)
