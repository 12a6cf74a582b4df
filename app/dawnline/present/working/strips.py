"""What a workload did over time: what comes, what is served, what is late, against what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.workload import Workload
from dawnline.present.cache import SceneCache
from dawnline.present.evidence import Evidence
from dawnline.present.numbers import UNKNOWN, count
from dawnline.present.recorded import channel_of, is_recorded
from dawnline.present.strips import within
from dawnline.present.working.counts import DROPPED, LATE, SLOW, per_s, rate_text
from dawnline_widgets.charts.scene import Strip

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Row:
    """One strip: the sum of some channels, in a unit; ``limit`` in that unit."""

    title: str
    unit: str
    keys: tuple[str, ...]
    colour: str = "sky"
    limit: float | None = None
    high: float | None = None


def workload_strips(evidence: Evidence, window: tuple[float, float], cache: SceneCache) -> tuple[Strip, ...]:
    """Return the strips of a workload over a window of the run."""
    recording, ref = evidence.recording, evidence.ref
    strips = []
    for row in _rows(recording.header.fleet.workloads[ref.index]):
        if not all(is_recorded(recording, "workload", key) for key in row.keys):
            continue
        key = ("strip", ref, row.title, window, recording.revision)
        times_s, values = cache.get(recording, key, partial(_line, evidence, row, window))
        strips.append(
            Strip(
                key=(recording.header, *key),
                title=row.title,
                unit=row.unit,
                t_s=times_s,
                value=values,
                low=0.0,
                high=row.high,
                limit=row.limit,
                now_text=_now(evidence, row),
                colour=row.colour,
            )
        )
    return tuple(strips)


def _rows(work: Workload) -> Iterator[_Row]:
    """Yield what matters of a workload, the first thing first."""
    if work.requests is not None:
        yield _Row("Time to first token", "ms", ("ttft_s",), "dawn", work.requests.ttft_target_s * 1e3)
        yield _Row("Requests made", "/s", ("arrived",))
        yield _Row("Requests served", "/s", ("served",))
        yield _Row("Turned away or lost", "/s", DROPPED, "rose")
        yield _Row("Late or slow", "/s", (*LATE, *SLOW), "rose")
        yield _Row("Requests in hand", "", ("queued",), "violet")
        yield _Row("Output", "tokens/s", ("tokens_per_s",), "dawn")
        yield _Row("Time per token", "ms", ("tpot_s",), "dawn", work.requests.tpot_target_s * 1e3)
    elif work.gang is not None:
        yield _Row("Goodput", "%", ("goodput_frac",), "dawn", high=100.0)
        yield _Row("Gang", "GPUs", ("gang",), limit=work.gang.least_accelerators)
        yield _Row("Work undone", "GPU h", ("lost_accelerator_s",), "rose")
    elif work.jobs is not None:
        yield _Row("Jobs running", "", ("jobs_running",), "dawn")
        yield _Row("Jobs waiting", "", ("jobs_waiting",), "violet")
        yield _Row("Deadlines missed", "", ("jobs_late",), "rose")
    yield _Row("Asks for", "GPUs", ("demand",))
    yield _Row("Unserved", "GPUs", ("unserved",), "rose")


def _line(evidence: Evidence, row: _Row, window: tuple[float, float]) -> tuple[Floats, Floats]:
    times_s, values = evidence.series(row.keys[0])
    total = np.zeros(len(times_s))
    for key in row.keys:
        channel = channel_of(evidence.recording, "workload", key)
        values = evidence.series(key)[1].astype(np.float64)
        if channel.encoding == "count":
            values = np.where(values < 0.0, np.nan, values)
        total += values * channel.shown_scale
    return within(times_s, total * _scale(evidence, row), window)


def _scale(evidence: Evidence, row: _Row) -> float:
    return per_s(evidence.recording, 1.0) if row.unit == "/s" else 1.0


def _now(evidence: Evidence, row: _Row) -> str:
    """Return the value at the playhead with its unit."""
    if len(row.keys) == 1 and row.unit != "/s" and row.unit:
        return evidence.text(row.keys[0])
    numbers = [evidence.value(key) for key in row.keys]
    if min(numbers) < 0.0:
        return UNKNOWN
    return rate_text(per_s(evidence.recording, sum(numbers))) if row.unit == "/s" else count(sum(numbers))
