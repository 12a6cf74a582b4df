"""The one line at the foot of the globe: time, frame, count, age of the elements."""

import numpy as np

from dawnline.orbits.constants import DAY_S
from dawnline.present.cache import SceneCache
from dawnline.present.numbers import count
from dawnline.recording.recording import Recording

_RENEW_S = 60.0


def caption_of(recording: Recording, t_s: float, cache: SceneCache) -> str:
    """Return the line: ``2026-05-30 18:03 UTC · Earth-fixed · 10,395 satellites · elements 1.2 d old``."""
    minute = int(t_s // _RENEW_S)
    return cache.get(recording, ("caption", minute), lambda: _caption(recording, minute * _RENEW_S))


def _caption(recording: Recording, t_s: float) -> str:
    header = recording.header
    clock = header.epoch.iso(t_s)[:16].replace("T", " ")
    parts = [f"{clock} UTC", "Earth-fixed", _counted(recording)]
    origins = {group.origin for group in header.fleet.groups if group.holds == "satellite"}
    if "elements" in origins:
        ages_s = np.abs(header.ephemeris.age_s(t_s))
        measured = ages_s[ages_s > 0.0]
        if measured.size:
            parts.append(f"elements {np.median(measured) / DAY_S:.1f} d old")
    if "generated" in origins:
        parts.append(f"generated for {header.epoch.iso()[:10]}")
    return " · ".join(parts)


def _counted(recording: Recording) -> str:
    fleet = recording.header.fleet
    kind, n = ("satellite", len(fleet.satellites)) if len(fleet.satellites) else ("site", len(fleet.sites))
    return f"{count(n)} {kind}{'' if n == 1 else 's'}"
