"""Launches of a generated fleet: plane by plane in batches, and when satellites have served their time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.orbits.planes import Planes
from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.schema_fleet import ElementsFleet, FleetSection

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lifetimes:
    """From when until when satellites (n,) and planes (p,) exist, seconds; None where they always do."""

    from_s: Floats
    until_s: Floats
    plane_from_s: Floats
    plane_until_s: Floats
    described: Mapping[str, Any]


def lifetimes_of(
    section: FleetSection,
    planes: Planes,
    duration_s: float,
    path: KeyPath,
    findings: Findings,
    *,
    is_real: bool = False,
) -> Lifetimes | None:
    """Return the lifetimes of a fleet's satellites; None where nothing is said, or wrong, which is noted.

    ``is_real`` says that element sets have taken the place of a generated fleet.
    """
    launch, retire_s = section.launch, section.retire_after
    if launch is None and retire_s is None:
        return None
    if isinstance(section, ElementsFleet):
        key = "launch" if launch is not None else "retire_after"
        message = "means nothing for element sets: these satellites fly already"
        findings.error((*path, key), message, "no such key, or a generated fleet; or a 'deorbit' event")
        return None
    if is_real:
        message = "is left out: the element sets that were given fly already"
        findings.warn((*path, "launch" if launch is not None else "retire_after"), message, "no such file")
        return None
    count = len(planes.names)
    described: dict[str, Any] = {}
    from_s = np.full(count, -np.inf)
    if launch is not None:
        batch = np.arange(count) // launch.planes
        from_s = launch.first + batch * launch.every
        described["launch"] = {"first_s": launch.first, "every_s": launch.every, "planes": launch.planes}
        late = int(np.count_nonzero(from_s > duration_s))
        if late:
            message = f"{late:,} of {count:,} planes are launched after the end of the run"
            findings.warn((*path, "launch"), message, "a longer run, or shorter times between launches")
    until_s = np.full(count, np.inf)
    if retire_s is not None:
        # What flies from the beginning has all of its time before it.
        until_s = np.maximum(from_s, 0.0) + retire_s
        described["retire_after_s"] = retire_s
    of = planes.plane_of
    return Lifetimes(from_s[of], until_s[of], from_s, until_s, described)
