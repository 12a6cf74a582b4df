"""Tables of a page on work: requests and tokens, gangs, jobs, accelerators asked for, and GPU-hours."""

from collections.abc import Iterator

import numpy as np

from dawnline.present.numbers import DASH, percent, word
from dawnline.present.recorded import is_recorded
from dawnline.present.report.books import Books, Floats
from dawnline.present.report.hours import hours_of
from dawnline.present.report.markdown import points, table
from dawnline.present.report.sizes import share, whole
from dawnline.present.working.full import WORD
from dawnline.recording.recording import Recording

_STANDING = {
    "none": "standing, nothing holds it back",
    WORD: "standing, full: between two requests",
}


def work_lines(recording: Recording, books: Books) -> Iterator[str]:
    """Yield what was asked and done, a table for each way of counting that the run has."""
    yield from _requests(recording, books)
    yield from _accelerators(recording)
    yield from _gangs(recording)
    yield from _jobs(recording)
    yield from _hours(recording)


def _requests(recording: Recording, books: Books) -> Iterator[str]:
    if not books.has("workload", "requests_arrived"):
        return
    rows = []
    for index, name in _workloads(recording, "requests"):
        made, served = (_sum(recording, index, key) for key in ("arrived", "served"))
        dropped = sum(_sum(recording, index, f"dropped_{reason}") for reason in books.reasons)
        ttft = _series(recording, index, "ttft_s")
        done = _series(recording, index, "served")
        rows.append((
            name, whole(made), share(served, made), share(dropped, made),
            share(_sum(recording, index, "missed_ttft"), served),
            share(_sum(recording, index, "missed_tpot"), served),
            _milliseconds(ttft, done), _milliseconds(_series(recording, index, "rtt_s"), done),
        ))  # fmt: skip
    head = (
        "requests",
        "made",
        "served",
        "turned away",
        "first token late",
        "answer slow",
        "TTFT ms",
        "RTT ms",
    )
    yield from table(head, rows)
    yield ""
    reasons = [
        f"{whole(books.total('workload', f'requests_dropped_{reason}'))} {word(reason)}"
        for reason in books.reasons
        if books.total("workload", f"requests_dropped_{reason}") > 0.0
    ]
    prompts, answers = (books.total("workload", f"{kind}_tokens_served") for kind in ("prompt", "output"))
    yield from points([
        f"{whole(prompts)} prompt tokens read, {whole(answers)} output tokens made; "
        f"{whole(books.last('workload', 'requests_queued'))} requests in hand at the end.",
        f"Turned away or lost: {', '.join(reasons) if reasons else 'none'}.",
    ])  # fmt: skip
    yield ""


def _accelerators(recording: Recording) -> Iterator[str]:
    rows = []
    hours = recording.header.step_s / 3600.0
    for index, name in _workloads(recording, ""):
        asked, orbit, ground, unserved = (
            _sum(recording, index, key) * hours for key in ("demand", "orbit", "ground", "unserved")
        )
        rows.append(
            (name, whole(asked), whole(orbit), whole(ground), whole(unserved), share(unserved, asked))
        )
    if rows:
        yield from table(("GPU hours", "asked for", "in orbit", "on the ground", "unserved", "of it"), rows)
        yield ""


def _gangs(recording: Recording) -> Iterator[str]:
    rows = []
    step_h = recording.header.step_s / 3600.0
    for index, name in _workloads(recording, "gang"):
        states = recording.series("workload", "gang_state", index)[1][1:]
        # Of a gang: works, restarts, waits, in this order.
        spans = [f"{step_h * int((states == code).sum()):.1f} h" for code in range(3)]
        goodput = np.nan_to_num(_series(recording, index, "goodput_frac")[1:])
        lost = _sum(recording, index, "lost_accelerator_s") / 3600.0
        rows.append((name, whole(_series(recording, index, "gang").max()), *spans,
                     percent(float(goodput.mean())) if goodput.size else DASH, whole(lost)))  # fmt: skip
    if rows:
        head = ("training", "GPUs", "worked", "restarted", "waited", "goodput", "GPU h undone")
        yield from table(head, rows)
        yield ""


def _jobs(recording: Recording) -> Iterator[str]:
    rows = []
    for index, name in _workloads(recording, "jobs"):
        finished, late = (_sum(recording, index, key) for key in ("jobs_finished", "jobs_late"))
        left = sum(float(_series(recording, index, key)[-1]) for key in ("jobs_running", "jobs_waiting"))
        rows.append((name, whole(finished), whole(late), whole(left)))
    if rows:
        yield from table(("jobs", "finished", "deadlines missed", "left at the end"), rows)
        yield ""


def _hours(recording: Recording) -> Iterator[str]:
    sides = [hours_of(recording, kind) for kind in ("satellite", "site")]
    if not any(side.there_h for side in sides):
        return
    limiters = dict.fromkeys(name for side in sides for name, _ in side.standing_h)
    parts = [("at work", [side.busy_h for side in sides])]
    for name in limiters:
        words = _STANDING.get(name, f"standing: {word(name)}")
        parts.append((words, [dict(side.standing_h).get(name, 0.0) for side in sides]))
    shown = [column for column, side in enumerate(sides) if side.there_h]
    rows = [
        (
            words,
            *(
                cell
                for column in shown
                for cell in (whole(hours[column]), share(hours[column], sides[column].there_h))
            ),
        )
        for words, hours in parts
    ]
    titles = (("in orbit", "of it"), ("on the ground", "of it"))
    yield from table(("GPU hours", *(cell for column in shown for cell in titles[column])), rows)
    yield ""


def _workloads(recording: Recording, counted_in: str) -> Iterator[tuple[int, str]]:
    """Yield place and name of workloads; of those with requests, a gang or jobs where that is said."""
    names = recording.header.fleet.tables["workload"].names
    for index, workload in enumerate(recording.header.fleet.workloads):
        if not counted_in or getattr(workload, counted_in) is not None:
            yield index, names[index]


def _series(recording: Recording, index: int, key: str) -> Floats:
    if not is_recorded(recording, "workload", key):
        return np.zeros(recording.frame_count)
    return recording.series("workload", key, index)[1].astype(np.float64)


def _sum(recording: Recording, index: int, key: str) -> float:
    return float(np.nan_to_num(_series(recording, index, key)[1:]).sum())


def _milliseconds(values: Floats, weights: Floats) -> str:
    """Return the mean of seconds by what was served in each step; a dash where there was nothing."""
    known = np.isfinite(values) & (weights > 0.0)
    return f"{1e3 * float(np.average(values[known], weights=weights[known])):,.0f}" if known.any() else DASH
