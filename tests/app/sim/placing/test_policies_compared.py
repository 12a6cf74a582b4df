"""The same hour under each policy: what should differ differs, and in the right direction."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.ground import Tariff
from dawnline.fleet.workload import RequestDemand
from dawnline.orbits.shadow import sunlit_frac
from dawnline.orbits.sun import sun_teme_m
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario
from dawnline.sim.placing.policies.table import POLICIES
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.frame import Frame
from dawnline_testing.networked import networked_scenario

STEPS, REGIONS, SITES = 15, 3, 2
SPEEDY = ("slo-first", "nearest")
DUBLIN, SYDNEY = range(SITES)
# Dublin is clean and dear, Sydney cheap and dirty, satellites cost most and emit nothing.
TARIFFS = (Tariff(0.30, 2.0, 0.05, 0.0), Tariff(0.05, 2.0, 0.80, 0.0))
IN_ORBIT = Tariff(0.0, 4.0, 0.0, 0.0)
COUNTRIES = ("IRL", "AUS")
# A satellite at 1,200 km goes round in 109 minutes.
PERIOD_S = 6565.0


@dataclass(frozen=True)
class Hour:
    """What a run under one policy came to: means over its steps, sums of its ledger."""

    rtt_s: float
    energy_usd: float
    carbon_kg: float
    served: float
    to_orbit: float
    to_sites: np.ndarray
    last: Frame


@cache
def scenario() -> Scenario:
    """Return satellites, two sites of different prices and grids, and three regions that ask for answers."""
    with TemporaryDirectory() as folder:
        told = networked_scenario(Path(folder))
    fleet = told.fleet
    own = zip(fleet.sites, TARIFFS, COUNTRIES, strict=True)
    sites = tuple(replace(site, tariff=tariff, country=country) for site, tariff, country in own)
    (bus,), (chat,) = fleet.buses, fleet.workloads
    chat = replace(chat, requests=RequestDemand(rate_per_s=40.0))
    fleet = replace(fleet, sites=sites, buses=(replace(bus, tariff=IN_ORBIT),), workloads=(chat,))
    return replace(told, fleet=fleet)


def frames_of(name: str, told: Scenario) -> list[Frame]:
    # Within a pool all are filled evenly, so that it is the policy that knows of light.
    policy = PlacementPolicy(placement=name, sunlit_first=False)  # type: ignore[arg-type]
    simulation = Simulation(replace(told, policy=policy))
    simulation.start()
    return [simulation.step(told.step_s) for _ in range(STEPS)]


@cache
def hour(name: str) -> Hour:
    frames = frames_of(name, scenario())
    work = [frame.values["workload"] for frame in frames]
    came = np.array([told["arrived"][0] for told in work], np.float64)
    trips_s = np.array([told["rtt_s"][0] for told in work], np.float64)
    sent = [frame.values["pair"]["requests"].reshape(REGIONS, SITES).sum(axis=0) for frame in frames]
    up = [frame.values["region"]["to_orbit"].sum() for frame in frames]
    return Hour(
        rtt_s=float(came @ trips_s / came.sum()),
        energy_usd=total(frames, "energy_usd"),
        carbon_kg=total(frames, "carbon_kg"),
        served=sum(frame.ledger["workload"]["requests_served"] for frame in frames) / came.sum(),
        to_orbit=float(np.sum(up)) / came.sum(),
        to_sites=np.sum(sent, axis=0) / came.sum(),
        last=frames[-1],
    )


def total(frames: list[Frame], key: str) -> float:
    return float(sum(frame.ledger["site"][key] for frame in frames))


@pytest.mark.parametrize("name", sorted(set(POLICIES) - {"provider-diversified"}))
def test_every_policy_answers_everybody_while_there_is_room(name: str) -> None:
    told = hour(name)
    assert told.served > 0.95
    assert told.to_orbit + told.to_sites.sum() == pytest.approx(1.0)


def test_what_is_beyond_all_caps_is_turned_away() -> None:
    """The satellites and the two sites are two providers, of two fifths each."""
    told = hour("provider-diversified")
    assert told.to_orbit == pytest.approx(0.4, abs=0.01)
    assert told.to_sites.sum() == pytest.approx(0.4, abs=0.01)
    row = told.last.ledger["workload"]
    assert row["requests_dropped_no_capacity"] == pytest.approx(0.2 * row["requests_arrived"], abs=REGIONS)
    assert told.last.values["region"]["dropped"].sum() == row["requests_dropped_no_capacity"]


# Who keeps caps turns a fifth away, and whom it serves is not everybody.
@pytest.mark.parametrize("name", sorted(set(POLICIES) - {"nearest", "slo-first", "provider-diversified"}))
def test_nobody_is_nearer_than_the_nearest(name: str) -> None:
    assert hour("nearest").rtt_s < hour(name).rtt_s


def test_the_cheapest_pays_least_for_energy_and_the_cleanest_emits_least() -> None:
    cheapest, cleanest, nearest = hour("cheapest"), hour("carbon-least"), hour("nearest")
    assert cheapest.to_sites[SYDNEY] == pytest.approx(1.0)
    assert cleanest.to_orbit == pytest.approx(1.0)
    assert cheapest.energy_usd < nearest.energy_usd
    assert cleanest.carbon_kg < nearest.carbon_kg < cheapest.carbon_kg
    assert cheapest.rtt_s > 1.3 * nearest.rtt_s


def test_with_time_enough_slo_first_is_nearest_and_with_less_it_goes_farther_and_is_late_less_often() -> None:
    told = scenario()
    (chat,) = told.fleet.workloads
    patient = replace(chat, requests=replace(chat.requests, ttft_target_s=60.0))
    calm = replace(told, fleet=replace(told.fleet, workloads=(patient,)))
    trips = [[frame.values["workload"]["rtt_s"][0] for frame in frames_of(name, calm)] for name in SPEEDY]
    assert trips[0] == trips[1]
    slo_first, nearest = (frames_of(name, told) for name in SPEEDY)
    assert hour("slo-first").rtt_s > hour("nearest").rtt_s
    late = [sum(f.values["workload"]["missed_ttft"][0] for f in frames) for frames in (slo_first, nearest)]
    assert late[0] < late[1]


def test_the_sovereign_stays_on_the_ground() -> None:
    told = hour("sovereign")
    assert told.to_orbit == 0.0
    assert hour("nearest").to_orbit > 0.3


def test_sides_are_as_their_names_say() -> None:
    assert hour("orbit-first").to_orbit == 1.0
    assert hour("ground-first").to_orbit == 0.0
    assert hour("by-share").to_orbit == pytest.approx(0.2, abs=0.03)


def test_eclipse_ahead_works_on_satellites_that_stay_in_the_light() -> None:
    doomed = will_be_dark(STEPS * scenario().step_s)
    assert 0.3 < doomed.mean() < 1.0
    assert work_on(hour("eclipse-ahead"), doomed) == 0.0
    assert work_on(hour("sunlit-first"), doomed) > 0.3


def test_sunlit_first_works_on_satellites_in_the_light() -> None:
    dark = hour("sunlit-first").last.values["satellite"]["sunlit_frac"] < 1.0
    assert dark.mean() > 0.1
    assert work_on(hour("sunlit-first"), dark) == 0.0
    assert work_on(hour("orbit-first"), dark) > 0.05


def test_the_cheapest_leaves_when_the_price_goes_up() -> None:
    dearer = Event("price", EntityRef("site", SYDNEY), 300.0, 3600.0, 20.0)
    frames = frames_of("cheapest", replace(scenario(), events=(dearer,)))
    sent = np.array(
        [frame.values["pair"]["requests"].reshape(REGIONS, SITES).sum(axis=0) for frame in frames]
    )
    assert sent[:4, DUBLIN].sum() == 0
    assert sent[4:, SYDNEY].sum() == 0
    assert sent[4:, DUBLIN].min() > 0


def test_data_that_is_bound_stays_where_it_may_be() -> None:
    told = scenario()
    (chat,) = told.fleet.workloads
    fleet = replace(told.fleet, workloads=(replace(chat, countries=("AUS",)),))
    for name in ("nearest", "by-share", "carbon-least"):
        frames = frames_of(name, replace(told, fleet=fleet))
        assert all(frame.values["region"]["to_orbit"].sum() == 0 for frame in frames)
        sent = np.sum(
            [frame.values["pair"]["requests"].reshape(REGIONS, SITES) for frame in frames], axis=(0, 1)
        )
        assert sent[DUBLIN] == 0
        assert sent[SYDNEY] > 10_000


def will_be_dark(t_s: float) -> np.ndarray:
    """Return who is in shadow at any time of the next revolution."""
    told = scenario()
    dark = np.zeros(told.ephemeris.n, np.bool_)
    for at_s in t_s + np.arange(0.0, PERIOD_S, 60.0):
        dark |= sunlit_frac(told.ephemeris.teme(at_s).r_teme_m, sun_teme_m(told.epoch, at_s)) < 0.5
    return dark


def work_on(told: Hour, some: np.ndarray) -> float:
    """Return the part of the work in orbit, at the end, that some satellites do."""
    busy = told.last.values["satellite"]["gpu_util_frac"]
    return float(busy[some].sum() / busy.sum())
