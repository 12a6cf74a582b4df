"""What is marked, in words: how many satellites, and the mean of the channel that colours them."""

import numpy as np

from dawnline.present.cache import SceneCache
from dawnline.present.numbers import count, show
from dawnline.present.recorded import channel_of, values_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording


def marked_words(recording: Recording, t_s: float, view: View, cache: SceneCache) -> str:
    """Return ``212 marked · GPU utilisation 63.1 %``; for a code its most frequent word; "" for nobody."""
    marked = view.marked.indices
    if not len(marked):
        return ""
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    key = (view.marked, view.channel, frame)
    return cache.latest(recording, "marked", key, lambda: _words(recording, view, frame))


def _words(recording: Recording, view: View, frame: int | None) -> str:
    channel = channel_of(recording, "satellite", view.channel)
    indices = view.marked.indices
    values = values_of(recording, "satellite", view.channel, frame)[indices[indices < _count(recording)]]
    said = f"{count(len(indices))} marked"
    if channel.encoding == "code":
        known = values[values < len(channel.codes)]
        if not len(known):
            return said
        by_code = np.bincount(known)
        most = int(np.argmax(by_code))
        return f"{said} · {channel.name} {show(channel, most)} {count(int(by_code[most]))}"
    known = values[np.isfinite(values)].astype(np.float64)
    return f"{said} · {channel.name} {show(channel, float(known.mean()))}" if len(known) else said


def _count(recording: Recording) -> int:
    return len(recording.header.fleet.satellites)
