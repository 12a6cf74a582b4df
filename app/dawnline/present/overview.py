"""The whole run, when nothing is selected: totals now, and over time."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.present.cache import SceneCache
from dawnline.present.fleet_sizes import satellites_by_fleet, sites_by_fleet
from dawnline.present.headline import Figures, figures
from dawnline.present.inspector_scene import InspectorScene
from dawnline.present.numbers import DASH, code_word, count, duration, power
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.strips import stack, window_s, within
from dawnline.present.there import there
from dawnline.present.working import planned
from dawnline.present.working.full import WORD, full
from dawnline.recording.recording import Recording
from dawnline.scenario.about import About
from dawnline.telemetry.channel import Channel
from dawnline_widgets.charts.scene import Strip, StripStack

Floats = NDArray[np.float64]
# Totals that the ledger keeps of each step: kind, key, title, unit, shown scale of a rate, colour.
_TOTALS: tuple[tuple[Kind, str, str, str, float, str], ...] = (
    ("satellite", "load_j", "Power drawn in orbit", "MW", 1e-6, "dawn"),
    ("satellite", "stored_j", "Into batteries", "MW", 1e-6, "violet"),
    ("site", "energy_j", "Power drawn on the ground", "MW", 1e-6, "rose"),
    ("workload", "demand_accelerator_s", "GPUs asked for", "GPUs", 1.0, "sky"),
    ("workload", "unserved_accelerator_s", "GPUs not served", "GPUs", 1.0, "rose"),
)
# No limiter's codes, and not that of a lost one.
_FULL, _AT_PLAN = 254, 253


@dataclass(frozen=True)
class Totals:
    """Sums over a whole fleet at one frame: the figures of the top bar, counts by limiter."""

    figures: Figures
    limiters: tuple[str, ...]


def totals_of(recording: Recording, t_s: float, cache: SceneCache) -> Totals:
    """Return the totals at a time; of a million satellites they take a while."""
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    limiters = cache.latest(recording, "limiters", frame, lambda: _limiter_lines(recording, frame))
    return Totals(figures(recording, t_s, cache), limiters)


def overview_scene(
    recording: Recording, t_s: float, cache: SceneCache, totals: Totals | None = None
) -> InspectorScene:
    """Return title, counts by limiter, totals now and over time, and what to know of the run.

    ``totals`` are those of the time where they were asked for already, in a thread.
    """
    header = recording.header
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    totals = totals or totals_of(recording, t_s, cache)
    return InspectorScene(
        key=(header, None),
        title=header.title,
        subtitle=f"{duration(header.duration_s)} from {header.epoch.iso()[:16].replace('T', ' ')} UTC",
        status=None,
        status_word="",
        why_title="What holds them back?",
        why=totals.limiters,
        budget=(),
        values=tuple((figure.label, figure.value) for figure in totals.figures),
        facts=_facts(recording, cache),
        strips=_strips(recording, t_s, frame, cache),
        provenance=(*header.warnings, *_said(header.about)),
    )


def _said(about: About) -> tuple[str, ...]:
    """Return what a scenario says of its numbers, a line each."""
    sources = tuple(f"{source.confidence.capitalize()}: {source.text}" for source in about.sources)
    return (*sources, *(f"Not modelled: {text}" for text in about.not_modelled))


def _limiter_lines(recording: Recording, frame: int | None) -> tuple[str, ...]:
    if frame is None:
        return ("Unknown: nothing is recorded yet.",)
    lines = []
    kinds: tuple[tuple[Kind, str], ...] = (("satellite", "Satellites"), ("site", "Sites"))
    for kind, title in kinds:
        channel = channel_of(recording, kind, "limiter")
        codes = values_of(recording, kind, "limiter", frame).astype(np.uint8)
        codes[planned.at_plan(recording, kind, frame)] = _AT_PLAN
        codes[full(recording, kind, frame)] = _FULL
        counts = np.bincount(codes[there(recording, kind, frame)])
        order = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]]
        parts = [f"{_held_by(channel, code)} {count(int(counts[code]))}" for code in order]
        if parts:
            lines.append(f"{title}: {', '.join(parts)}.")
    return tuple(lines)


def _held_by(channel: Channel, code: int) -> str:
    if code in {_FULL, _AT_PLAN}:
        return WORD if code == _FULL else planned.WORD
    word = code_word(channel, code)
    # Not "at full power": who trains or has no accelerators draws less, and nothing holds it back.
    # And who is half busy is not without work.
    return {"none": "held back by nothing", "no work": "too little work"}.get(word, word)


def _facts(recording: Recording, cache: SceneCache) -> tuple[tuple[str, str], ...]:
    header = recording.header
    sizes = satellites_by_fleet(recording, cache) + sites_by_fleet(recording, cache)
    groups = tuple(
        (
            group.title or group.name,
            f"{count(int(size))} {group.holds}{'' if size == 1 else 's'}, {group.origin}",
        )
        for group, size in zip(header.fleet.groups, sizes, strict=True)
    )
    return (
        *groups,
        (
            "Frames",
            f"{count(recording.frame_count)} of {count(header.frame_count)}, {header.step_s:g} s apart",
        ),
        ("Seed", str(header.seed)),
    )


def _strips(recording: Recording, t_s: float, frame: int | None, cache: SceneCache) -> StripStack:
    window = window_s(t_s, recording.header.duration_s)
    strips = []
    for kind, key, title, unit, scale, colour in _TOTALS:
        if frame is None or key not in recording.ledger_keys(kind) or not recording.header.fleet.tables[kind]:
            continue
        wanted = ("total", kind, key, window, recording.revision)
        times_s, rates = cache.get(recording, wanted[:3] + wanted[4:], partial(_rates, recording, kind, key))
        line = cache.get(recording, wanted, partial(within, times_s, rates * scale, window))
        strips.append(
            Strip(
                key=(recording.header, *wanted),
                title=title,
                unit=unit,
                t_s=line[0],
                value=line[1],
                low=None if key == "stored_j" else 0.0,
                high=None,
                limit=None,
                now_text=_now(float(rates[frame]), unit) if frame else DASH,  # frame 0 ends no step
                colour=colour,
            )
        )
    return stack(recording, tuple(strips), t_s, window, np.empty((0, 2)))


def _rates(recording: Recording, kind: Kind, key: str) -> tuple[Floats, Floats]:
    """Return times (k,) and the total of each step over its length; frame 0 ends no step and is unknown."""
    times_s, totals = recording.ledger(kind, key)
    rates = totals / recording.header.step_s
    rates[:1] = np.nan
    return times_s, rates


def _now(rate: float, unit: str) -> str:
    return power(rate) if unit == "MW" else f"{count(rate)} {unit}" if np.isfinite(rate) else "unknown"
