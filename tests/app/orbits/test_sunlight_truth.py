"""Sunlight on real satellites against Skyfield with DE421.

Skyfield's Sun is a point behind a sphere, so it is compared with half of our disc being seen.
"""

import numpy as np
import pytest
from skyfield.api import EarthSatellite

from dawnline.orbits.elements import parse_elements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.shadow import sunlit_frac
from dawnline.orbits.sun import sun_teme_m
from dawnline_testing.data import shared_data

DAY = Epoch.from_iso("2026-06-13T00:00:00Z")
GRID_S = np.arange(0.0, 86_400.0, 10.0)
STATION_1 = "1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993"
STATION_2 = "2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106"


def _light(ephemeris: Ephemeris, index: int, times: np.ndarray) -> np.ndarray:
    r = ephemeris.teme_of(index, times).r_teme_m
    suns = sun_teme_m(ephemeris.epoch, times)
    return np.array([sunlit_frac(r[k : k + 1], suns[k])[0] for k in range(len(times))])


@pytest.fixture(scope="module")
def catalogue() -> tuple[Ephemeris, tuple[str, ...], list[str]]:
    text = shared_data("tle/active_2026-06.tle").read_text(encoding="ascii")
    elements, _ = parse_elements(text)
    return Ephemeris(DAY, [elements]), elements.names, text.splitlines()


def test_skyfields_own_example(sky) -> None:
    elements, problems = parse_elements(f"{STATION_1}\n{STATION_2}")
    assert problems == ()
    ephemeris = Ephemeris(Epoch.from_iso("2018-07-03T00:00:00Z"), [elements])
    times = np.arange(0.0, 3600.0, 600.0)
    assert (_light(ephemeris, 0, times) > 0.5).tolist() == [True, False, False, False, True, True]
    moments = sky.timescale.utc(2018, 7, 3, 0, range(0, 60, 10))
    theirs = EarthSatellite(STATION_1, STATION_2, ts=sky.timescale).at(moments).is_sunlit(sky.bodies)
    assert theirs.tolist() == [True, False, False, False, True, True]


@pytest.mark.parametrize(
    ("name", "fraction", "events"),
    [
        ("STARCLOUD-1", 0.74097, ["00:58:30", "01:22:00", "02:33:10", "02:56:50"]),
        ("SCS-01 A", 0.63542, ["00:45:50", "01:20:50"]),
        ("ISS (ZARYA)", 0.63229, []),
        ("KUIPER-00100", 0.64398, []),
    ],
)
def test_a_whole_day(catalogue, name: str, fraction: float, events: list[str]) -> None:
    ephemeris, names, _ = catalogue
    light = _light(ephemeris, names.index(name), GRID_S)
    # Asked for: 0.5 % of the day. Half light against the point Sun is far nearer.
    assert light.mean() == pytest.approx(fraction, abs=0.005)
    seen = light > 0.5
    assert seen.mean() == pytest.approx(fraction, abs=0.0015)
    changes = GRID_S[1:][seen[1:] != seen[:-1]]
    for told, found_s in zip(events, changes.tolist(), strict=False):
        hours, minutes, seconds = map(int, told.split(":"))
        # One step of the grid.
        assert found_s == pytest.approx(hours * 3600 + minutes * 60 + seconds, abs=10.0)


def test_many_satellites_at_one_moment(catalogue, sky) -> None:
    ephemeris, names, lines = catalogue
    chosen = range(0, len(names), 40)
    state = ephemeris.teme(3600.0)
    light = sunlit_frac(state.r_teme_m, sun_teme_m(DAY, 3600.0))
    moment = sky.timescale.utc(2026, 6, 13, 1, 0, 0)
    theirs = []
    for k in chosen:
        satellite = EarthSatellite(lines[3 * k + 1], lines[3 * k + 2], ts=sky.timescale)
        theirs.append(bool(satellite.at(moment).is_sunlit(sky.bodies)))
    ours = light[list(chosen)]
    clear = (ours < 0.05) | (ours > 0.95)
    assert clear.sum() > 0.97 * len(theirs)
    np.testing.assert_array_equal(ours[clear] > 0.5, np.array(theirs)[clear])
