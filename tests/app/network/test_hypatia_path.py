"""Latencies of published paths over Kuiper's first shell: Hypatia (Kassing et al., IMC 2020).

The recipe is theirs. The results begin with a path and its round trip at t=0; the same satellites and
cities must give it within 5 microseconds (distances within 750 m), as long as the path stands.
"""

import numpy as np
import pytest

from dawnline.network.latency import light_time_s, round_trip_s
from dawnline.network.sight import longest_link_m, range_m
from dawnline.orbits.constants import LIGHT_M_S, Ellipsoid
from dawnline.orbits.element_rows import XPDOTP
from dawnline.orbits.elements import ElementSets
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import ecef_from_geodetic, ecef_from_teme, gmst_rad
from dawnline_testing.data import shared_data

EPOCH = Epoch.from_iso("2000-01-01T00:00:00Z")
PLANES, PER_PLANE = 34, 34
HYPATIA = Ellipsoid(6_378_135.0, 1.0 / 298.26)
# Ground station 1156 + g: latitude and longitude in degrees.
CITIES = {
    1173: (14.6042, 120.9822),  # Manila
    1241: (38.913811, 121.602322),  # Dalian
    1229: (59.929858, 30.326228),  # Saint Petersburg
}


def kuiper_630() -> Ephemeris:
    """Return the 1,156 satellites as SGP4 takes them: 14.80 turns a day, odd planes half a place ahead."""
    plane, place = np.divmod(np.arange(PLANES * PER_PLANE), PER_PLANE)
    n = len(plane)
    anomaly_deg = 360.0 * place / PER_PLANE + np.where(plane % 2, 180.0 / PER_PLANE, 0.0)
    full = np.ones(n)
    columns = {
        "jdsatepoch": full * EPOCH.jd,
        "jdsatepochF": full * EPOCH.fraction,
        "bstar": full * 0.0,
        "ndot": full * 0.0,
        "nddot": full * 0.0,
        "ecco": full * 1e-7,
        "argpo": full * 0.0,
        "inclo": full * np.radians(51.9),
        "mo": np.radians(anomaly_deg),
        "no_kozai": full * 14.80 / XPDOTP,
        "nodeo": np.radians(360.0 * plane / PLANES),
    }
    return Ephemeris(EPOCH, [ElementSets(tuple(map(str, range(n))), np.arange(n), columns)])


@pytest.fixture(scope="module")
def shell() -> Ephemeris:
    return kuiper_630()


def _nodes_ecef_m(shell: Ephemeris, t_s: float) -> np.ndarray:
    r = ecef_from_teme(shell.teme(t_s).r_teme_m, gmst_rad(EPOCH, t_s))
    ground = np.full((100, 3), np.nan)
    for node, (lat_deg, lon_deg) in CITIES.items():
        ground[node - len(r)] = ecef_from_geodetic(np.radians(lat_deg), np.radians(lon_deg), 0.0, HYPATIA)
    return np.concatenate((r, ground))


def test_manila_to_dalian_at_the_start(shell: Ephemeris) -> None:
    nodes = _nodes_ecef_m(shell, 0.0)
    path = nodes[[1173, 184, 183, 217, 1241]]
    assert round_trip_s(path) * 1e3 == pytest.approx(29.4231, abs=0.005)
    # Every hop is one that the recipe allows.
    assert range_m(path[1:3], path[2:4]).max() < longest_link_m(630e3)
    assert range_m(path[[0, 4]], path[[1, 3]]).max() <= 1_260.1e3


@pytest.mark.parametrize("pair", ["1173_to_1241", "1229_to_1241"])
def test_published_paths_have_their_published_latency(shell: Ephemeris, pair: str) -> None:
    rtt = np.loadtxt(shared_data(f"hypatia/networkx_rtt_{pair}.txt"), delimiter=",")
    lines = shared_data(f"hypatia/networkx_path_{pair}.txt").read_text(encoding="ascii").splitlines()
    changes = [(float(at), route) for at, route in (line.split(",") for line in lines)]
    assert len(rtt) == 2000
    # Every fourth second; the route is that of the last change.
    for t_ns, rtt_ns in rtt[::40]:
        route = [route for at, route in changes if at <= t_ns][-1]
        if route == "Unreachable":
            assert rtt_ns == 0.0
            continue
        nodes = _nodes_ecef_m(shell, t_ns / 1e9)
        path = nodes[[int(node) for node in route.split("-")]]
        assert round_trip_s(path) * 1e6 == pytest.approx(rtt_ns / 1e3, abs=5.0)


def test_light_and_hops() -> None:
    path = np.array([[0.0, 0.0, 0.0], [LIGHT_M_S, 0.0, 0.0], [LIGHT_M_S, 2.0 * LIGHT_M_S, 0.0]])
    assert light_time_s(path) == pytest.approx(3.0)
    assert round_trip_s(path, hop_s=0.25) == pytest.approx(6.5)
    assert light_time_s(path[:1]) == 0.0
    assert round_trip_s(path[:2], hop_s=9.0) == pytest.approx(2.0)
