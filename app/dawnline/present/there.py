"""Who is there at a time: satellites that are launched and have not come down, sites within their lease."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.present.recorded import values_of
from dawnline.recording.recording import Recording
from dawnline.scenario.presence import Presence
from dawnline.telemetry.catalogue import STATES

# The states of satellites that are not there.
AWAY = tuple(STATES.index(state) for state in ("decayed", "waiting", "gone"))


def there(recording: Recording, kind: Kind, frame: int) -> NDArray[np.bool_]:
    """Return who of satellites or sites is there at a frame (n,)."""
    if kind != "satellite":
        header = recording.header
        return ~Presence.of(header.fleet, kind, header.events).absent(frame * header.step_s)
    return ~np.isin(values_of(recording, kind, "state", frame), AWAY)
