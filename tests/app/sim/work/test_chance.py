"""What slo-first expects people to wait is what serving lets them wait, and keeps them from full places."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from dawnline.scenario.loading import load_scenario
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario
from dawnline.sim.arrivals import LENGTHS
from dawnline.sim.placing.choices import FILLS
from dawnline.sim.serving_rates import MODEL_70B
from dawnline.sim.simulation import Simulation
from dawnline.sim.work.inference import FULLEST_FRAC
from dawnline.sim.work.moment import Moment
from dawnline.telemetry.frame import Frame

NEAR, FAR = range(2)
STEPS = 40
# One instance of the model stands near, two hundred and fifty far away.
TEXT = """
[scenario]
start = 2026-05-30T00:00:00Z
duration = "1h"
step = "60s"
seed = 7

[[site]]
name = "near"
lat = 53.3
lon = -6.3
accelerator = "h100"
accelerators = 8
power_cap_mw = 0.1

[[site]]
name = "far"
lat = 25.2
lon = 55.3
accelerator = "h100"
accelerators = 2000
power_cap_mw = 4.0

[network]

[[region]]
name = "london"
lat = 51.5
lon = -0.1
weight = 1.0

[[workload]]
name = "chat"
kind = "inference"
requests_per_s = 4.2
shape = "steady"
ttft_target_ms = {target_ms}
"""


@cache
def scenario(target_ms: float) -> Scenario:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.toml"
        path.write_text(TEXT.format(target_ms=target_ms), encoding="utf-8")
        return load_scenario(path)


@cache
def frames_of(placement: str, target_ms: float) -> list[Frame]:
    simulation = Simulation(replace(scenario(target_ms), policy=PlacementPolicy(placement)))
    simulation.start()
    return [simulation.step(60.0) for _ in range(STEPS)]


def sent(placement: str, target_ms: float) -> np.ndarray:
    """Return what share of all requests each site got."""
    told = sum(
        frame.values["pair"]["requests"].astype(np.float64) for frame in frames_of(placement, target_ms)
    )
    return told / told.sum()


def late(placement: str, target_ms: float) -> float:
    rows = [frame.values["workload"] for frame in frames_of(placement, target_ms)]
    return float(sum(row["missed_ttft"][0] for row in rows) / sum(row["arrived"][0] for row in rows))


def test_a_nearly_full_near_place_is_avoided_for_the_wait_that_chance_makes() -> None:
    assert sent("nearest", 350.0)[NEAR] > 0.9
    near, far = sent("slo-first", 350.0)
    # As much as one instance answers in time goes there, and the rest to where nobody waits.
    assert 0.1 < near < 0.7
    assert far == pytest.approx(1.0 - near)
    assert late("slo-first", 350.0) < 0.6 * late("nearest", 350.0)


def test_who_has_time_is_served_next_door_however_full_it_is() -> None:
    assert sent("slo-first", 30_000.0) == pytest.approx(sent("nearest", 30_000.0))


def test_what_is_expected_at_a_load_is_what_serving_tells_at_it() -> None:
    frames = frames_of("nearest", 30_000.0)
    (service,) = Simulation(scenario(30_000.0))._work.inference.services
    has = np.array([8.0, 2000.0])
    load = np.array([frame.values["site"]["gpu_util_frac"][NEAR] for frame in frames], np.float64)
    assert 0.5 < load.mean() < FULLEST_FRAC
    assert service.wait_s(has) == pytest.approx(LENGTHS["chat"].prompt_mean / MODEL_70B.prefill_per_s)
    expected_s = [service.wait_s(has) + service.chance_s(np.array([some, 0.0]), has) for some in load]
    told_s = [
        frame.values["workload"]["ttft_s"][0] - frame.values["workload"]["rtt_s"][0] for frame in frames
    ]
    assert np.mean(expected_s, axis=0)[NEAR] == pytest.approx(np.mean(told_s), rel=0.1)


def test_the_fuller_the_longer_and_in_hand_counts() -> None:
    own = Simulation(scenario(350.0))._work.inference
    need = own.ask(Moment(1, 0.0, 60.0, 60.0), np.array([8.0, 2000.0]), 0.0)
    light, heavy = (
        own.wait_s(np.array([8.0, 2000.0]), np.array([kept, 0.0]), need)[:, 0] for kept in (0.0, 6.0)
    )
    assert light.shape == (len(FILLS), 2)
    assert (np.diff(light[:, NEAR]) < 0.0).all()
    assert (heavy[:, NEAR] > light[:, NEAR]).all()
    assert heavy[:, FAR] == pytest.approx(light[:, FAR])
