"""The peer flies the same satellites: its own reading of each format gives the orbits that we fly."""

import json
from pathlib import Path

import numpy as np
import pytest
from sgp4.api import SatrecArray

from dawnline.bench.result import PeerError
from dawnline.bench.sgp4_peer import grid_of, records_of_file, records_of_orbits
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_testing.small_scenario import EPOCH, ring, small_scenario

# The textbook element set of Hoots and Roehrich, Spacetrack Report No. 3 (1980).
TLE = (
    "1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87\n"
    "2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058\n"
)
OMM = {
    "OBJECT_NAME": "TEST", "OBJECT_ID": "1980-001A", "NORAD_CAT_ID": 88888, "CLASSIFICATION_TYPE": "U",
    "EPHEMERIS_TYPE": 0, "ELEMENT_SET_NO": 8, "REV_AT_EPOCH": 105, "EPOCH": "1980-10-01T23:41:24.113760",
    "MEAN_MOTION": 16.05824518, "ECCENTRICITY": 0.0086731, "INCLINATION": 72.8435, "RA_OF_ASC_NODE": 115.9689,
    "ARG_OF_PERICENTER": 52.6988, "MEAN_ANOMALY": 110.5714, "BSTAR": 6.6816e-05,
    "MEAN_MOTION_DOT": 0.00073094, "MEAN_MOTION_DDOT": 0.00013844,
}  # fmt: skip
# Ours has J2 alone and exactly circular orbits, SGP4 has short-period terms: they differ by kilometres.
MODEL_KM = 30.0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.tle", TLE),
        ("one.json", json.dumps([OMM])),
        ("one.csv", ",".join(OMM) + "\n" + ",".join(str(value) for value in OMM.values()) + "\n"),
    ],
)
def test_each_format_gives_the_same_orbit(name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    (record,) = records_of_file(file)
    error, r_km, _ = record.sgp4_tsince(0.0)
    assert error == 0
    # The report's own answer at its epoch, to the digits that it prints.
    np.testing.assert_allclose(r_km, (2328.97, -5995.22, 1719.97), atol=0.01)


@pytest.mark.parametrize("text", ["no elements here\n", '[{"OBJECT_NAME": "X"}]', "{"])
def test_a_file_that_the_library_cannot_read_is_no_peer(text: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PeerError, match=r"bad\.txt"):
        records_of_file(file)


def test_generated_orbits_are_the_same_ones_in_sgp4() -> None:
    orbits = ring(40)
    ours_m = Ephemeris(EPOCH, [orbits]).teme(600.0).r_teme_m
    jd, fraction = EPOCH.julian(600.0)
    error, r_km, _ = SatrecArray(records_of_orbits(orbits, EPOCH)).sgp4(np.array([jd]), np.array([fraction]))
    assert not error.any()
    np.testing.assert_allclose(r_km[:, 0], ours_m / 1000.0, atol=MODEL_KM)


def test_the_grid_of_the_peer_is_every_frame_of_the_scenario() -> None:
    scenario = small_scenario()
    jd, fraction = grid_of(scenario)
    assert len(jd) == len(fraction) == scenario.frame_count
    steps_s = np.diff((jd - jd[0]) + fraction) * 86_400.0
    np.testing.assert_allclose(steps_s, scenario.step_s, atol=1e-4)
