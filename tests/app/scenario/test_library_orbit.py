"""The library's scenarios of orbit: each shows its story in a short run."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad
from dawnline.orbits.radiation import anomaly_depth, upset_factor
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import Overrides, load_scenario
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline.telemetry.frame import Frame
from dawnline_testing.working import unbalanced

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NAMES = ("solar-storm", "suncatcher-81", "starcloud-88000", "filing-million")
FAULT, ECLIPSE = LIMITERS.index("fault"), LIMITERS.index("eclipse")


def bundled(name: str, **overrides: float) -> Scenario:
    return load_scenario(bundled_scenario(name), Overrides(**overrides))


def frames_of(scenario: Scenario, count: int | None = None) -> list[Frame]:
    simulation = Simulation(scenario)
    steps = (scenario.frame_count if count is None else count) - 1
    return [simulation.start(), *(simulation.step(scenario.step_s) for _ in range(steps))]


def of_workload(frames: list[Frame], key: str, row: int) -> Floats:
    return np.array([float(frame.values["workload"][key][row]) for frame in frames])


@pytest.mark.parametrize("name", NAMES)
def test_each_says_where_it_is_from_and_what_it_leaves_out(name: str) -> None:
    scenario = bundled(name)
    assert len(scenario.about.sources) >= 5
    assert {"announced", "assumed"} <= {source.confidence for source in scenario.about.sources}
    assert len(scenario.about.not_modelled) >= 3
    assert scenario.warnings == ()


# ---------------------------------------------------------------- solar-storm


@pytest.fixture(scope="module")
def storm() -> tuple[Scenario, list[Frame]]:
    """Two quiet hours and four hours of storm, every five minutes: no upset is shorter than two of them."""
    scenario = bundled("solar-storm", step_s=300.0, duration_s=9.0 * 3600.0)
    return scenario, frames_of(scenario)


def struck(scenario: Scenario, frames: list[Frame], fleet: int) -> Floats:
    """Return how many satellites of a fleet are stopped in each frame."""
    mine = scenario.fleet.satellites.parent == fleet
    return np.array([(frame.values["satellite"]["limiter"][mine] == FAULT).sum() for frame in frames], float)


def expected(scenario: Scenario, fleet: int, hours: tuple[float, float], factor: float) -> float:
    """Return how many satellites of a fleet stand on average: rate times repair over one more than that."""
    mine = np.flatnonzero(scenario.fleet.satellites.parent == fleet)
    per_h = scenario.fleet.bus_column("upsets_per_h")[mine]
    repair_h = scenario.fleet.bus_column("upset_repair_s")[mine] / 3600.0
    stand = []
    for t_s in np.arange(hours[0] * 3600.0, hours[1] * 3600.0, 120.0):
        r_ecef_m = ecef_from_teme(scenario.ephemeris.teme(t_s).r_teme_m[mine], gmst_rad(scenario.epoch, t_s))
        due = factor * per_h * upset_factor(*geodetic_from_ecef(r_ecef_m)) * repair_h
        stand.append(float((due / (1.0 + due)).sum()))
    return float(np.mean(stand))


def test_the_storm_multiplies_upsets_by_its_factors(storm: tuple[Scenario, list[Frame]]) -> None:
    scenario, frames = storm
    blows = np.array([frame.t_s > 5.25 * 3600.0 for frame in frames])
    for fleet, factor in ((0, 30.0), (1, 5.0)):
        stand = struck(scenario, frames, fleet)
        for when, hours, times in ((~blows, (0.0, 5.0), 1.0), (blows, (5.0, 9.0), factor)):
            due = expected(scenario, fleet, hours, times)
            # Each upset is counted for its ten minutes: 24 of them are one satellite over four hours.
            upsets = due * (hours[1] - hours[0]) * 6.0
            assert abs(stand[when].mean() - due) < 4.0 * np.sqrt(upsets) / (upsets / due) + 0.2 * due


def test_over_the_poles_it_is_worse_and_worst_in_the_anomaly(storm: tuple[Scenario, list[Frame]]) -> None:
    scenario, frames = storm
    late = frames[int(5.25 * 12) :]
    assert struck(scenario, late, 0).sum() > 1.5 * struck(scenario, late, 1).sum()
    stands: list[Bools] = []
    inside: list[Bools] = []
    works = scenario.fleet.satellites.parent != 3  # who is in safe mode stands wherever it is
    for frame in late:
        state = scenario.ephemeris.teme(frame.t_s)
        r_ecef_m = ecef_from_teme(state.r_teme_m, gmst_rad(scenario.epoch, frame.t_s))
        lat_rad, lon_rad, _ = geodetic_from_ecef(r_ecef_m)
        inside.append(anomaly_depth(lat_rad, lon_rad)[works] > 0.0)
        stands.append(frame.values["satellite"]["limiter"][works] == FAULT)
    stand, there = np.concatenate(stands), np.concatenate(inside)
    assert stand[there].mean() > 4.0 * stand[~there].mean()


def test_who_flies_low_ducks_and_comes_back() -> None:
    scenario = bundled("solar-storm", step_s=1800.0)
    frames = frames_of(scenario)
    rising = scenario.fleet.satellites.parent == 3
    stand = np.array([(frame.values["satellite"]["limiter"][rising] == FAULT).mean() for frame in frames])
    blows = np.array([5.0 * 3600.0 <= frame.t_s < 13.0 * 3600.0 for frame in frames])
    assert rising.sum() == 40
    assert (stand[blows] == 1.0).all()
    assert (stand[~blows] < 0.2).all()
    busy = np.array(
        [np.nan_to_num(frame.values["satellite"]["gpu_util_frac"][rising]).mean() for frame in frames]
    )
    assert not busy[blows].any()
    assert busy[~blows].mean() > 0.2


def test_requests_are_lost_with_machines_and_the_ground_takes_over(
    storm: tuple[Scenario, list[Frame]],
) -> None:
    _, frames = storm
    lost = np.array([frame.ledger["workload"]["requests_dropped_machine_lost"] for frame in frames])
    ground = of_workload(frames, "ground", 0)
    quiet, blows = slice(1, 60), slice(62, None)
    assert lost[blows].mean() > 5.0 * lost[quiet].mean() > 0.0
    assert ground[blows].mean() > 3.0 * ground[quiet].mean()
    assert unbalanced(frames) == []


def test_the_gang_begins_again_and_again(storm: tuple[Scenario, list[Frame]]) -> None:
    _, frames = storm
    lost = of_workload(frames, "lost_accelerator_s", 1)
    assert (lost[62:] > 0.0).sum() >= 3
    assert of_workload(frames, "goodput_frac", 1)[62:].mean() < 0.8


# ---------------------------------------------------------------- suncatcher-81


@pytest.fixture(scope="module")
def cluster() -> tuple[Scenario, list[Frame]]:
    scenario = bundled("suncatcher-81", step_s=120.0, duration_s=6.0 * 3600.0)
    return scenario, frames_of(scenario)


def test_the_gang_trains_by_the_narrowest_cut(cluster: tuple[Scenario, list[Frame]]) -> None:
    scenario, frames = cluster
    assert len(scenario.fleet.satellites) == 81
    ledger = [frame.ledger["workload"] for frame in frames]
    computed, communicated = (
        sum(row[f"gang_{what}_accelerator_s"] for row in ledger) for what in ("computed", "communicated")
    )
    # 2 (N - 1) / N of 140 GB over 800 Gbit/s is 2.8 s, of which half of 3.5 s hides behind arithmetic.
    all_reduce_s = 2.0 * (5183 / 5184) * 140e9 * 8.0 / 800e9
    assert computed / (computed + communicated) == pytest.approx(3.5 / (3.5 + all_reduce_s - 1.75), rel=1e-3)
    assert unbalanced(frames) == []


def test_in_shadow_all_lower_their_clocks_and_nobody_stops(cluster: tuple[Scenario, list[Frame]]) -> None:
    _, frames = cluster
    before = [frame for frame in frames if 1800.0 < frame.t_s < 5.5 * 3600.0]
    lit = np.array([frame.values["satellite"]["sunlit_frac"].mean() for frame in before])
    goodput = of_workload(before, "goodput_frac", 0)
    assert 0.1 < (lit < 0.5).mean() < 0.25
    assert goodput[lit == 0.0].min() > 0.5
    assert goodput[lit == 0.0].max() < 0.7
    assert goodput[lit == 1.0].max() > 0.95
    assert of_workload(before, "gang", 0).min() == 5184.0
    # What goes slower is busy all the same, and it is the shadow that holds it back.
    dark = [
        frame.values["satellite"] for frame in before if frame.values["satellite"]["sunlit_frac"].max() == 0.0
    ]
    assert all((told["limiter"] == ECLIPSE).all() for told in dark)
    assert min(float(told["gpu_util_frac"].min()) for told in dark) > 0.99


def test_eighty_go_on_without_the_one_that_fails(cluster: tuple[Scenario, list[Frame]]) -> None:
    _, frames = cluster
    after = [frame for frame in frames if frame.t_s >= 5.5 * 3600.0]
    assert of_workload(after[:2], "lost_accelerator_s", 0).max() > 0.0
    assert GANG_STATES[int(of_workload(after[1:2], "gang_state", 0)[0])] == "restarts"
    assert of_workload(after[-1:], "gang", 0)[0] == 80 * 64
    assert GANG_STATES[int(of_workload(after[-1:], "gang_state", 0)[0])] == "works"


def test_the_same_gang_on_a_grid_of_lasers_is_refused(complaints: Complain) -> None:
    text = bundled_scenario("suncatcher-81").read_text(encoding="utf-8")
    grid = 'source = "sso"\nplanes = 9\nsatellites_per_plane = 9'
    text = text.replace('source = "cluster"', grid).replace("side = 9\nradius_km = 1.0\n", "")
    text = text.replace('links = "suncatcher-cluster"', 'links = "starlink-laser"')
    text = text.replace("satellite:suncatcher/SUNCATCHER-R4C4", "fleet:suncatcher")
    (said,) = complaints(text)
    assert "links of topology 'grid': training needs links within a cluster" in said


# ---------------------------------------------------------------- starcloud-88000 and filing-million


def test_dusk_sleeps_a_fifth_of_the_time_and_dawn_never() -> None:
    scenario = bundled("starcloud-88000", step_s=1200.0)
    assert len(scenario.fleet.satellites) == 88_000
    frames = frames_of(scenario, 6)
    over_dusk = scenario.fleet.satellites.parent == 0
    lit = [frame.values["satellite"]["sunlit_frac"] for frame in frames]
    assert np.mean([part[over_dusk].mean() for part in lit]) == pytest.approx(0.806, abs=0.005)
    assert min(float(part[~over_dusk].min()) for part in lit) == 1.0
    told = frames[-1].values["satellite"]
    asleep = told["limiter"] == ECLIPSE
    assert 7_000 < asleep.sum() < 10_000
    assert float(told["gpu_util_frac"][asleep].max()) == 0.0
    # A tenth of the accelerators is dark, and less than half of that is missed.
    unserved, demand = (sum(frames[-1].values["workload"][key]) for key in ("unserved", "demand"))
    assert 0.02 < unserved / demand < 0.08


def test_a_million_by_plane() -> None:
    scenario = bundled("filing-million")
    assert len(scenario.fleet.satellites) == 1_000_000
    assert len(scenario.fleet.tables["plane"]) == 20 * 125 + 20 * 25
    (_, frame) = frames_of(scenario, 2)
    lit, parent = frame.values["satellite"]["sunlit_frac"], scenario.fleet.satellites.parent
    inclined, dawn, dusk = (float(lit[parent == fleet].mean()) for fleet in range(3))
    assert inclined == pytest.approx(0.726, abs=0.005)
    assert dawn == 1.0
    assert dusk == pytest.approx(0.904, abs=0.005)
    # Within a plane light goes by place: a plane at 30 degrees is dark over one stretch of its orbit.
    plane = lit[scenario.fleet.plane_rows() == 0] >= 0.5
    assert int(np.abs(np.diff(np.append(plane, plane[0]).astype(int))).sum()) == 2
