"""A scenario that is right: who exists, where, when, and the document that says so."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.element_sets import ElementSets
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, check_scenario, load_scenario
from dawnline.scenario.scenario import Scenario
from dawnline_testing.data import shared_data
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Load = Callable[..., Scenario]
# Two satellites of 2026-05-30, from CelesTrak; checksums right.
TLE = """STARLINK-1008
1 44714U 19074B   26150.30936191  .00080211  00000+0  15180-2 0  9995
2 44714  53.1513 154.1788 0003034  54.2939 305.8351 15.47704531361446
"""
ELEMENTS = '[[fleet]]\nname = "e"\nsource = "elements"\nbus = "starlink-v2-mini-edge"\n'


@pytest.fixture(scope="module")
def welcome() -> Scenario:
    return load_scenario(bundled_scenario("welcome"))


def test_welcome_is_what_it_promises(welcome: Scenario) -> None:
    tables = welcome.fleet.tables
    assert len(tables["satellite"]) == 10_301
    assert welcome.frame_count == 1441
    assert welcome.epoch.iso() == "2026-05-30T00:00:00Z"
    assert set(tables["satellite"].parent[-800:]) == {1, 2, 3, 4}
    assert {group.name for group in welcome.fleet.groups} >= {"starlink", "xai", "aws", "gcp", "azure"}
    assert {bus.eclipse_policy for bus in welcome.fleet.buses} == {"ride-through", "throttle", "hibernate"}
    assert "generated" in welcome.fleet.groups[0].title
    assert welcome.fleet.groups[0].provenance
    assert tables["site"].ids[0] == "site:xai/colossus-1"
    assert len(tables["region"]) > 20


def test_welcome_has_one_id_for_each_entity(welcome: Scenario) -> None:
    for table in welcome.fleet.tables.values():
        assert len(set(table.ids)) == len(table)
        assert all(id_.startswith(f"{table.kind}:") for id_ in table.ids)
    satellites = welcome.fleet.satellites
    assert satellites.ids[0] == f"satellite:starlink/{satellites.names[0]}"
    assert welcome.ephemeris.n == len(satellites) == len(welcome.fleet.plane_of) == len(welcome.fleet.bus_of)


def test_welcome_is_made_of_orbits_at_their_heights(welcome: Scenario) -> None:
    r_m = welcome.ephemeris.teme(0.0).r_teme_m
    height_km = np.linalg.norm(r_m, axis=1) / 1e3 - 6378.137
    assert height_km[0] == pytest.approx(485.0)
    assert height_km[-1] == pytest.approx(680.0)


def test_documents_are_canonical_and_name_no_machine(welcome: Scenario) -> None:
    document = json.loads(welcome.document)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == welcome.document
    assert str(Path(__file__).parents[3]) not in welcome.document
    assert document["scenario"]["seed"] == 20260530
    assert load_scenario(bundled_scenario("welcome")).document == welcome.document
    reseeded = load_scenario(bundled_scenario("welcome"), Overrides(seed=7)).document
    assert reseeded != welcome.document


@pytest.mark.parametrize("field", ["altitude_km = 551", "inclination_deg = 54", "phasing = 3", 'title = "b"'])
def test_what_changes_the_run_changes_the_document(load: Load, field: str) -> None:
    key = field.split(" = ", maxsplit=1)[0]
    kept = "".join(line + "\n" for line in SHELL.splitlines() if not line.startswith(key))
    assert load(HEAD + kept + field + "\n").document != load(HEAD + SHELL).document


def test_planes_are_spread_and_phased_as_walker_says(load: Load) -> None:
    scenario = load(HEAD + SHELL + "phasing = 2\nraan_deg = 10\n")
    (part,) = scenario.ephemeris.parts
    assert np.degrees(part.raan_rad[::5]) == pytest.approx([10, 70, 130, 190, 250, 310])
    # M = 360 s / S + 360 F p / T: plane 1, satellite 3 of 5, F = 2 of 30.
    assert np.degrees(part.mean_anomaly_rad[8]) == pytest.approx(360 * 3 / 5 + 360 * 2 / 30)
    assert scenario.fleet.plane_of.tolist() == np.repeat(np.arange(6), 5).tolist()
    assert scenario.fleet.satellites.ids[8] == "satellite:a/A-P1S3"


def test_stars_spread_over_half_a_turn_and_half_shifts_odd_planes(load: Load) -> None:
    text = HEAD + SHELL.replace("walker-delta", "walker-star") + 'phasing = "half"\n'
    (part,) = load(text).ephemeris.parts
    assert np.degrees(part.raan_rad[::5]) == pytest.approx([0, 30, 60, 90, 120, 150])
    assert np.degrees(part.mean_anomaly_rad[::5]) == pytest.approx([0, 36, 0, 36, 0, 36])


def test_sun_synchronous_planes_stand_at_their_local_times(load: Load) -> None:
    text = HEAD + '[[fleet]]\nname = "s"\nsource = "sso"\naltitude_km = 650\nltan_h = 18\nltan_spread_h = 1\n'
    (part,) = load(text + 'planes = 5\nsatellites_per_plane = 4\nbus = "spacex-ai1"\n').ephemeris.parts
    # The Sun-synchronous inclination at that height; 15 degrees of node for each hour of local time.
    assert np.degrees(part.i_rad[0]) == pytest.approx(97.986, abs=0.002)
    assert np.degrees(np.diff(part.raan_rad[::4])) == pytest.approx([3.75] * 4)


def test_auto_phasing_is_the_one_that_keeps_satellites_apart(load: Load) -> None:
    text = HEAD + SHELL.replace("planes = 6", "planes = 34").replace("plane = 5", "plane = 34")
    document = json.loads(load(text.replace("= 53", "= 51.9").replace("= 550", "= 630")).document)
    assert document["fleet"][0]["shell"][0]["phasing"] == 7


def test_a_million_satellites_load(load: Load) -> None:
    text = SHELL.replace("planes = 6", "planes = 1000").replace("plane = 5", "plane = 1000")
    scenario = load(HEAD + text + "phasing = 1\n")
    assert len(scenario.fleet.satellites) == scenario.ephemeris.n == 1_000_000
    assert scenario.fleet.satellites.ids[-1] == "satellite:a/A-P999S999"


def test_units_become_si_once(load: Load) -> None:
    changed = 'battery_kwh = 2, throttle_c = 50, housekeeping_kw = 3, fault_repair = "2h"'
    bus = f'{{ preset = "spacex-ai1", {changed} }}'
    scenario = load(HEAD + SHELL.replace('"spacex-ai1"', bus) + SITE)
    made = scenario.fleet.buses[0]
    assert made.battery_j == 7.2e6
    assert made.throttle_k == 323.15
    assert made.housekeeping_w == 3000.0
    assert made.fault_repair_s == 7200.0
    sources = {item.key: item for item in made.provenance}
    assert (sources["battery_j"].value, sources["battery_j"].source) == (2.0, "the scenario file")
    site = scenario.fleet.sites[0]
    assert site.power_cap_w == 2e6
    assert np.degrees([site.lat_rad, site.lon_rad]) == pytest.approx([48.1, 11.6])


def test_events_point_at_entities(load: Load) -> None:
    event = '[[event]]\nkind = "{}"\ntarget = "{}"\nstart = {}\nduration = "30m"\n'
    late = event.format("fault", "satellite:a/A-P1S0", "2026-05-30T02:00:00Z")
    early = event.format("power_cap", "site:here", '"1h"') + "share = 0.5\n"
    first, second = load(HEAD + SHELL + SITE + late + early).events
    assert (first.kind, first.target, first.start_s, first.value) == (
        "power_cap",
        EntityRef("site", 0),
        3600.0,
        0.5,
    )
    assert (second.target, second.start_s, second.duration_s) == (EntityRef("satellite", 5), 7200.0, 1800.0)
    assert [second.is_on(t_s) for t_s in (7199.0, 7200.0, 8999.0, 9000.0)] == [False, True, True, False]


def test_presets_take_what_is_asked_for(load: Load) -> None:
    text = HEAD + '[[site]]\npreset = "aws"\nonly = ["eu-west-1"]\naccelerators = 5\npower_cap_mw = 0.1\n'
    scenario = load(text + SHELL.replace("a1", "a1"))
    (site,) = scenario.fleet.sites
    assert (site.name, site.accelerators, site.power_cap_w) == ("eu-west-1", 5, 1e5)
    assert next(item for item in site.provenance if item.key == "accelerators").source == "the scenario file"
    assert scenario.fleet.tables["site"].parent.tolist() == [1]


def test_element_sets_set_the_start_and_keep_the_bus(load: Load, tmp_path: Path) -> None:
    (tmp_path / "e.tle").write_text(TLE, newline="\n")  # its digest is asked for below
    scenario = load("[scenario]\n" + ELEMENTS + 'file = "e.tle"\n')
    assert scenario.epoch.iso() == "2026-05-30T08:00:00Z"  # day 150.309 is 07:25
    assert scenario.fleet.satellites.ids == ("satellite:e/STARLINK-1008",)
    assert scenario.fleet.plane_of.tolist() == [-1]
    document = json.loads(scenario.document)
    assert document["fleet"][0]["elements_sha256"] == hashlib.sha256(TLE.encode()).hexdigest()
    assert "e.tle" not in scenario.document


def test_given_elements_replace_any_source_and_may_lie_anywhere(
    load: Load, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "x.tle"
    path.write_text(TLE)
    both = HEAD + ELEMENTS + SHELL
    scenario = load(both, elements={None: path, "a": path})
    assert all(isinstance(part, ElementSets) for part in scenario.ephemeris.parts)
    assert scenario.fleet.buses[1].name == "SpaceX AI1 as announced"
    assert str(path) not in scenario.document
    kept = load(HEAD + ELEMENTS + 'file = "gone.tle"\n', elements={"e": path})
    assert len(kept.fleet.satellites) == 1


def test_bad_records_are_skipped_and_told(load: Load, tmp_path: Path) -> None:
    (tmp_path / "e.tle").write_text(TLE + TLE.replace("1008", "1009").replace("9995", "9990"))
    scenario = load("[scenario]\n" + ELEMENTS + 'file = "e.tle"\n')
    (warning,) = scenario.warnings
    assert (warning.line, warning.key) == (5, "STARLINK-1009")
    assert "record skipped" in warning.message
    assert len(scenario.fleet.satellites) == 1


def test_stale_elements_need_a_word(load: Load, complaints: Callable[..., list[str]], tmp_path: Path) -> None:
    (tmp_path / "e.tle").write_text(TLE)
    text = HEAD.replace("05-30", "06-13") + ELEMENTS + 'file = "e.tle"\n'
    (problem,) = complaints(text)
    assert (
        "1 of 1 element sets of e.tle are more than 14 days from the simulated time (up to 14.7 days)"
        in problem
    )
    assert "--stale-ok" in problem
    (warning,) = load(text, stale_ok=True).warnings
    assert "14.7 days" in warning.message


def test_overrides_win(load: Load) -> None:
    scenario = load(HEAD + SHELL, seed=5, duration_s=600.0, step_s=30.0)
    assert (scenario.seed, scenario.frame_count) == (5, 21)
    assert load(HEAD + SHELL, duration_s=100.0).frame_count == 2
    # 0.3 / 0.1 is a little less than three in binary.
    assert load(HEAD + SHELL, duration_s=0.3, step_s=0.1).frame_count == 4


def test_checking_returns_warnings_of_what_is_right(written: Callable[[str], Path]) -> None:
    path = written(HEAD + SHELL + '[[region]]\nname = "r"\nlat = 1\nlon = 2\nweight = 1\n')
    (warning,) = check_scenario(path)
    assert warning.message == "regions without a workload ask for nothing"


def test_unknown_bundled_scenarios_are_refused() -> None:
    with pytest.raises(ValueError, match=r"known: .*filing-million, .*starlink-elements, .*welcome"):
        bundled_scenario("welcom")


def test_the_filing_is_one_million_within_what_was_filed() -> None:
    """500 to 2,000 km; half of them at 30 degrees, half Sun-synchronous (97 to 105 degrees there)."""
    scenario = load_scenario(bundled_scenario("filing-million"))
    assert len(scenario.fleet.satellites) == 1_000_000
    assert scenario.warnings == ()
    low, *high = scenario.ephemeris.parts
    assert [len(low), sum(map(len, high))] == [500_000, 500_000]
    assert np.allclose(np.degrees(low.i_rad), 30.0)
    for part in scenario.ephemeris.parts:
        assert 500e3 <= part.a_m.min() - EARTH_RADIUS_M <= part.a_m.max() - EARTH_RADIUS_M <= 2000e3
    for part in high:
        assert 97.0 < np.degrees(part.i_rad.min()) < np.degrees(part.i_rad.max()) < 105.0


def test_real_starlink_has_all_its_satellites() -> None:
    path = shared_data("tle/starlink_2026-05-30.tle")
    scenario = load_scenario(bundled_scenario("starlink-elements"), Overrides(elements={None: path}))
    assert len(scenario.fleet.satellites) == 10_395
    assert scenario.epoch.iso() == "2026-05-30T18:00:00Z"
    assert scenario.frame_count == 1441
    assert scenario.warnings == ()
    assert len(set(scenario.fleet.satellites.ids)) == 10_395
    planes = scenario.fleet.tables["plane"]
    assert sum(name.startswith("53-540-") for name in planes.names) == 72
    assert planes.ids[0].startswith("plane:starlink/")
    rows = scenario.fleet.plane_rows()
    assert rows.max() == len(planes) - 1
    assert 0.05 < np.count_nonzero(rows < 0) / len(rows) < 0.12
