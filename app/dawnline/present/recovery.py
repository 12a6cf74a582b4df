"""What an event did and how it was got over: detected, rerouted, recovered, and the work that was lost.

What is lost at its own target is told of that target alone. What everybody feels (work unserved, requests
turned away, and when it was got over) cannot be parted between events of one time: it is told of all of them.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.event_effect import effect_of
from dawnline.present.recorded import is_recorded, series_of
from dawnline.present.recovery_own import not_drawn_j, requests_lost, training_undone_s
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event

# Values are back where they were if they are within this of before, of what is asked for.
BACK_FRAC = 0.01
# Work is served by others if so much of it is as was served before.
REROUTED_FRAC = 0.99
LOST_WITH_MACHINES = "machine_lost"
_DROPPED = "requests_dropped_"
_MISSED = ("missed_ttft", "missed_tpot")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recovery:
    """How an event was got over, in seconds of the run; None for what the run does not show.

    Attributes
    ----------
    detected_s : the first frame in which its effect is recorded.
    rerouted_s : the first frame from then on in which as large a share of what is asked for is served, and of
        requests not dropped, as before it, or 99 % of that. Gangs do not count: they have one place. None too
        where there is nothing else, which ``may_reroute`` tells.
    recovered_s : from when on nothing that people notice is worse than before: unserved, dropped and late
        shares, and queues, within 1 %.
    dropped : requests dropped until it was over and got over, by reason, beyond those of the step before it;
        of those lost with machines, what its own target lost.
    unserved_accelerator_s : work not done, beyond the same.
    undone_accelerator_s : training undone of gangs that its target holds, beyond the same.
    unserved_j : energy that its target drew less while it lasted, than at the power of the step before it.
    together : other events of the time until it was got over: the times from ``rerouted_s`` on, unserved work
        and requests dropped are of all of them, but for those lost with machines.
    """

    event: Event
    detected_s: float | None
    rerouted_s: float | None
    recovered_s: float | None
    dropped: tuple[tuple[str, float], ...] = ()
    unserved_accelerator_s: float = 0.0
    undone_accelerator_s: float = 0.0
    unserved_j: float = 0.0
    together: tuple[Event, ...] = ()
    may_reroute: bool = True


def recovery_of(recording: Recording, event: Event) -> Recovery:
    """Return how an event was got over, as far as the run reaches; nothing of what began before the run."""
    step_s, frames = recording.header.step_s, recording.frame_count
    # What is announced is felt when its place takes nothing new any more.
    first = math.ceil(event.drains_s(step_s) / step_s - 1e-9)
    if first < 1 or first >= frames:
        return Recovery(event, None, None, None)
    found = np.flatnonzero(effect_of(recording, event, first - 1)[first:])
    if not found.size:
        return Recovery(event, None, None, None)
    detected = first + int(found[0])
    last_s = event.start_s + event.duration_s
    ends = frames if last_s > frames * step_s else math.ceil(last_s / step_s - 1e-9)
    movable = _movable(recording)
    served = np.all([_is_served(served, first - 1) for served in _served_fracs(recording, movable)], axis=0)
    shares = (_unserved_frac(recording), *_request_shares(recording))
    well = np.all([_is_back(share, first - 1) for share in shares], axis=0)
    recovered = _for_good(well, detected, ends)
    until = max(frames if recovered is None else recovered, ends)

    def time_of(frame: int | None) -> float | None:
        return None if frame is None else frame * step_s

    return Recovery(
        event,
        detected * step_s,
        time_of(_again(served, detected, ends)) if movable else None,
        time_of(recovered),
        dropped=_dropped(recording, event, first, until),
        unserved_accelerator_s=_excess(recording, "unserved_accelerator_s", first, until),
        undone_accelerator_s=training_undone_s(recording, event, first, until),
        unserved_j=not_drawn_j(recording, event.target, first, ends),
        together=tuple(_others(recording, event, first * step_s, until * step_s)),
        may_reroute=bool(movable),
    )


def _others(recording: Recording, event: Event, since_s: float, until_s: float) -> list[Event]:
    """Return the other events that begin in a time, or are on in it and not for good."""
    step_s = recording.header.step_s
    return [
        other
        for other in recording.header.events
        if other != event
        and other.drains_s(step_s) < until_s
        and (other.drains_s(step_s) >= since_s or since_s < other.start_s + other.duration_s < math.inf)
    ]


def _again(well: NDArray[np.bool_], detected: int, ends: int) -> int | None:
    """Return the first well frame after the first bad one until ``ends``; ``detected`` if none is bad."""
    bad = np.flatnonzero(~well[detected : max(ends, detected + 1)])
    if not bad.size:
        return detected
    return _first(well, detected + int(bad[0]))


def _for_good(well: NDArray[np.bool_], detected: int, ends: int) -> int | None:
    """Return the frame after the last bad one, up to the first well frame once the event is over.

    Of an event that does not end in the run, the first well frame after the first bad one.
    """
    if ends >= len(well):
        return _again(well, detected, ends)
    over = _first(well, max(ends, detected))
    if over is None:
        return None
    bad = np.flatnonzero(~well[detected:over])
    return detected + int(bad[-1]) + 1 if bad.size else detected


def _movable(recording: Recording) -> list[int]:
    """Return the workloads that others may serve: all but gangs."""
    return [row for row, work in enumerate(recording.header.fleet.workloads) if work.gang is None]


def _workloads(recording: Recording, key: str, rows: list[int] | None = None) -> Floats:
    """Return (frames,) sums over workloads, or some of them, of a channel; zeros where it is not recorded."""
    total = np.zeros(recording.frame_count)
    if not is_recorded(recording, "workload", key):
        return total
    for index in range(len(recording.header.fleet.workloads)) if rows is None else rows:
        values = series_of(recording, EntityRef("workload", index), key)[1].astype(np.float64)
        total += np.maximum(np.nan_to_num(values), 0.0)
    return total


def _unserved_frac(recording: Recording, rows: list[int] | None = None) -> Floats:
    return _share(_workloads(recording, "unserved", rows), _workloads(recording, "demand", rows))


def _served_fracs(recording: Recording, rows: list[int]) -> list[Floats]:
    """Return the shares (frames,) served of what some workloads ask for, and not dropped of requests."""
    served = [1.0 - _unserved_frac(recording, rows)]
    return served + [1.0 - dropped for dropped in _request_shares(recording)[:1]]


def _is_served(served: Floats, before: int) -> NDArray[np.bool_]:
    """Say in which frames nearly as much is served as was before."""
    return np.asarray(served >= REROUTED_FRAC * served[before])


def _request_shares(recording: Recording) -> list[Floats]:
    """Return dropped, late and queued requests over those that arrive, each (frames,)."""
    if not is_recorded(recording, "workload", "arrived"):
        return []
    arrived = _workloads(recording, "arrived")
    channels = recording.header.catalogue.of_kind("workload")
    dropped = [channel.key for channel in channels if channel.key.startswith("dropped_")]
    sums = [sum((_workloads(recording, key) for key in keys), np.zeros(len(arrived)))
            for keys in (dropped, _MISSED, ("queued",))]  # fmt: skip
    return [_share(total, arrived) for total in sums]


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0.0)


def _is_back(share: Floats, before: int) -> NDArray[np.bool_]:
    """Say in which frames a share is at most what it was before, and a hundredth more."""
    return np.asarray(share <= share[before] * (1.0 + BACK_FRAC) + BACK_FRAC)


def _first(holds: NDArray[np.bool_], start: int) -> int | None:
    found = np.flatnonzero(holds[start:])
    return start + int(found[0]) if found.size else None


def _excess(recording: Recording, key: str, first: int, until: int) -> float:
    """Return the ledger's sum of frames from ``first`` to before ``until``, beyond that of the one before."""
    if key not in recording.ledger_keys("workload"):
        return 0.0
    totals = np.nan_to_num(recording.ledger("workload", key)[1])
    return float(np.maximum(totals[first:until] - totals[first - 1], 0.0).sum())


def _dropped(recording: Recording, event: Event, first: int, until: int) -> tuple[tuple[str, float], ...]:
    """Return requests dropped by reason: those lost with machines of its own, the others of everybody."""
    keys = [key for key in recording.ledger_keys("workload") if key.startswith(_DROPPED)]
    reasons = [key.removeprefix(_DROPPED) for key in keys]
    found = (
        (reason, requests_lost(recording, event) if reason == LOST_WITH_MACHINES
         else _excess(recording, _DROPPED + reason, first, until))
        for reason in reasons
    )  # fmt: skip
    return tuple((reason, lost) for reason, lost in found if lost > 0.0)
