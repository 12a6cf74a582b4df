"""The network in frames: events act at once and have one effect, nothing is lost, the same bits again."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dawnline.network.network import Network
from dawnline.network.routes import find_routes
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.catalogue import WAYS, catalogue_of
from dawnline.telemetry.frame import Frame
from dawnline_testing.networked import TEXT, fault, networked_scenario
from dawnline_testing.patience import PATIENCE_S

FIBRE, MIXED = WAYS.index("fibre"), WAYS.index("mixed")
NO_FIBRE = "\n[network]\nfibre = false\n"


def frames_of(scenario: Scenario, count: int) -> list[Frame]:
    simulation = Simulation(scenario)
    return [simulation.start(), *(simulation.step(scenario.step_s) for _ in range(count - 1))]


def differing(one: Frame, other: Frame) -> set[tuple[str, str]]:
    return {
        (kind, key)
        for kind, channels in one.values.items()
        for key, values in channels.items()
        if values.tobytes() != other.values[kind][key].tobytes()
    }


def test_frames_hold_what_the_catalogue_says(tmp_path: Path) -> None:
    simulation = Simulation(networked_scenario(tmp_path))
    tables = simulation.scenario.fleet.tables
    assert {len(tables[kind]) for kind in ("pair", "gateway", "link")} == {6, 2, 240}
    assert simulation.catalogue == catalogue_of(simulation.scenario.fleet)
    frame = simulation.start()
    types = {"continuous": np.float32, "code": np.uint8, "count": np.int32}
    for channel in simulation.catalogue.channels:
        values = frame.values[channel.kind][channel.key]
        assert values.shape == (len(tables[channel.kind]),)
        assert values.dtype == types[channel.encoding], channel.key
    assert sum(len(channels) for channels in frame.values.values()) == len(simulation.catalogue.channels)


def test_pairs_are_as_the_router_says(tmp_path: Path) -> None:
    scenario = networked_scenario(tmp_path)
    (frame,) = frames_of(scenario, 1)
    network = Network.of(scenario)
    nodes, links = network.nodes, network.links_at(0.0)
    routes = find_routes(links)
    told = frame.values["pair"]
    for pair in range(6):
        path = routes.path(nodes.range_of("region")[pair // 2], nodes.range_of("site")[pair % 2])
        assert told["rtt_s"][pair] == pytest.approx(routes.rtt_s(path[0], path[-1]), rel=1e-6)
        assert told["hops"][pair] == len(path) - 1
        by_space = any(node < nodes.satellites for node in path)
        assert told["way"][pair] == (MIXED if by_space else FIBRE)
        assert told["entry_satellite"][pair] == (path[1] if path[1] < nodes.satellites else -1)
    assert {FIBRE, MIXED} <= set(told["way"].tolist())
    regions = frame.values["region"]
    assert np.array_equal(regions["rtt_s"], told["rtt_s"].reshape(3, 2).min(axis=1))
    nearest = [
        routes.latency_s[routes.row_of(node), : nodes.satellites].min() for node in nodes.range_of("region")
    ]
    assert regions["orbit_rtt_s"] == pytest.approx(2.0 * np.array(nearest), rel=1e-6)


def test_a_lost_link_is_unknown_while_it_is_lost_and_nothing_else_is(tmp_path: Path) -> None:
    lost = "link:shell/SHELL-P3S04--shell/SHELL-P3S05"
    calm = frames_of(networked_scenario(tmp_path), 22)
    scenario = networked_scenario(tmp_path, fault(lost))
    row = Simulation(scenario).scenario.fleet.tables["link"].ids.index(lost)
    for quiet, frame in zip(calm, frames_of(scenario, 22), strict=True):
        load, quiet_load = (one.values["link"]["load_frac"] for one in (frame, quiet))
        if not 600.0 <= frame.t_s < 1200.0:
            assert differing(quiet, frame) == set()
            continue
        changed = np.flatnonzero(np.isnan(load) != np.isnan(quiet_load))
        assert changed.tolist() == [row]
        fewer = quiet.values["satellite"]["links"] - frame.values["satellite"]["links"]
        assert sorted(np.flatnonzero(fewer).tolist()) == [3 * 12 + 4, 3 * 12 + 5]
        rtt, quiet_rtt = (one.values["pair"]["rtt_s"] for one in (frame, quiet))
        assert (rtt >= quiet_rtt).all()


def test_a_lost_gateway_has_no_links_and_its_ways_go_elsewhere(tmp_path: Path) -> None:
    calm = frames_of(networked_scenario(tmp_path), 12)
    frames = frames_of(networked_scenario(tmp_path, fault("gateway:perth")), 12)
    assert differing(calm[9], frames[9]) == set()
    now, quiet = frames[10].values, calm[10].values
    assert quiet["gateway"]["links"][1] > 0
    assert now["gateway"]["links"].tolist() == [quiet["gateway"]["links"][0], 0]
    assert np.isnan(now["gateway"]["load_frac"][1])
    assert not np.isnan(now["gateway"]["load_frac"][0])
    assert (now["pair"]["rtt_s"] >= quiet["pair"]["rtt_s"]).all()
    assert (now["pair"]["rtt_s"] > quiet["pair"]["rtt_s"]).any()


def test_a_lost_plane_stops_its_satellites_and_their_links(tmp_path: Path) -> None:
    frames = frames_of(networked_scenario(tmp_path, fault("plane:shell/P3")), 21)
    mine = slice(3 * 12, 4 * 12)
    before, within, after = (frames[k].values["satellite"] for k in (9, 10, 20))
    assert before["gpu_util_frac"][mine].max() > 0.0
    assert within["gpu_util_frac"][mine].max() == 0.0
    assert within["links"][mine].max() == 0
    assert np.isnan(within["link_load_frac"][mine]).all()
    assert within["gpu_util_frac"][:36].max() > 0.0
    assert after["links"][mine].min() > 0


def test_a_lost_region_reaches_nothing_and_its_demand_is_unserved_for_that_reason(tmp_path: Path) -> None:
    calm = frames_of(networked_scenario(tmp_path), 12)
    frames = frames_of(networked_scenario(tmp_path, fault("region:tokyo")), 12)
    now, quiet = frames[10], calm[10]
    regions = now.values["region"]
    assert np.array_equal(regions["demand"], quiet.values["region"]["demand"])
    assert regions["unreached"].tolist() == [0.0, regions["demand"][1], 0.0]
    assert np.isnan(regions["rtt_s"]).tolist() == [False, True, False]
    pairs = now.values["pair"]
    assert np.isnan(pairs["rtt_s"]).tolist() == [False, False, True, True, False, False]
    assert pairs["hops"][2:4].tolist() == [0, 0]
    assert [WAYS[code] for code in pairs["way"][2:4]] == ["none", "none"]
    assert pairs["entry_satellite"][2:4].tolist() == [-1, -1]
    told = now.ledger["workload"]
    assert told["unreached_accelerator_s"] == pytest.approx(60.0 * float(regions["demand"][1]), rel=1e-6)
    assert told["unserved_accelerator_s"] == pytest.approx(told["unreached_accelerator_s"], rel=1e-12)
    assert quiet.ledger["workload"]["unreached_accelerator_s"] == 0.0


@pytest.mark.parametrize(
    "more",
    [
        "",
        NO_FIBRE,
        fault("region:tokyo") + fault("gateway:cork"),
        NO_FIBRE + "\n[policy]\nspill_over = false\n",
        '\n[policy]\nplacement = "orbit-first"\n',
    ],
)
def test_demand_is_served_in_orbit_or_on_the_ground_or_not_at_all(tmp_path: Path, more: str) -> None:
    for frame in frames_of(networked_scenario(tmp_path, more), 13)[1:]:
        told = frame.ledger["workload"]
        served = told["orbit_accelerator_s"] + told["ground_accelerator_s"]
        assert served + told["unserved_accelerator_s"] == pytest.approx(
            told["demand_accelerator_s"], rel=1e-12
        )
        assert 0.0 <= told["unreached_accelerator_s"] <= told["unserved_accelerator_s"] * (1.0 + 1e-12)
        counts = {"satellite": 8.0, "site": np.array([2000.0, 1000.0])}
        for kind, key in (("satellite", "orbit"), ("site", "ground")):
            busy = float((frame.values[kind]["gpu_util_frac"] * counts[kind]).sum())
            assert busy == pytest.approx(float(frame.values["workload"][key].sum()), rel=1e-5)


def test_handovers_are_seen_in_the_entry_satellite(tmp_path: Path) -> None:
    entries = [
        frame.values["pair"]["entry_satellite"] for frame in frames_of(networked_scenario(tmp_path), 30)
    ]
    madrid_to_sydney = np.array(entries)[:, 1]
    assert madrid_to_sydney.min() >= 0
    assert 2 <= len(set(madrid_to_sydney.tolist())) <= 12


def test_satellites_that_no_region_reaches_do_no_work(tmp_path: Path) -> None:
    """A second fleet without lasers to the first has nobody to work for."""
    alone = TEXT.replace("[[gateway]]", """[[fleet]]
name = "alone"
source = "walker-delta"
altitude_km = 600.0
inclination_deg = 53.0
planes = 2
satellites_per_plane = 5
phasing = 0
bus = "starlink-v2-mini-edge"
links = { topology = "grid" }

[[gateway]]""", 1).replace('lon = -8.5', 'lon = -8.5\nfleets = ["shell"]').replace(
        'lon = 115.9', 'lon = 115.9\nfleets = ["shell"]'
    )  # fmt: skip
    (frame,) = frames_of(networked_scenario(tmp_path, text=alone), 1)
    told = frame.values["satellite"]["gpu_util_frac"]
    assert told[:120].max() > 0.0
    assert told[120:].max() == 0.0


def test_traffic_that_links_cannot_carry_queues_and_is_in_the_round_trips(tmp_path: Path) -> None:
    """Users' beams of 96 Gbit/s, and 8 Gbit/s for each of 3,000 accelerators: every beam is full."""
    heavy = TEXT.replace("orbit_share = 0.2", "orbit_share = 0.2\ntraffic_kbps = 8_000_000.0")
    (calm,) = frames_of(networked_scenario(tmp_path, NO_FIBRE), 1)
    (full,) = frames_of(networked_scenario(tmp_path, NO_FIBRE, text=heavy), 1)
    assert np.nanmax(full.values["satellite"]["link_load_frac"]) > 1.0
    more_s = full.values["pair"]["rtt_s"] - calm.values["pair"]["rtt_s"]
    assert more_s.max() > 0.1  # two full queues of 50 ms at least, there and back
    assert np.nanmax(calm.values["satellite"]["link_load_frac"]) < 0.1


def test_a_restored_state_goes_on_with_the_same_bits(tmp_path: Path) -> None:
    scenario = networked_scenario(tmp_path, fault("gateway:perth"))
    uncut = frames_of(scenario, 14)
    first, second = Simulation(scenario), Simulation(scenario)
    first.start()
    for _ in range(9):
        first.step(60.0)
    second.restore(first.state())
    for frame in uncut[10:]:
        again = second.step(60.0)
        assert differing(frame, again) == set()
        assert frame.ledger == again.ledger


_SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from dawnline.scenario.loading import load_scenario
from dawnline.sim.simulation import Simulation
scenario = load_scenario(Path(sys.argv[1]))
simulation, digest = Simulation(scenario), hashlib.sha256()
for index in range(4):
    frame = simulation.start() if index == 0 else simulation.step(60.0)
    for kind in sorted(frame.values):
        for key in sorted(frame.values[kind]):
            digest.update(frame.values[kind][key].tobytes())
    digest.update(json.dumps(frame.ledger, sort_keys=True).encode())
print(digest.hexdigest())
"""


def test_any_number_of_threads_gives_the_same_bits(tmp_path: Path) -> None:
    networked_scenario(tmp_path, fault("link:shell/SHELL-P3S04--shell/SHELL-P3S05", "1m"))
    words = [sys.executable, "-c", _SCRIPT, str(tmp_path / "networked.toml")]
    told = []
    for threads in ("1", "2", "5"):
        env = {**os.environ, "NUMBA_NUM_THREADS": threads}
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
        told.append(done.stdout)
    assert len(told[0]) > 60
    assert len(set(told)) == 1


def test_looking_ahead_changes_no_bit_and_another_time_is_not_used(tmp_path: Path) -> None:
    scenario = networked_scenario(tmp_path)
    plain, ahead = Simulation(scenario), Simulation(scenario)
    plain.start()
    ahead.start()
    for t_s in (60.0, 120.0, 9_999.0):
        assert differing(plain.step(60.0), ahead.step(60.0, ahead.look_ahead(t_s))) == set()
