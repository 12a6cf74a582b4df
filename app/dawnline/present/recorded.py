"""Values as a run file has them. What a run never recorded (an older version, a strange file) is unknown."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.recording.recording import Recording
from dawnline.telemetry.catalogue import EVERY, Catalogue
from dawnline.telemetry.channel import Channel

UNKNOWN_CODE = 255


def channel_of(recording: Recording, kind: Kind, key: str) -> Channel:
    """Return a channel as the run describes it; as today's catalogue does where the run has none.

    A channel that neither knows has only its key for a name.
    """
    found = _find(recording.header.catalogue, kind, key) if is_recorded(recording, kind, key) else None
    return found or _find(EVERY, kind, key) or Channel(kind, key, key, "continuous", "", "", "")


def is_recorded(recording: Recording, kind: Kind, key: str) -> bool:
    """Return whether the run has this channel, and means by it what today's catalogue means."""
    found = _find(recording.header.catalogue, kind, key)
    known = _find(EVERY, kind, key)
    if found is None or known is None:
        return found is not None
    # Codes are appended, never reordered: an older list is the beginning of a newer one.
    shared = min(len(found.codes), len(known.codes))
    return known.encoding == found.encoding and known.codes[:shared] == found.codes[:shared]


def values_of(recording: Recording, kind: Kind, key: str, frame: int | None) -> NDArray[Any]:
    """Return (n,) values of a channel at a frame; unknown ones where there is no frame or no such channel."""
    if frame is not None and is_recorded(recording, kind, key):
        return recording.values(kind, key, frame)
    return _unknown(channel_of(recording, kind, key), len(recording.header.fleet.tables[kind]))


def series_of(recording: Recording, ref: EntityRef, key: str) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Return times (k,) and values (k,) of one entity over all there is."""
    if is_recorded(recording, ref.kind, key):
        return recording.series(ref.kind, key, ref.index)
    count = recording.frame_count
    times_s = np.arange(count, dtype=np.float64) * recording.header.step_s
    return times_s, _unknown(channel_of(recording, ref.kind, key), count)


def _find(catalogue: Catalogue, kind: Kind, key: str) -> Channel | None:
    return next((channel for channel in catalogue.of_kind(kind) if channel.key == key), None)


def _unknown(channel: Channel, n: int) -> NDArray[Any]:
    return (
        np.full(n, UNKNOWN_CODE, np.uint8) if channel.encoding == "code" else np.full(n, np.nan, np.float32)
    )
