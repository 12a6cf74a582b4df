"""The peer of the propagation benches: the ``sgp4`` library alone, its own parsers, its array form."""

import csv
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sgp4 import omm
from sgp4.api import WGS72, Satrec, SatrecArray

from dawnline.bench.inputs import Case
from dawnline.bench.result import PeerError
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.scenario import Scenario

SGP4_ZERO_JD = 2_433_281.5  # 1949-12-31, day zero of SGP4's epochs
WGS72_MU_KM3_S2 = 398_600.8
# It propagates this many instants a call: its fastest form of 1, 4, 16, 64 and all at once.
CHUNK_TIMES = 16


class BareSgp4:
    """Every satellite of a case as one SatrecArray; ``files`` are the element sets that it names itself."""

    def __init__(self, case: Case, files: Sequence[Path] = ()) -> None:
        scenario = case.scenario
        if case.elements is not None or files:
            records = [
                record
                for file in (*files, *filter(None, (case.elements,)))
                for record in records_of_file(file)
            ]
        else:
            parts = [part for part in scenario.ephemeris.parts if isinstance(part, KeplerElements)]
            records = [record for part in parts for record in records_of_orbits(part, scenario.epoch)]
        self.n = len(records)
        self._array = SatrecArray(records)

    def at(self, epoch: Epoch, t_s: float) -> None:
        """Propagate all to one instant."""
        jd, fraction = epoch.julian(t_s)
        self._array.sgp4(np.array([jd]), np.array([fraction]))

    def over_grid(self, scenario: Scenario) -> None:
        """Propagate all over every frame of a scenario."""
        jd, fraction = grid_of(scenario)
        for first in range(0, len(jd), CHUNK_TIMES):
            self._array.sgp4(jd[first : first + CHUNK_TIMES], fraction[first : first + CHUNK_TIMES])


def grid_of(scenario: Scenario) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the Julian dates of a scenario's frames, whole and fraction."""
    moments = np.array(
        [scenario.epoch.julian(index * scenario.step_s) for index in range(scenario.frame_count)]
    )
    return moments[:, 0].copy(), moments[:, 1].copy()


def records_of_file(path: Path) -> list[Satrec]:
    """Return every element set of a file that the library itself can read: TLE, OMM as JSON or CSV."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        if text.lstrip()[:1] in {"[", "{"}:
            parsed = json.loads(text)
            return [_of_fields(fields) for fields in (parsed if isinstance(parsed, list) else [parsed])]
        if "NORAD_CAT_ID" in text.partition("\n")[0]:
            return [_of_fields(fields) for fields in csv.DictReader(text.splitlines())]
    except (KeyError, ValueError) as error:
        raise PeerError(f"sgp4's own OMM reader refuses {path.name} ({error})") from error
    records = [
        Satrec.twoline2rv(one, two)
        for one, two in pairwise(text.splitlines())
        if one[:2] == "1 " and two[:2] == "2 "
    ]
    if not records:
        raise PeerError(f"sgp4's own reader finds no element sets in {path.name}")
    return records


def _of_fields(fields: dict[str, object]) -> Satrec:
    record = Satrec()
    omm.initialize(record, fields)
    return record


def records_of_orbits(orbits: KeplerElements, epoch: Epoch) -> list[Satrec]:
    """Return generated orbits as element sets without drag."""
    days = epoch.jd + epoch.fraction - SGP4_ZERO_JD
    motion_rad_min = np.sqrt(WGS72_MU_KM3_S2 / (orbits.a_m / 1000.0) ** 3) * 60.0
    columns = (orbits.e, orbits.argp_rad, orbits.i_rad, orbits.mean_anomaly_rad, motion_rad_min)
    records = []
    for e, argp_rad, i_rad, anomaly_rad, motion, raan_rad in zip(
        *(column.tolist() for column in columns), orbits.raan_rad.tolist(), strict=True
    ):
        record = Satrec()
        record.sgp4init(
            WGS72, "i", 0, days, 0.0, 0.0, 0.0, max(e, 1e-7), argp_rad, i_rad, anomaly_rad, motion, raan_rad
        )
        records.append(record)
    return records
