"""What a scenario says of networks: links, gateways and rules in SI units, their tables, what is wrong."""

import hashlib
import json
from collections.abc import Callable
from math import radians

import numpy as np
import pytest

from dawnline.fleet.network import FleetLinks
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.presets import preset_names, read_preset
from dawnline.scenario.scenario import Scenario
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
REGIONS = '[[region]]\npreset = "metros"\nonly = ["tokyo", "delhi"]\n'
GATEWAY = '[[gateway]]\nname = "g"\nlat = 10\nlon = 20\n'
LINKS = 'links = "starlink-laser"\n'
OLD = """[[site]]
preset="aws"
[[region]]
preset="metros"
[[workload]]
name="w"
kind="batch"
peak_accelerators=5.0
[[event]]
kind="fault"
target="site:here"
start="1h"
duration="1h"
"""


def test_scenarios_without_networks_have_the_documents_that_they_had(load: Load) -> None:
    """SHA-256 of the documents as they were before a scenario could say anything of networks."""
    old = load(HEAD + SHELL + SITE + OLD)
    assert hashlib.sha256(old.document.encode()).hexdigest() == (
        "08e712bc5d8ecd8913743495678227bdfef580635e31471eb8085d2e5ea75589"
    )
    assert old.fleet.network is None
    assert old.fleet.gateways == ()
    assert all(group.links is None for group in old.fleet.groups)
    assert {"gateway", "pair", "link"}.isdisjoint(old.fleet.tables)


def test_a_million_satellites_have_the_fleets_that_they_had() -> None:
    """Story and demand may be told anew; who flies where, and what it is, stays."""
    document = json.loads(load_scenario(bundled_scenario("filing-million")).document)
    keys = ("event", "fleet", "format", "policy", "region", "scenario", "site", "workload")
    assert tuple(document) == keys
    assert digest_of(document["fleet"]) == "406dbf9917c8451d"
    assert digest_of(document["policy"]) == "60cd9aa58564ccaf"


def digest_of(part: object) -> str:
    return hashlib.sha256(json.dumps(part).encode()).hexdigest()[:16]


def links_of(scenario: Scenario) -> FleetLinks:
    links = scenario.fleet.groups[0].links
    assert links is not None
    return links


def test_links_become_si_once(load: Load) -> None:
    given = (
        'topology = "nearest", terminals = 3, rate_gbps = 2.5, max_range_km = 4000, grazing_km = 100, '
        'acquisition = "30s", plane_offset = -1, crosses_seam = false, max_cross_plane_lat_deg = 60, '
        "user_mask_deg = 35, user_max_range_km = 1260, user_rate_gbps = 20, ground_beams = 2"
    )
    scenario = load(HEAD + SHELL + f"links = {{ {given} }}\n")
    links = links_of(scenario)
    assert (links.topology, links.terminals, links.plane_offset) == ("nearest", 3, -1)
    assert (links.rate_bps, links.user_rate_bps) == (2.5e9, 20e9)
    assert (links.max_range_m, links.grazing_m, links.user_max_range_m) == (4e6, 1e5, 1.26e6)
    assert (links.acquisition_s, links.crosses_seam, links.ground_beams) == (30.0, False, 2)
    assert [links.max_cross_plane_lat_rad, links.user_mask_rad] == [radians(60), radians(35)]
    assert {item.source for item in links.provenance} == {"the scenario file"}
    assert json.loads(scenario.document)["fleet"][0]["links"]["rate_bps"] == 2.5e9


def test_a_links_preset_may_be_named_alone_or_changed(load: Load) -> None:
    plain = links_of(load(HEAD + SHELL + LINKS))
    assert (plain.topology, plain.rate_bps, plain.grazing_m) == ("grid", 100e9, 80e3)
    assert {item.key for item in plain.provenance} >= {"rate_bps", "max_range_m", "user_mask_rad"}
    changed = links_of(load(HEAD + SHELL + 'links = { preset = "starlink-laser", rate_gbps = 200 }\n'))
    assert changed.rate_bps == 200e9
    source = next(item for item in changed.provenance if item.key == "rate_bps")
    assert (source.value, source.unit, source.source) == (200.0, "Gbit/s", "the scenario file")


@pytest.mark.parametrize(
    ("pattern", "crosses"), [("walker-delta", True), ("walker-star", False), ("sso", False)]
)
def test_the_seam_is_crossed_where_planes_go_all_the_way_round(
    load: Load, pattern: str, crosses: bool
) -> None:
    text = HEAD + SHELL.replace("walker-delta", pattern)
    if pattern == "sso":
        text = text.replace("inclination_deg = 53", "ltan_h = 6") + "phasing = 1\n"
    assert links_of(load(text + 'links = { topology = "grid" }\n')).crosses_seam is crosses
    given = 'links = { topology = "grid", crosses_seam = ' + str(not crosses).lower() + " }\n"
    assert links_of(load(text + given)).crosses_seam is not crosses


@pytest.mark.parametrize("name", preset_names("links"))
def test_every_links_preset_makes_links(load: Load, name: str) -> None:
    links = links_of(load(HEAD + SHELL + f'links = "{name}"\n'))
    assert links.topology != "none"
    assert links.terminals > 0
    assert links.rate_bps >= 100e9
    assert links.acquisition_s == 10.0


def test_gateways_come_listed_and_from_presets(load: Load) -> None:
    preset = '[[gateway]]\npreset = "starlink"\nonly = ["conrad-mt"]\nfleets = ["a"]\nantennas = 3\n'
    optical = '[[gateway]]\npreset = "optical"\nonly = ["nemea-gr"]\n'
    scenario = load(HEAD + SHELL + LINKS + GATEWAY + "mask_deg = 5\n" + preset + optical)
    own, conrad, nemea = scenario.fleet.gateways
    assert (own.kind, own.mask_rad, own.antennas, own.rate_bps) == ("radio", radians(5), 8, 20e9)
    assert (own.availability_frac, own.fleets, own.title) == (1.0, (), "g")
    assert (conrad.antennas, conrad.fleets, conrad.title) == (3, ("a",), "Conrad, MT")
    assert np.degrees([conrad.lat_rad, conrad.lon_rad]) == pytest.approx([48.20, -111.95])
    assert next(item for item in conrad.provenance if item.key == "antennas").source == "the scenario file"
    assert (nemea.kind, nemea.availability_frac, nemea.acquisition_s) == ("optical", 0.75, 10.0)
    table = scenario.fleet.tables["gateway"]
    assert table.ids == ("gateway:g", "gateway:starlink/conrad-mt", "gateway:optical/nemea-gr")
    assert [scenario.fleet.groups[row].name if row >= 0 else "" for row in table.parent] == [
        "",
        "starlink",
        "optical",
    ]
    assert {group.holds for group in scenario.fleet.groups} == {"satellite", "gateway"}
    listed = json.loads(scenario.document)["gateway"]
    assert [gateway["id"] for gateway in listed] == list(table.ids)
    assert "provenance" not in listed[1]


def test_gateways_of_a_fleets_own_name_belong_to_the_fleet(load: Load) -> None:
    text = HEAD + SHELL.replace('"a"', '"starlink"') + LINKS
    scenario = load(text + '[[gateway]]\npreset = "starlink"\n')
    assert len(scenario.fleet.groups) == 1
    assert set(scenario.fleet.tables["gateway"].parent.tolist()) == {0}
    assert len(scenario.fleet.gateways) == 40


def test_gateways_stand_where_they_are_said_to() -> None:
    for name in preset_names("gateways"):
        preset = read_preset("gateways", name)
        assert preset is not None
        names = [row.values["name"] for row in preset.rows]
        places = {(row.values["lat"], row.values["lon"]) for row in preset.rows}
        assert len(set(names)) == len(places) == len(names) >= 12


def test_rules_are_those_given_or_plain_ones(load: Load) -> None:
    plain = load(HEAD + SHELL + LINKS).fleet.network
    assert plain is not None
    assert (plain.hop_s, plain.access_s, plain.fibre_index) == (1e-4, 6e-3, 1.468)
    assert (plain.has_fibre, plain.queue_cap_s, plain.lasers_between) == (True, 0.05, ())
    given = '[network]\nhop_ms = 0\nfibre = false\nfibre_stretch = 1.0\nlasers_between = [["b", "a"]]\n'
    scenario = load(HEAD + SHELL + LINKS + SHELL.replace('"a"', '"b"') + LINKS + given)
    rules = scenario.fleet.network
    assert rules is not None
    assert (rules.hop_s, rules.has_fibre, rules.fibre_stretch) == (0.0, False, 1.0)
    assert rules.lasers_between == (("b", "a"),)
    assert {item.key: item.source for item in rules.provenance}["hop_s"] == "the scenario file"
    assert json.loads(scenario.document)["network"]["lasers_between"] == [["b", "a"]]


def test_pairs_are_regions_times_sites(load: Load) -> None:
    sites = SITE + '[[site]]\npreset = "aws"\nonly = ["eu-west-1", "us-east-1"]\n'
    text = HEAD + SHELL + LINKS + sites + REGIONS
    fleet = load(text).fleet
    pairs = fleet.tables["pair"]
    assert len(pairs) == 6
    assert pairs.ids[1 * 3 + 2] == f"pair:{fleet.regions[1].name}>aws/eu-west-1"
    assert pairs.names[0] == f"{fleet.regions[0].name}>here"
    assert (pairs.parent == -1).all()
    assert "pair" not in load(text.replace(LINKS, "")).fleet.tables
    assert "pair" in load(text.replace(LINKS, "") + "[network]\n").fleet.tables


def test_planes_have_rows_in_the_order_of_their_fleets(load: Load) -> None:
    shell = '[[fleet.shell]]\npattern = "walker-delta"\nname = "{}"\naltitude_km = {}\ninclination_deg = 53\n'
    sizes = "planes = 12\nsatellites_per_plane = 2\nphasing = 1\n"
    two = '[[fleet]]\nname = "s"\nsource = "shells"\nbus = "spacex-ai1"\n'
    two += shell.format("550", 550) + sizes + shell.format("600", 600) + sizes
    fleet = load(HEAD + SHELL + two).fleet
    planes = fleet.tables["plane"]
    assert len(planes) == 6 + 24
    assert planes.ids[5] == "plane:a/P5"
    assert planes.ids[6 + 7] == "plane:s/550-07"
    assert planes.ids[6 + 12] == "plane:s/600-00"
    assert planes.parent.tolist() == [0] * 6 + [1] * 24
    rows = fleet.plane_rows()
    # Satellite 30 + 15 is the second of plane 7 of the second fleet.
    assert (rows[29], rows[30], rows[30 + 15]) == (5, 6, 13)
    assert fleet.slot_of is not None
    assert fleet.shell_of_plane is not None
    assert fleet.slot_of[:6].tolist() == [0, 1, 2, 3, 4, 0]
    assert fleet.shell_of_plane.tolist() == [0] * 6 + [0] * 12 + [1] * 12


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SHELL + 'links = "starlink-lazer"\n',
            "11: fleet[0].links.preset: links 'starlink-lazer' are unknown; expected 'starlink-laser' (did",
        ),
        (
            SHELL + "links = { terminals = 4 }\n",
            "11: fleet[0].links.topology: is missing; expected 'grid', 'nearest'",
        ),
        (
            SHELL + 'links = { topology = "ring" }\n',
            "11: fleet[0].links.topology: 'ring' is unknown; expected 'none', 'grid', 'nearest' or 'cluster'",
        ),
        (
            SHELL + 'links = { topology = "grid", rate = 3 }\n',
            "11: fleet[0].links.rate: unknown key; expected 'rate_gbps' (did you mean that?)",
        ),
        (
            SHELL + 'links = { topology = "grid", acquisition = 10 }\n',
            "11: fleet[0].links.acquisition: is a whole number, which has no unit; expected a length of time",
        ),
        (
            SHELL + 'links = { topology = "grid", user_mask_deg = 90 }\n',
            "11: fleet[0].links.user_mask_deg: 90 is out of range; expected less than 90",
        ),
        (
            SHELL + LINKS + GATEWAY + 'fleets = ["b"]\n',
            "16: gateway[0].fleets[0]: there is no fleet of satellites 'b'; expected one of 'a'",
        ),
        (
            SHELL + GATEWAY + GATEWAY,
            "16: gateway[1].name: gateway 'g' is there twice; expected another name",
        ),
        (
            SHELL + GATEWAY.replace("lat = 10\n", ""),
            "11: gateway[0].lat: is missing; expected latitude, degrees north",
        ),
        (
            SHELL + '[[gateway]]\npreset = "starlink"\nonly = ["conrad"]\n',
            "13: gateway[0].only[0]: 'conrad' is unknown in 'starlink'; expected 'conrad-mt' (did you mean",
        ),
        (
            SHELL + '[[gateway]]\npreset = "sky"\n',
            "12: gateway[0].preset: gateways 'sky' are unknown; expected one of 'optical', 'starlink'",
        ),
        (
            SHELL + LINKS + '[network]\nlasers_between = [["a", "b"]]\n',
            "13: network.lasers_between[0][1]: there is no fleet 'b' with links; expected one of 'a'",
        ),
        (
            SHELL + LINKS + '[network]\nlasers_between = [["a", "a"]]\n',
            "13: network.lasers_between[0]: 'a' is there twice; expected two different fleets",
        ),
        (
            SHELL + "[network]\nhop = 1\n",
            "12: network.hop: unknown key; expected 'hop_ms' (did you mean that?)",
        ),
        (
            SHELL + "[network]\nfibre_stretch = 0.5\n",
            "12: network.fibre_stretch: 0.5 is out of range; expected at least 1",
        ),
    ],
)
def test_problems_say_where_what_and_what_would_be_right(complaints: Complain, text: str, said: str) -> None:
    problems = complaints(HEAD + text)
    assert any(problem.startswith(f"s.toml:{said}") for problem in problems), problems


def test_too_many_pairs_are_refused(complaints: Complain) -> None:
    places = "".join(f'[[region]]\nname = "r{i}"\nlat = 1\nlon = 2\nweight = 1\n' for i in range(800))
    sites = '[[site]]\npreset = "aws"\n'
    (problem,) = complaints(HEAD + SHELL + LINKS + places + sites)
    assert "800 regions times 28 sites are 22,400 pairs; expected at most 20,000" in problem


def test_the_scenario_that_opens_first_has_a_network() -> None:
    fleet = load_scenario(bundled_scenario("welcome")).fleet
    assert fleet.network is not None
    linked = [group.name for group in fleet.groups if group.links is not None]
    assert linked == ["starlink", "dawn", "dusk-ride", "dusk-throttle", "dusk-sleep"]
    assert len(fleet.gateways) == len(fleet.tables["gateway"]) == 40
    assert len(fleet.tables["pair"]) == len(fleet.regions) * len(fleet.sites)
    links = {group.name: group.links for group in fleet.groups if group.links is not None}
    assert links["starlink"].crosses_seam
    assert not links["dawn"].crosses_seam
    assert links["starlink"].user_rate_bps > 0.0
    assert links["dawn"].user_rate_bps == 0.0
    assert {name for pair in fleet.network.lasers_between for name in pair} == set(linked)
