"""The peer of the propagation benches: the ``sgp4`` library alone, with its own parser, in its array form."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from sgp4.api import WGS72, Satrec, SatrecArray

from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.epoch import Epoch

SGP4_ZERO_JD = 2_433_281.5  # 1949-12-31, day zero of SGP4's epochs
WGS72_MU_KM3_S2 = 398_600.8


def array_of_file(path: Path) -> SatrecArray:
    """Return every two-line element set of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return SatrecArray(
        [Satrec.twoline2rv(one, two) for one, two in pairwise(lines) if one[:2] == "1 " and two[:2] == "2 "]
    )


def array_of_orbits(orbits: KeplerElements, epoch: Epoch) -> SatrecArray:
    """Return generated circular orbits as element sets without drag."""
    days = epoch.jd + epoch.fraction - SGP4_ZERO_JD
    motion_rad_min = np.sqrt(WGS72_MU_KM3_S2 / (orbits.a_m / 1000.0) ** 3) * 60.0
    records = []
    for i_rad, anomaly_rad, motion, raan_rad in zip(
        orbits.i_rad, orbits.mean_anomaly_rad, motion_rad_min, orbits.raan_rad, strict=True
    ):
        record = Satrec()
        record.sgp4init(WGS72, "i", 0, days, 0.0, 0.0, 0.0, 1e-7, 0.0, i_rad, anomaly_rad, motion, raan_rad)
        records.append(record)
    return SatrecArray(records)
