"""The ephemeris: real element sets to the last bit, parts in order, many threads, sane memory."""

import json
import threading
import tracemalloc

import numpy as np
import pytest
from sgp4.api import Satrec, SatrecArray
from sgp4.exporter import export_omm

from dawnline.orbits.elements import SGP4_COLUMNS, ElementSets, KeplerElements, parse_elements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline_testing.data import shared_data

EPOCH = Epoch.from_iso("2026-05-30T06:00:00Z")
STATION = """ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106
"""


def ring(n: int, a_m: float = 6_928_137.0, e: float = 0.0) -> KeplerElements:
    """Return n satellites spread over one plane."""
    full = np.full(n, 1.0)
    return KeplerElements(
        names=tuple(map(str, range(n))),
        a_m=full * a_m,
        e=full * e,
        i_rad=full * 0.925,
        raan_rad=full * 0.3,
        argp_rad=full * 0.2,
        mean_anomaly_rad=np.linspace(0.0, 2.0 * np.pi, n, endpoint=False),
    )


@pytest.mark.parametrize("name", ["starlink_2026-05-30", "oneweb_2026-05-30", "stations_2026-05-30"])
def test_real_satellites_to_the_last_bit(name: str) -> None:
    text = shared_data(f"tle/{name}.tle").read_text(encoding="ascii")
    lines = text.splitlines()
    records = [Satrec.twoline2rv(*lines[k + 1 : k + 3]) for k in range(0, len(lines), 3)]
    bare = SatrecArray(records)
    elements, problems = parse_elements(text)
    assert problems == ()
    assert len(elements) == len(records)
    for key in SGP4_COLUMNS:
        np.testing.assert_array_equal(elements.columns[key], [getattr(record, key) for record in records])
    ephemeris = Ephemeris(EPOCH, [elements])
    for t_s in (-86_400.0, 0.0, 60.0, 12_345.678, 86_400.0):
        state = ephemeris.teme(t_s)
        jd, fraction = EPOCH.julian(t_s)
        errors, r_km, v_km_s = bare.sgp4(np.array([jd]), np.array([fraction]))
        ok = errors[:, 0] == 0
        np.testing.assert_array_equal(state.ok, ok)
        np.testing.assert_array_equal(state.r_teme_m[ok], r_km[ok, 0] * 1e3)
        np.testing.assert_array_equal(state.v_teme_m_s[ok], v_km_s[ok, 0] * 1e3)


def test_columns_that_were_stored_give_the_same_bits() -> None:
    elements, _ = parse_elements(shared_data("tle/starlink_2026-05-30.tle").read_text(encoding="ascii"))
    stored = {key: np.frombuffer(column.tobytes()) for key, column in elements.columns.items()}
    again = ElementSets(elements.names, elements.catalogue_numbers, stored)
    before, after = Ephemeris(EPOCH, [elements]).teme(777.0), Ephemeris(EPOCH, [again]).teme(777.0)
    np.testing.assert_array_equal(before.r_teme_m, after.r_teme_m)


def test_omm_gives_what_the_tle_gives() -> None:
    text = shared_data("tle/starlink_2026-05-30.tle").read_text(encoding="ascii")
    lines = text.splitlines()[: 3 * 2000]
    messages = []
    for k in range(0, len(lines), 3):
        record = Satrec.twoline2rv(lines[k + 1], lines[k + 2])
        messages.append(export_omm(record, lines[k].strip()))
    tle, _ = parse_elements("\n".join(lines))
    omm, problems = parse_elements(json.dumps(messages))
    assert problems == ()
    assert omm.names == tle.names
    for key in SGP4_COLUMNS:
        # The exporter writes what it computes back from radians: 17 digits, not the TLE's. Few units in the
        # last place of a float64, relative; the day's fraction to a microsecond.
        atol = 1.2e-11 if key == "jdsatepochF" else 0.0
        np.testing.assert_allclose(omm.columns[key], tle.columns[key], rtol=1e-15, atol=atol)


def test_parts_come_one_after_the_other() -> None:
    elements, _ = parse_elements(STATION)
    epoch = Epoch.from_iso("2018-07-03T20:00:00Z")
    mixed = Ephemeris(epoch, [ring(5), elements, ring(3, e=0.01)])
    assert mixed.n == 9
    state = mixed.teme(100.0)
    assert state.ok.all()
    np.testing.assert_array_equal(state.r_teme_m[:5], Ephemeris(epoch, [ring(5)]).teme(100.0).r_teme_m)
    np.testing.assert_array_equal(state.r_teme_m[5:6], Ephemeris(epoch, [elements]).teme(100.0).r_teme_m)
    for index in range(9):
        alone = mixed.teme_of(index, np.array([0.0, 100.0]))
        # One satellite takes another path through the same formulas: a nanometre of rounding is allowed.
        np.testing.assert_allclose(alone.r_teme_m[1], state.r_teme_m[index], rtol=0.0, atol=1e-8)
        np.testing.assert_allclose(alone.v_teme_m_s[1], state.v_teme_m_s[index], rtol=0.0, atol=1e-11)
    ages = mixed.age_s(100.0)
    assert ages[5] == pytest.approx((20.0 - 19.43258448) * 3600.0 + 100.0, abs=1e-4)
    assert ages[[0, 4, 6, 8]].tolist() == [0.0] * 4


def test_nothing_at_all_is_an_ephemeris_too() -> None:
    empty = Ephemeris(EPOCH, [])
    assert empty.teme(0.0).r_teme_m.shape == (0, 3)
    assert empty.age_s(0.0).shape == (0,)
    with pytest.raises(IndexError, match="satellite 0 of 0"):
        empty.teme_of(0, np.array([0.0]))


@pytest.mark.parametrize("index", [-1, 5])
def test_a_satellite_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError, match="expected 0 to 4"):
        Ephemeris(EPOCH, [ring(5)]).teme_of(index, np.array([0.0]))


def test_threads_get_what_one_thread_gets() -> None:
    elements, _ = parse_elements(STATION)
    ephemeris = Ephemeris(Epoch.from_iso("2018-07-03T20:00:00Z"), [elements, ring(1000, e=0.02)])
    times = [60.0 * k for k in range(40)]
    alone = [ephemeris.teme(t_s).r_teme_m for t_s in times]
    found: dict[int, list[np.ndarray]] = {}

    def ask(who: int) -> None:
        found[who] = [ephemeris.teme(t_s).r_teme_m for t_s in (times if who % 2 else times[::-1])]

    threads = [threading.Thread(target=ask, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for who, states in found.items():
        for want, got in zip(alone, states if who % 2 else states[::-1], strict=True):
            np.testing.assert_array_equal(want, got)


def test_a_million_generated_satellites_fit() -> None:
    elements = ring(1_000_000)
    tracemalloc.start()
    ephemeris = Ephemeris(EPOCH, [elements])
    state = ephemeris.teme(3600.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert state.ok.all()
    # The state itself is 48 MB, the kernel's own columns 24 MB.
    assert peak < 150e6
    radius_m = np.linalg.norm(state.r_teme_m[::1000], axis=1)
    assert np.abs(radius_m - 6_928_137.0).max() < 1e-6


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("jdsatepoch", 1e300),
        ("jdsatepoch", np.nan),
        ("jdsatepoch", 0.5),
        ("no_kozai", 0.0),
        ("no_kozai", -1.0),
        ("no_kozai", np.inf),
        ("ecco", 1.0),
        ("bstar", np.nan),
        ("nodeo", np.inf),
    ],
)
def test_damaged_columns_lose_only_their_satellite(key: str, value: float) -> None:
    # A half-day satellite of SGP4-VER: its resonance is what steps from the epoch.
    resonant = """1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813
2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656
"""
    elements, problems = parse_elements(resonant + STATION)
    assert problems == ()
    columns = {name: column.copy() for name, column in elements.columns.items()}
    columns[key][0] = value
    damaged = ElementSets(elements.names, elements.catalogue_numbers, columns)
    ephemeris = Ephemeris(Epoch.from_iso("2018-07-03T20:00:00Z"), [damaged])
    state = ephemeris.teme(0.0)
    assert state.ok.tolist() == [False, True]
    assert np.isnan(state.r_teme_m[0]).all()
    assert not ephemeris.teme_of(0, np.array([0.0, 60.0])).ok.any()


def test_a_time_centuries_away_is_not_ok() -> None:
    elements, _ = parse_elements(STATION)
    ephemeris = Ephemeris(Epoch.from_iso("2018-07-03T20:00:00Z"), [elements])
    for t_s in (1e10, -1e10, 1e300):
        assert not ephemeris.teme(t_s).ok[0]
        assert ephemeris.teme_of(0, np.array([t_s, 0.0])).ok.tolist() == [False, True]
