"""Two runs side by side: what a person wants to know of a branch and the run that it left.

Sums are those of the ledger and of counts, from the first frame at a time (that of the branch) to the
playhead; a row is there only where both runs have recorded it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import Kind
from dawnline.present.cache import SceneCache
from dawnline.present.numbers import count, power, three_digits
from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording

HOUR_S = 3600.0
KWH_J = 3.6e6
_ROUNDING = 1e-9
_FEW = 100.0  # numbers below have three digits, those above no decimals


@dataclass(frozen=True)
class Compared:
    """One number of both runs: what it is called, its unit, whether it is of now or since the branch."""

    key: str
    title: str
    unit: str
    since: bool
    one: float
    other: float

    @property
    def difference(self) -> float:
        """Return how much more the other run has; what is left of rounding is nothing."""
        more = self.other - self.one
        return 0.0 if abs(more) <= _ROUNDING * max(abs(self.one), abs(self.other), 1.0) else more

    @property
    def words(self) -> str:
        """Return the difference in words: ``unserved +1,240 GPU h``."""
        size = abs(self.difference)
        if not math.isfinite(size):
            return f"{self.title} unknown"
        if self.unit == "W":
            shown = power(size)
        else:
            number = count(size) if size >= _FEW or size == round(size) else three_digits(size)
            shown = f"{number} {self.unit}".rstrip()
        sign = (
            "+"
            if self.difference > 0.0
            else "\N{MINUS SIGN}"
            if self.difference < 0.0
            else "\N{PLUS-MINUS SIGN}"
        )
        return f"{self.title} {sign}{shown}"


class NotComparable(Exception):  # noqa: N818 - a finding in words
    """Two runs that do not share their clock; the message says which and why."""


def compare(one: Recording, other: Recording, t_s: float, since_s: float) -> tuple[Compared, ...]:
    """Return what two runs have at ``t_s``, and from ``since_s`` to there, as far as both reach.

    Raise NotComparable if they do not begin at one moment and have one step.
    """
    check_comparable(one, other)
    frame = min(one.frame_index_at(t_s), other.frame_index_at(t_s))
    first = max(1, math.ceil(since_s / one.header.step_s * (1 - 1e-12)))
    rows: list[Compared] = []

    def add(
        key: str, title: str, unit: str, *, since: bool, ask: Callable[[Recording], float | None]
    ) -> None:
        mine, theirs = ask(one), ask(other)
        if mine is not None and theirs is not None:
            rows.append(Compared(key, title, unit, since, mine, theirs))

    def total(
        kind: Kind, chosen: Callable[[str], bool], scale: float = 1.0
    ) -> Callable[[Recording], float | None]:
        return lambda run: _ledger_sum(run, ((kind, chosen),), first, frame, scale)

    def everywhere(chosen: Callable[[str], bool], scale: float = 1.0) -> Callable[[Recording], float | None]:
        both: tuple[Kind, ...] = ("satellite", "site")
        return lambda run: _ledger_sum(run, tuple((kind, chosen) for kind in both), first, frame, scale)

    add(
        "unserved",
        "unserved now",
        "GPUs",
        since=False,
        ask=lambda run: _now(run, (("workload", "unserved"),), frame),
    )
    add(
        "unserved_gpu_h",
        "unserved",
        "GPU h",
        since=True,
        ask=total("workload", lambda key: key == "unserved_accelerator_s", 1.0 / HOUR_S),
    )
    add("requests_served", "requests served", "", since=True, ask=total("workload", "requests_served".__eq__))
    add(
        "requests_dropped",
        "requests turned away",
        "",
        since=True,
        ask=total("workload", lambda key: key.startswith("requests_dropped")),
    )
    add(
        "late_first_tokens",
        "late first tokens",
        "",
        since=True,
        ask=lambda run: _count_sum(run, "workload", "missed_ttft", first, frame),
    )
    add(
        "power_w",
        "power now",
        "W",
        since=False,
        ask=lambda run: _now(run, (("satellite", "load_w"), ("site", "load_w")), frame),
    )
    add(
        "energy_kwh",
        "energy",
        "kWh",
        since=True,
        ask=everywhere(lambda key: key in {"load_j", "energy_j"}, 1.0 / KWH_J),
    )
    add("cost_usd", "cost", "$", since=True, ask=everywhere(lambda key: key.endswith("_usd")))
    add("carbon_kg", "carbon", "kg CO2", since=True, ask=everywhere(lambda key: key == "carbon_kg"))
    return tuple(rows)


def compare_words(
    one: Recording, other: Recording, t_s: float, since_s: float, cache: SceneCache | None = None
) -> str:
    """Return what differs now in one line, since the branch; in words also where nothing does."""
    cache = cache or SceneCache()
    frame = min(one.frame_index_at(t_s), other.frame_index_at(t_s))
    key = (id(other), frame, since_s)
    return cache.latest(one, "compare", key, lambda: _line(one, other, t_s, since_s))


def _line(one: Recording, other: Recording, t_s: float, since_s: float) -> str:
    if not (one.frame_count and other.frame_count) or t_s < since_s:
        return "the same up to the branch"
    rows = compare(one, other, t_s, since_s)
    told = [row.words for row in rows if row.difference and (row.since or row.key == "power_w")]
    return "  \N{MIDDLE DOT}  ".join(told) or "no difference so far"


def check_comparable(one: Recording, other: Recording) -> None:
    """Raise NotComparable if two runs do not begin at one moment and have one step."""
    first, second = one.header, other.header
    if abs(first.epoch.seconds_since(second.epoch)) > 1e-3 or first.step_s != second.step_s:
        raise NotComparable(
            f"{one.path.name} begins at {first.epoch.iso()} in steps of {first.step_s:g} s, "
            f"{other.path.name} at {second.epoch.iso()} in steps of {second.step_s:g} s; "
            "expected two runs of one start and step"
        )


def _now(run: Recording, channels: tuple[tuple[Kind, str], ...], frame: int) -> float | None:
    if not all(is_recorded(run, kind, key) and kind in run.header.fleet.tables for kind, key in channels):
        return None
    return sum(float(np.nansum(values_of(run, kind, key, frame), dtype=np.float64)) for kind, key in channels)


def _ledger_sum(
    run: Recording,
    chosen: tuple[tuple[Kind, Callable[[str], bool]], ...],
    first: int,
    frame: int,
    scale: float,
) -> float | None:
    columns = [(kind, key) for kind, is_chosen in chosen for key in run.ledger_keys(kind) if is_chosen(key)]
    if not columns:
        return None
    totals = [run.ledger(kind, key)[1][first : frame + 1] for kind, key in columns]
    return scale * sum(float(np.nansum(values)) for values in totals)


def _count_sum(run: Recording, kind: Kind, key: str, first: int, frame: int) -> float | None:
    if not is_recorded(run, kind, key):
        return None
    step_s, total = run.header.step_s, 0
    for index in range(len(run.header.fleet.tables[kind])):
        _, values = run.series(kind, key, index, first * step_s, frame * step_s)
        total += int(np.maximum(values.astype(np.int64), 0).sum())  # what is lost is -1
    return float(total)
