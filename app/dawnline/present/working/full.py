"""Machines that are full though their limiter says that they were given less work than they could do.

Requests are whole: a machine whose queue fills it stands still for a little of each step, between one request
and the next. It is recorded as ``no_work``; with requests in hand and hardly any room left, it is full.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.recorded import is_recorded, values_of
from dawnline.recording.recording import Recording
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.channel import Channel

# Whole requests leave a little of a machine that has too many of them.
FULL_FRAC = 0.98
WORD = "full"
_NO_WORK = LIMITERS.index("no_work")


def full(recording: Recording, kind: Kind, frame: int | None) -> NDArray[np.bool_]:
    """Return (n,) which satellites or sites are full, with requests in hand, and recorded as without work."""
    n = len(recording.header.fleet.tables[kind])
    if frame is None or kind not in {"satellite", "site"} or not is_recorded(recording, kind, "queued"):
        return np.zeros(n, np.bool_)
    busy = values_of(recording, kind, "gpu_util_frac", frame).astype(np.float64)
    limiter = values_of(recording, kind, "limiter", frame)
    queued = values_of(recording, kind, "queued", frame)
    with np.errstate(invalid="ignore"):
        return np.asarray((limiter == _NO_WORK) & (busy >= FULL_FRAC) & (queued > 0))


def counted_with_none(
    recording: Recording, channel: Channel, values: NDArray[Any], frame: int | None
) -> tuple[Channel, NDArray[Any]]:
    """Return a limiter's channel and values (n,) in which who is full counts as held back by nothing.

    The word of that code says so where a run has requests. Other channels are returned as they are.
    """
    if channel.key != "limiter" or not is_recorded(recording, channel.kind, "queued"):
        return channel, values
    codes = tuple("none_or_full" if code == "none" else code for code in channel.codes)
    none = np.asarray(LIMITERS.index("none"), values.dtype)
    return replace(channel, codes=codes), np.where(full(recording, channel.kind, frame), none, values)


def is_full(recording: Recording, ref: EntityRef, frame: int) -> bool:
    """Return whether one machine is full."""
    return bool(full(recording, ref.kind, frame)[ref.index])
