"""The network of a run in its file: it comes back, files from before it open, and nonsense is refused."""

import json
import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.fleet.ground import Region
from dawnline.fleet.network import FleetLinks, Gateway, NetworkRules
from dawnline.fleet.provenance import Provenance
from dawnline.recording.errors import EntityNotFound, RunFileError
from dawnline.recording.names import NameIndex
from dawnline.recording.recording import Recording
from dawnline.recording.tile_codec import crc_of
from dawnline_testing.small_run import small_fleet, write_small_run

SATELLITES = 6
SOURCE = Provenance("rate_bps", 100.0, "Gbit/s", "a test", "2026-05-30", "assumed")
LINKS = FleetLinks(
    "grid", 4, 1e11, 5e6, 8e4, 10.0, -1, crosses_seam=False, max_cross_plane_lat_rad=1.2,
    user_mask_rad=0.4, user_max_range_m=1e8, user_rate_bps=1e10, ground_beams=2, provenance=(SOURCE,),
)  # fmt: skip
GATEWAYS = (
    Gateway("g", "Gé", "radio", 0.5, -1.5, 0.1, 1e8, 8, 2e10, 1.0, 0.0, ("f",), (SOURCE,)),
    Gateway("h", "H", "optical", -0.5, 3.1, 0.1, 1e8, 1, 1e11, 0.75, 10.0, ()),
)
RULES = NetworkRules(1e-4, 6e-3, 1.4, 1.468, has_fibre=True, queue_cap_s=0.05, lasers_between=(("f", "g"),))


def linked_fleet():
    """Return the small fleet with links, two gateways, two planes of three and rules."""
    fleet = small_fleet(SATELLITES)
    tables = dict(fleet.tables)
    tables["gateway"] = EntityTable.of("gateway", ("gateway:f/g", "gateway:h"), ("g", "h"))
    tables["plane"] = EntityTable.of("plane", ("plane:f/0", "plane:f/1"), ("0", "1"), np.zeros(2, np.int32))
    (group,) = fleet.groups
    return replace(
        fleet,
        tables=tables,
        groups=(replace(group, links=LINKS),),
        gateways=GATEWAYS,
        network=RULES,
        plane_of=np.repeat(np.arange(2, dtype=np.int32), 3),
        slot_of=np.tile(np.arange(3, dtype=np.int32), 2),
        shell_of_plane=np.array([0, 1], np.int32),
    )


@pytest.fixture
def run(tmp_path):
    return write_small_run(tmp_path / "run.dawn", SATELLITES, frames=3, fleet=linked_fleet())


def change(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for text, *values in statements:
        connection.execute(text, values)
    connection.close()


def put_text(name, text):
    return ("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", name, crc_of(text.encode()), text)


def text_of(path, name):
    connection = sqlite3.connect(path)
    ((text,),) = connection.execute("SELECT json FROM document WHERE name = ?", (name,)).fetchall()
    connection.close()
    return json.loads(text)


def test_the_network_comes_back(run):
    want = linked_fleet()
    with Recording.open(run) as recording:
        got = recording.header.fleet
        assert (got.gateways, got.network, got.groups) == (want.gateways, want.network, want.groups)
        assert got.tables["gateway"].ids == want.tables["gateway"].ids
        assert np.array_equal(got.slot_of, want.slot_of)
        assert np.array_equal(got.shell_of_plane, want.shell_of_plane)
        assert got.plane_rows().tolist() == [0, 0, 0, 1, 1, 1]
        assert NameIndex(recording.header).find("h") == EntityRef("gateway", 1)


def test_a_run_without_a_network_has_none(tmp_path):
    with Recording.open(write_small_run(tmp_path / "run.dawn", SATELLITES, frames=3)) as recording:
        fleet = recording.header.fleet
        assert (fleet.gateways, fleet.network, fleet.slot_of, fleet.shell_of_plane) == ((), None, None, None)
        assert fleet.groups[0].links is None
        assert fleet.plane_rows().tolist() == [-1] * SATELLITES


def test_a_file_from_before_networks_opens(tmp_path):
    """Such a file has no ``extras`` in its facts, and no ``links`` in its groups."""
    path = write_small_run(tmp_path / "run.dawn", SATELLITES, frames=3)
    facts, groups = text_of(path, "run"), text_of(path, "groups")
    del facts["extras"]
    for group in groups:
        del group["links"]
    change(path, put_text("run", json.dumps(facts)), put_text("groups", json.dumps(groups)))
    with Recording.open(path) as recording:
        fleet = recording.header.fleet
        assert (fleet.gateways, fleet.network, fleet.slot_of) == ((), None, None)
        assert recording.frame_count == 3


def paired_fleet(regions):
    """Return the linked fleet with two regions and a pair for each of ``regions`` times its two sites."""
    fleet = linked_fleet()
    tables = dict(fleet.tables)
    tables["region"] = EntityTable.of("region", ("region:r", "region:s"), ("r", "s"))
    ids = tuple(f"pair:{r}>p{i}/east" for r in regions for i in range(2))
    tables["pair"] = EntityTable.of("pair", ids, tuple(id_.replace("pair:", "") for id_ in ids))
    return replace(fleet, tables=tables, regions=tuple(Region(r, 0.1, 0.2, 1.0) for r in "rs"))


def test_pairs_are_found_by_their_names_and_take_none_from_others(tmp_path):
    path = write_small_run(tmp_path / "run.dawn", SATELLITES, frames=3, fleet=paired_fleet("rs"))
    with Recording.open(path) as recording:
        assert NameIndex(recording.header).find("s>p1/east") == EntityRef("pair", 3)
        with pytest.raises(EntityNotFound, match="the name of 2 entities"):
            NameIndex(recording.header).find("east")


def test_pairs_of_something_else_are_refused(tmp_path):
    path = write_small_run(tmp_path / "run.dawn", SATELLITES, frames=3, fleet=paired_fleet("r"))
    with pytest.raises(RunFileError, match="has 2 pairs of 2 regions and 2 sites"):
        Recording.open(path)


@pytest.mark.parametrize(
    ("name", "index", "key", "value"),
    [
        ("gateways", 0, "lat_rad", 1e300),
        ("gateways", 0, "lon_rad", float("nan")),
        ("gateways", 1, "availability_frac", 1.5),
        ("gateways", 1, "antennas", -1),
        ("gateways", 0, "rate_bps", float("inf")),
        ("gateways", 0, "kind", "sound"),
        ("gateways", 0, "fleets", "f"),
        ("network", 0, "hop_s", -1.0),
        ("network", 0, "fibre_index", 0.0),
        ("network", 0, "lasers_between", [["a"]]),
    ],
)
def test_gateways_and_rules_that_make_no_sense(run, name, index, key, value):
    rows = text_of(run, name)
    rows[index][key] = value
    change(run, put_text(name, json.dumps(rows)))
    with pytest.raises(RunFileError) as error:
        Recording.open(run)
    assert "; expected " in str(error.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [("topology", "star"), ("terminals", -1), ("rate_bps", float("nan")), ("user_mask_rad", 99.0)],
)
def test_links_that_make_no_sense(run, key, value):
    groups = text_of(run, "groups")
    groups[0]["links"][key] = value
    change(run, put_text("groups", json.dumps(groups)))
    with pytest.raises(RunFileError):
        Recording.open(run)


@pytest.mark.parametrize(
    "statement",
    [
        ("DELETE FROM document WHERE name = 'gateways'",),
        ("DELETE FROM document WHERE name = 'network'",),
        ("DELETE FROM array WHERE name = 'satellite.slot_of'",),
        ("UPDATE array SET data = zeroblob(8000) WHERE name = 'plane.shell'",),
        ("UPDATE document SET json = '[]' WHERE name = 'network'",),
        put_text("gateways", "[]"),
        put_text("network", "[[]]"),
        put_text("gateways", "[" * 100_000),
    ],
)
def test_files_that_lack_what_they_name(run, statement):
    change(run, statement)
    with pytest.raises(RunFileError):
        Recording.open(run)


@pytest.mark.parametrize("planes", [[0, 0, 0, 1, 1, 2], [-2] * 6])
def test_satellites_in_planes_that_are_not_there(run, planes):
    data = np.array(planes, "<i4").tobytes()
    text = "UPDATE array SET data = ?, crc = ? WHERE name = 'satellite.plane_of'"
    change(run, (text, data, crc_of(data)))
    with pytest.raises(RunFileError, match="plane"):
        Recording.open(run)
