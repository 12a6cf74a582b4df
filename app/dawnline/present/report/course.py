"""The course of a run: a dozen equal spans of it, each a row of what was asked, done and missed."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.present.numbers import three_digits
from dawnline.present.recorded import is_recorded
from dawnline.present.report.books import Books, Floats
from dawnline.present.report.sizes import moment, whole
from dawnline.recording.recording import Recording

SPANS = 12


def course_of(recording: Recording, books: Books) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return head and rows; the first column is when a span begins. Means over each span, or counts in it."""
    header = recording.header
    frames = recording.frame_count - 1
    cuts = np.unique(np.linspace(0, frames, min(SPANS, max(frames, 1)) + 1).round().astype(np.int64))
    dt_s = header.step_s
    columns = [
        (title, _mean(books.steps("workload", key), cuts) / dt_s, whole)
        for title, key in (
            ("asked", "demand_accelerator_s"), ("orbit", "orbit_accelerator_s"),
            ("ground", "ground_accelerator_s"), ("unserved", "unserved_accelerator_s"),
        )
    ]  # fmt: skip
    if books.has("workload", "requests_arrived"):
        arrived = _sums(books.steps("workload", "requests_arrived"), cuts)
        late_percent = 100.0 * _sums(_late(recording), cuts) / np.maximum(arrived, 1.0)
        columns += [
            ("requests", arrived, whole),
            ("refused", _sums(books.dropped(), cuts), whole),
            ("late %", late_percent, three_digits),
        ]
    kinds: tuple[tuple[str, Kind, str], ...] = (
        ("orbit", "satellite", "load_j"),
        ("ground", "site", "energy_j"),
    )
    columns += [
        (f"MW {side}", _mean(books.steps(kind, key), cuts) / dt_s / 1e6, three_digits)
        for side, kind, key in kinds
    ]
    shown = [(title, values, show) for title, values, show in columns if values.any()]
    rows = [
        (
            moment(header.epoch, float(cuts[row]) * dt_s, header.duration_s),
            *(show(float(values[row])) for _, values, show in shown),
        )
        for row in range(len(cuts) - 1)
    ]
    return ("from", *(title for title, _, _ in shown)), rows


def course_explained(books: Books) -> str:
    """Return what the columns are."""
    requests = "requests made, refused or lost, and the share whose first token came late; "
    return (
        "A dozen spans of it: GPUs asked for, at work in orbit and on the ground, and unserved (means); "
        f"{requests if books.has('workload', 'requests_arrived') else ''}power drawn (means)."
    )


def _late(recording: Recording) -> Floats:
    total = np.zeros(recording.frame_count)
    if is_recorded(recording, "workload", "missed_ttft"):
        for index in range(len(recording.header.fleet.workloads)):
            total += np.nan_to_num(recording.series("workload", "missed_ttft", index)[1].astype(np.float64))
    return total


def _sums(steps: Floats, cuts: NDArray[np.int64]) -> Floats:
    """Return (spans,) sums of the steps that end after one cut, up to the next."""
    run = np.cumsum(steps, dtype=np.float64)
    return run[cuts[1:]] - run[cuts[:-1]]


def _mean(steps: Floats, cuts: NDArray[np.int64]) -> Floats:
    return _sums(steps, cuts) / np.diff(cuts)
