"""Planes inferred from element sets: generated shells come back exactly, real ones as they are known."""

from collections.abc import Sequence

import numpy as np
import pytest

from dawnline.orbits.element_sets import ElementSets
from dawnline.orbits.elements import parse_elements
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.inferred_planes import inferred_planes
from dawnline.orbits.planes import Planes
from dawnline.scenario.shells import Sgp4Orbit, Shell, shell_element_sets, shell_planes, walker_raan_rad
from dawnline_testing.data import shared_data

EPOCH = Epoch.from_iso("2026-05-30T18:00:00Z")
TURN = 2.0 * np.pi


def shell(
    name: str, turns: float, inclination_deg: float, planes: int, per_plane: int, phasing: int | str = "half",
    *, spread_rad: float = TURN, first_deg: float = 7.0,
) -> Shell:  # fmt: skip
    """Return a shell whose first node is after the widest gap, so that planes are counted alike."""
    raan_rad = walker_raan_rad(planes, np.radians(first_deg), spread_rad)
    orbit = Sgp4Orbit(turns, EPOCH)
    # The mean motion alone places it: the height is for the search of phasing.
    return Shell(
        name, 550e3, np.radians(inclination_deg), raan_rad, per_plane, phasing, True, orbit  # type: ignore[arg-type]
    )  # fmt: skip


SHELLS = {
    "kuiper": [shell("630", 14.80, 51.9, 34, 34)],
    "starlink": [shell("550", 15.19, 53.0, 72, 22, 65), shell("540", 15.22, 53.2, 72, 22, 3)],
    "polar": [shell("560", 15.05, 97.6, 6, 58, 1), shell("570", 15.02, 70.0, 36, 20, 35)],
    "dense": [shell("340", 15.77, 53.0, 480, 11, 7)],
    "star": [shell("1200", 13.15, 87.9, 12, 49, 1, spread_rad=np.pi)],
    "small": [shell("650", 14.74, 45.0, 3, 3)],
}


def shuffled(elements: ElementSets, seed: int) -> tuple[ElementSets, np.ndarray]:
    order = np.random.default_rng(seed).permutation(len(elements))
    columns = {key: column[order] for key, column in elements.columns.items()}
    names = tuple(elements.names[k] for k in order)
    return ElementSets(names, elements.catalogue_numbers[order], columns), order


def rings(planes: Planes, order: np.ndarray) -> set[tuple[int, ...]]:
    """Return each plane as its satellites along it, numbered as before the shuffle, the smallest first."""
    found = set()
    for plane in range(len(planes.names)):
        mine = np.flatnonzero(planes.plane_of == plane)
        ring = order[mine[np.argsort(planes.slot_of[mine])]]
        found.add(tuple(np.roll(ring, -int(np.argmin(ring))).tolist()))
    return found


@pytest.mark.parametrize("name", SHELLS)
def test_generated_shells_come_back_exactly(name: str) -> None:
    shells = tuple(SHELLS[name])
    elements, order = shuffled(shell_element_sets(shells), 7)
    found, want = inferred_planes(elements, EPOCH), shell_planes(shells)
    assert rings(found, order) == rings(want, np.arange(len(order)))
    assert len(set(found.names)) == len(found.names) == len(want.names)
    assert found.is_closed == (name != "star")
    assert sorted(np.bincount(found.shell_of_plane)) == sorted(np.bincount(want.shell_of_plane))


def test_planes_of_a_shell_follow_each_other_by_node() -> None:
    (kuiper,) = SHELLS["kuiper"]
    elements, order = shuffled(shell_element_sets((kuiper,)), 3)
    found = inferred_planes(elements, EPOCH)
    node_deg = np.array(
        [np.degrees(elements.columns["nodeo"][found.plane_of == plane][0]) for plane in range(34)]
    )
    assert np.diff(node_deg) % 360.0 == pytest.approx(360 / 34)
    assert found.names[0].startswith("52-")
    assert found.names[33].endswith("-33")
    assert len(order) == len(found.slot_of)


def test_elements_of_other_days_are_carried_to_one_moment() -> None:
    """Each satellite told at another epoch, as catalogues do: the planes are the same."""
    shells = tuple(SHELLS["kuiper"])
    elements = shell_element_sets(shells)
    columns = {key: column.copy() for key, column in elements.columns.items()}
    days = np.random.default_rng(5).uniform(-3.0, 0.0, len(elements))
    # Their nodes at 630 km and 51.9 degrees: 4.6 degrees a day to the west (Kozai 1959, SGP4's WGS-72).
    minutes = days * 1440.0
    n = columns["no_kozai"]
    a_km = np.cbrt(398600.8 / (n / 60.0) ** 2)
    pull = 1.5 * 1.082616e-3 * (6378.135 / a_km) ** 2 * n
    cos_i = np.cos(columns["inclo"])
    columns["jdsatepoch"] += np.floor(days)
    columns["jdsatepochF"] += days - np.floor(days)
    columns["nodeo"] = (columns["nodeo"] - pull * cos_i * minutes) % TURN
    columns["mo"] = (columns["mo"] + (n + 0.5 * pull * (5.0 * cos_i**2 - 1.0)) * minutes) % TURN
    moved = ElementSets(elements.names, elements.catalogue_numbers, columns)
    found = inferred_planes(moved, EPOCH)
    assert rings(found, np.arange(len(moved))) == rings(shell_planes(shells), np.arange(len(moved)))


def test_what_is_alone_or_on_its_way_is_in_no_plane() -> None:
    (kuiper,) = SHELLS["kuiper"]
    elements = shell_element_sets((kuiper,))
    columns = {key: column.copy() for key, column in elements.columns.items()}
    columns["no_kozai"][:20] *= 1.0 + 0.002 * np.arange(1, 21)  # raising, each at its own height
    columns["ecco"][20] = 0.3
    columns["inclo"][21] = np.radians(60.0)
    columns["no_kozai"][100:105] *= 1.05  # five of one plane, still low: a batch
    columns["nodeo"][200] = np.nan
    found = inferred_planes(ElementSets(elements.names, elements.catalogue_numbers, columns), EPOCH)
    strays = [*range(22), *range(100, 105), 200]
    assert np.flatnonzero(found.plane_of < 0).tolist() == strays
    assert np.flatnonzero(found.slot_of < 0).tolist() == strays
    assert len(found.names) == 34


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_satellites_have_no_planes(count: int) -> None:
    elements = shell_element_sets((SHELLS["small"][0],))
    columns = {key: column[:count] for key, column in elements.columns.items()}
    few = ElementSets(elements.names[:count], elements.catalogue_numbers[:count], columns)
    found = inferred_planes(few, EPOCH)
    assert found.plane_of.tolist() == found.slot_of.tolist() == [-1] * count
    assert found.names == ()


def read(relative: str, *prefixes: str) -> ElementSets:
    """Return the element sets of a real file, those whose name begins with one of the prefixes."""
    elements, _ = parse_elements(shared_data(relative).read_text(encoding="ascii"))
    if not prefixes:
        return elements
    mine = [k for k, name in enumerate(elements.names) if name.startswith(prefixes)]
    columns = {key: column[mine] for key, column in elements.columns.items()}
    return ElementSets(tuple(elements.names[k] for k in mine), elements.catalogue_numbers[mine], columns)


def shell_sizes(planes: Planes) -> dict[str, tuple[int, int]]:
    """Return how many planes and satellites each shell has, by the beginning of its planes' names."""
    sizes = {}
    for number in sorted(set(planes.shell_of_plane.tolist())):
        rows = np.flatnonzero(planes.shell_of_plane == number)
        label = planes.names[rows[0]].rpartition("-")[0]
        sizes[label] = (len(rows), int(np.isin(planes.plane_of, rows).sum()))
    return sizes


def assert_sound(planes: Planes, count: int, names: Sequence[str]) -> None:
    assert len(planes.plane_of) == len(planes.slot_of) == count
    for plane in range(len(names)):
        slots = np.sort(planes.slot_of[planes.plane_of == plane])
        assert np.array_equal(slots, np.arange(len(slots)))
        assert len(slots) >= 2


def test_real_starlink_has_its_72_planes() -> None:
    elements = read("tle/starlink_2026-05-30.tle")
    planes = inferred_planes(elements, EPOCH)
    assert_sound(planes, len(elements), planes.names)
    sizes = shell_sizes(planes)
    # Filed: 72 planes at 540 km and 53.2 degrees; 36 at 570 km and 70, of which two stood empty that day
    # (two gaps of 19.6 degrees among gaps of 9.6).
    assert sizes["53-540"][0] == 72
    assert sizes["53-540"][1] == pytest.approx(1304, abs=15)
    assert sizes["70-572"][0] == 34
    # The ten shells of that day's catalogue, in bins of 10 km and 1 degree (the height differs by some km).
    assert len(sizes) == 10
    assert sizes["43-483"][1] == pytest.approx(3246, abs=30)
    assert np.count_nonzero(planes.plane_of >= 0) / len(elements) == pytest.approx(0.91, abs=0.02)
    # Within a plane of the 540 km shell nobody is far from its neighbour's node.
    first = planes.names.index("53-540-00")
    node = elements.columns["nodeo"][planes.plane_of == first + 5]
    assert np.degrees(np.ptp((node - node[0] + np.pi) % TURN)) < 15.0


def test_real_oneweb_is_a_star_of_twelve_planes() -> None:
    """Each of its planes has a height of its own, 4 km from the next; their nodes drift alike."""
    elements = read("tle/oneweb_2026-05-30.tle")
    planes = inferred_planes(elements, EPOCH)
    assert_sound(planes, len(elements), planes.names)
    assert shell_sizes(planes) == {"88-1202": (12, pytest.approx(645, abs=6))}
    assert not planes.is_closed


def test_real_kuiper_flies_two_by_two() -> None:
    """About 185 satellites at 630 km, one or two in each plane of 2.5 degrees: the pairs are planes."""
    elements = read("tle/active_2026-06.tle", "KUIPER")
    planes = inferred_planes(elements, Epoch.from_iso("2026-06-14T00:00:00Z"))
    assert_sound(planes, len(elements), planes.names)
    count, satellites = shell_sizes(planes)["52-630"]
    assert (count, satellites) == (pytest.approx(70, abs=5), pytest.approx(141, abs=12))
    assert satellites / count < 2.2
