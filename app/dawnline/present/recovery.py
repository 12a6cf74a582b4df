"""What an event did and how it was got over: detected, rerouted, recovered, and the work that was lost."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef
from dawnline.present.event_effect import effect_of
from dawnline.present.recorded import is_recorded, series_of
from dawnline.recording.recording import Recording
from dawnline.scenario.event import Event

# Values are back where they were if they are within this of before, of what is asked for.
BACK_FRAC = 0.01
_DROPPED = "requests_dropped_"
_MISSED = ("missed_ttft", "missed_tpot")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recovery:
    """How an event was got over, in seconds of the run; None for what the run does not show.

    Attributes
    ----------
    detected_s : the first frame in which its effect is recorded.
    rerouted_s : the first frame from then on in which what is asked for is served, not dropped, as before it:
        others do what its target did.
    recovered_s : from when on nothing that people notice is worse than before: unserved, dropped and late
        shares, and queues, within 1 %.
    dropped : requests dropped until it was over and got over, by reason, beyond those of the step before it.
    unserved_accelerator_s, undone_accelerator_s : work not done, and training undone, beyond the same.
    unserved_j : energy that its target drew less while it lasted, than at the power of the step before it.
    """

    event: Event
    detected_s: float | None
    rerouted_s: float | None
    recovered_s: float | None
    dropped: tuple[tuple[str, float], ...] = ()
    unserved_accelerator_s: float = 0.0
    undone_accelerator_s: float = 0.0
    unserved_j: float = 0.0


def recovery_of(recording: Recording, event: Event) -> Recovery:
    """Return how an event was got over, as far as the run reaches; nothing of what began before the run."""
    step_s, frames = recording.header.step_s, recording.frame_count
    first = math.ceil(event.start_s / step_s - 1e-9)
    if first < 1 or first >= frames:
        return Recovery(event, None, None, None)
    found = np.flatnonzero(effect_of(recording, event, first - 1)[first:])
    if not found.size:
        return Recovery(event, None, None, None)
    detected = first + int(found[0])
    last_s = event.start_s + event.duration_s
    ends = frames if last_s > frames * step_s else math.ceil(last_s / step_s - 1e-9)
    unserved, shares = _unserved_frac(recording), _request_shares(recording)
    served = np.all([_is_back(share, first - 1) for share in (unserved, *shares[:1])], axis=0)
    well = np.all([_is_back(share, first - 1) for share in (unserved, *shares)], axis=0)
    recovered = _for_good(well, detected, ends)
    until = max(frames if recovered is None else recovered, ends)

    def time_of(frame: int | None) -> float | None:
        return None if frame is None else frame * step_s

    return Recovery(
        event, detected * step_s, time_of(_again(served, detected, ends)), time_of(recovered),
        dropped=_dropped(recording, first, until),
        unserved_accelerator_s=_excess(recording, "unserved_accelerator_s", first, until),
        undone_accelerator_s=_excess(recording, "gang_lost_accelerator_s", first, until),
        unserved_j=_not_drawn_j(recording, event.target, first, ends),
    )  # fmt: skip


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


def _workloads(recording: Recording, key: str) -> Floats:
    """Return (frames,) sums over workloads of a channel; zeros where it is not recorded."""
    total = np.zeros(recording.frame_count)
    if not is_recorded(recording, "workload", key):
        return total
    for index in range(len(recording.header.fleet.workloads)):
        values = series_of(recording, EntityRef("workload", index), key)[1].astype(np.float64)
        total += np.maximum(np.nan_to_num(values), 0.0)
    return total


def _unserved_frac(recording: Recording) -> Floats:
    return _share(_workloads(recording, "unserved"), _workloads(recording, "demand"))


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


def _dropped(recording: Recording, first: int, until: int) -> tuple[tuple[str, float], ...]:
    keys = [key for key in recording.ledger_keys("workload") if key.startswith(_DROPPED)]
    found = ((key.removeprefix(_DROPPED), _excess(recording, key, first, until)) for key in keys)
    return tuple((reason, lost) for reason, lost in found if lost > 0.0)


def _not_drawn_j(recording: Recording, target: EntityRef, first: int, until: int) -> float:
    if target.kind not in {"satellite", "site"} or not is_recorded(recording, target.kind, "load_w"):
        return 0.0
    load_w = np.nan_to_num(series_of(recording, target, "load_w")[1].astype(np.float64))
    return float(np.maximum(load_w[first - 1] - load_w[first:until], 0.0).sum()) * recording.header.step_s
