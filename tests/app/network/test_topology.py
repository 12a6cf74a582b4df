"""Who is linked to whom: grids over seams and with few terminals, real planes, formations."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.network.candidates import candidates_of
from dawnline.network.network import Network
from dawnline.network.reason import Reason
from dawnline.network.topology.formation import formation_pairs
from dawnline.network.topology.planes import latitude_argument_rad
from dawnline.network.topology.terminals import share
from dawnline.orbits.element_sets import KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline_testing.network_fleets import (
    HYPATIA_EPOCH,
    LINKS,
    RULES,
    half_phased,
    hypatia_links,
    one_fleet,
    walker,
)


def grid(orbits, planes: int, links=LINKS):
    fleet = one_fleet(orbits, planes, links, RULES)
    return candidates_of(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))


def pairs_of(candidates) -> set[tuple[int, int]]:
    return {tuple(sorted(pair)) for pair in candidates.ends[candidates.fixed == 0].tolist()}


def test_hypatias_grid_is_its_own() -> None:
    """Offset 0 with wrap, whatever the half phasing: satellite (p, s) to (p, s + 1) and (p + 1, s)."""
    found = pairs_of(grid(half_phased(34, 34, 51.9, 14.8), 34, hypatia_links(630e3, 30.0)))
    expected = set()
    for plane in range(34):
        for slot in range(34):
            here = plane * 34 + slot
            expected.add(tuple(sorted((here, plane * 34 + (slot + 1) % 34))))
            expected.add(tuple(sorted((here, (plane + 1) % 34 * 34 + slot))))
    assert found == expected


@pytest.mark.parametrize(
    ("planes", "per_plane", "phasing"), [(24, 22, 5), (72, 22, 39), (9, 10, 7), (5, 8, 4)]
)
def test_walker_grids_step_evenly_over_the_seam(planes: int, per_plane: int, phasing: int) -> None:
    """Every satellite has four neighbours; across the seam they are as far apart in phase as elsewhere."""
    orbits = walker(planes, per_plane, phasing=phasing)
    candidates = grid(orbits, planes)
    assert (candidates.fixed == 0).all()
    degree = np.bincount(candidates.ends.ravel())
    assert (degree == 4).all()
    state = Ephemeris(HYPATIA_EPOCH, [orbits]).teme(0.0)
    phase = latitude_argument_rad(state.r_teme_m, state.v_teme_m_s)
    plane = np.arange(planes * per_plane) // per_plane
    ends = candidates.ends
    across = plane[ends[:, 0]] != plane[ends[:, 1]]
    west, east = ends[across].T
    step = (phase[east] - phase[west] + np.pi) % (2 * np.pi) - np.pi
    # J2 moves satellites along their orbits by half a milliradian.
    np.testing.assert_allclose(step, 2 * np.pi * phasing / (planes * per_plane), atol=1e-3)


def test_a_star_has_a_seam_and_an_offset_moves_neighbours() -> None:
    orbits = walker(6, 11, inclination_deg=87.9, spread_rad=np.pi)
    star = grid(orbits, 6, replace(LINKS, crosses_seam=False))
    plane = star.ends // 11
    assert not ((plane.min(axis=1) == 0) & (plane.max(axis=1) == 5)).any()
    assert len(star.ends) == 6 * 11 + 5 * 11
    moved = grid(orbits, 6, replace(LINKS, crosses_seam=False, plane_offset=2))
    across = moved.ends[moved.ends[:, 0] // 11 != moved.ends[:, 1] // 11]
    assert ((across[:, 1] - across[:, 0]) % 11 == 2).all()


def test_three_terminals_make_a_brick_wall() -> None:
    """In the plane, and every other link across: all planes stay joined, nobody has more than three."""
    orbits = walker(8, 10, phasing=0)
    candidates = grid(orbits, 8, replace(LINKS, terminals=3))
    kept = candidates.ends[candidates.fixed == 0]
    assert (np.bincount(kept.ravel()) == 3).all()
    assert set(candidates.fixed.tolist()) == {0, int(Reason.TERMINALS)}
    planes = {tuple(sorted(pair)) for pair in (kept // 10).tolist() if pair[0] != pair[1]}
    assert planes == {tuple(sorted((p, (p + 1) % 8))) for p in range(8)}
    assert (candidates.free == 0).all()


def test_real_planes_are_matched_by_phase_one_to_one() -> None:
    """Planes with gaps: neighbours are near in phase, and nobody has two on one side."""
    orbits = half_phased(10, 20, 53.0, 15.1)
    keep = np.sort(np.random.Generator(np.random.Philox(key=5)).permutation(200)[:170])
    thinned = type(orbits)(
        tuple(orbits.names[k] for k in keep),
        orbits.catalogue_numbers[keep],
        {key: column[keep] for key, column in orbits.columns.items()},
    )
    fleet = replace(one_fleet(thinned, 10, LINKS, RULES), plane_of=(keep // 20).astype(np.int32))
    ephemeris = Ephemeris(HYPATIA_EPOCH, [thinned])
    candidates = candidates_of(fleet, ephemeris)
    assert np.bincount(candidates.ends[candidates.fixed == 0].ravel()).max() <= 4
    state = ephemeris.teme(0.0)
    phase = latitude_argument_rad(state.r_teme_m, state.v_teme_m_s)
    plane = fleet.plane_of
    across = candidates.ends[plane[candidates.ends[:, 0]] != plane[candidates.ends[:, 1]]]
    assert len(across) > 140
    step = np.abs((phase[across[:, 1]] - phase[across[:, 0]] + np.pi) % (2 * np.pi) - np.pi)
    assert np.median(step) <= np.pi / 20 + 1e-6
    for column in (0, 1):
        side = across[:, column]
        assert len(np.unique(side)) == len(side)


def test_a_formation_is_joined_and_never_breaks() -> None:
    """Nine by nine satellites on a lattice that turns once an orbit: one network, links that last."""
    n, mean = 81, 650e3 + 6_378_137.0
    x, y = np.divmod(np.arange(n), 9)
    e = 1e-6 * np.hypot(x - 4, y - 4)
    orbits = KeplerElements(
        names=tuple(map(str, range(n))),
        a_m=np.full(n, mean),
        e=e,
        i_rad=np.radians(98.0) + 2e-5 * (y - 4),
        raan_rad=np.full(n, 0.3),
        argp_rad=np.arctan2(y - 4, x - 4) % (2 * np.pi),
        mean_anomaly_rad=(2e-5 * (x - 4) - np.arctan2(y - 4, x - 4)) % (2 * np.pi),
    )
    links = replace(LINKS, topology="cluster", terminals=4, max_range_m=5e3)
    fleet = one_fleet(orbits, 1, links, RULES)
    network = Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))
    ends = network.candidates.ends[network.candidates.fixed == 0]
    assert np.bincount(ends.ravel(), minlength=n).max() <= 4
    group = list(range(n))
    for a, b in ends.tolist():
        one, other = group[a], group[b]
        group = [one if g == other else g for g in group]
    assert len(set(group)) == 1
    for t_s in (0.0, 1_500.0, 3_100.0, 5_000.0):
        lasers = network.links_at(t_s).lasers
        assert (lasers.reason[network.candidates.fixed == 0] == Reason.UP).all()
    with pytest.raises(ValueError, match="at most"):
        formation_pairs(np.arange(5_000), np.zeros((1, 5_000, 3)), 4, 1e3)


def test_terminals_are_given_in_turn() -> None:
    free = np.array([1, 2, 1, 0], np.int32)
    got = share(np.array([[0, 1], [1, 2], [0, 2], [1, 3]]), free)
    assert got.tolist() == [True, True, False, False]
    assert free.tolist() == [0, 0, 0, 0]
