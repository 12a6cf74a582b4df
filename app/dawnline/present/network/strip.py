"""Round trips of a pair over time, with handovers marked and outages as gaps."""

from dataclasses import replace
from functools import partial

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.evidence import Evidence
from dawnline.present.network.handovers import handovers_s
from dawnline.present.recorded import channel_of, is_recorded
from dawnline.present.strips import shown, stack, window_s, within
from dawnline.recording.recording import Recording
from dawnline_widgets.charts.scene import Strip, StripStack

Window = tuple[float, float]


def rtt_strip(recording: Recording, t_s: float, pair: EntityRef | None, cache: SceneCache) -> StripStack:
    """Return the strip of a pair about a time; none where nothing is recorded of it."""
    window = window_s(t_s, recording.header.duration_s)
    no_shade = np.empty((0, 2))
    if pair is None or not recording.frame_count or not is_recorded(recording, "pair", "rtt_s"):
        return stack(recording, (), t_s, window, no_shade)
    evidence = Evidence(recording, pair, recording.frame_index_at(t_s), cache)
    key = ("rtt strip", pair, window, recording.revision)
    strip = cache.get(recording, key, partial(_strip, evidence, window, key))
    now_text = "no way" if np.isnan(evidence.value("rtt_s")) else evidence.text("rtt_s")
    return stack(recording, (replace(strip, now_text=now_text),), t_s, window, no_shade)


def _strip(evidence: Evidence, window: Window, key: tuple[object, ...]) -> Strip:
    channel = channel_of(evidence.recording, "pair", "rtt_s")
    times_s, values = evidence.series("rtt_s")
    line = within(times_s, shown(channel, 1.0) * values.astype(np.float64), window)
    marks = tuple(t for t in handovers_s(evidence) if window[0] <= t <= window[1])
    return Strip(
        key=(evidence.recording.header, *key), title=channel.name, unit=channel.shown_unit, t_s=line[0],
        value=line[1], low=None, high=None, limit=None, now_text="", colour="sky", marks_s=marks,
        marks_word="handovers", outages=True,
    )  # fmt: skip
