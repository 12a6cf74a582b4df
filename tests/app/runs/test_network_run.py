"""A run with a network tells from its file alone what it was: links, events, loads; and it can be resumed."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dawnline.network.candidates import Candidates
from dawnline.network.link_table import link_rows, with_links
from dawnline.network.network import Network
from dawnline.recording.recording import Recording
from dawnline.runs.drive import run
from dawnline.runs.resume import resume
from dawnline.scenario.scenario import Scenario
from dawnline_testing.networked import fault, networked_scenario

SILENT = {"should_flush": lambda: False, "on_progress": lambda _: None}
EVENTS = fault("gateway:perth") + fault("link:shell/SHELL-P3S04--shell/SHELL-P3S05", "5m")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return networked_scenario(tmp_path_factory.mktemp("net"), EVENTS)


@pytest.fixture(scope="module")
def path(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "net.dawn"
    run(scenario, path, **SILENT, cancelled=lambda: False)
    return path


def test_its_network_is_that_of_the_scenario(scenario: Scenario, path: Path) -> None:
    with Recording.open(path) as recording:
        assert recording.header.events == scenario.events
        again, first = Network.of(recording.header), Network.of(scenario)
    for t_s in (0.0, 300.0, 660.0, 5000.0):
        told, known = again.links_at(t_s), first.links_at(t_s)
        for key in ("lasers", "gateways", "users"):
            assert getattr(told, key).reason.tobytes() == getattr(known, key).reason.tobytes()
            assert getattr(told, key).length_m.tobytes() == getattr(known, key).length_m.tobytes()


def test_links_are_entities_in_the_order_of_their_candidates(path: Path) -> None:
    with Recording.open(path) as recording:
        fleet = recording.header.fleet
        candidates = Network.of(recording.header).candidates
        ends = candidates.ends[link_rows(candidates)]
        bare = [id_.removeprefix("satellite:") for id_ in fleet.satellites.ids]
        assert fleet.tables["link"].ids == tuple(f"link:{bare[a]}--{bare[b]}" for a, b in ends.tolist())
        assert recording.find_entity("SHELL-P3S04--SHELL-P3S05").kind == "link"


def test_what_is_recorded_is_what_the_network_says(path: Path) -> None:
    """A link has a load exactly while it is up, and gateways as many links as antennas point."""
    with Recording.open(path) as recording:
        network = Network.of(recording.header)
        rows = link_rows(network.candidates)
        for frame in (0, 5, 9, 10, 19, 20, 119):
            links = network.links_at(frame * 60.0)
            load = recording.values("link", "load_frac", frame)
            assert np.array_equal(~np.isnan(load), links.lasers.is_up[rows])
            up = links.gateways.ends[links.gateways.is_up, 0] - network.nodes.satellites
            assert np.array_equal(recording.values("gateway", "links", frame), np.bincount(up, minlength=2))
        assert recording.values("gateway", "links", 10)[1] == 0
        times, entry = recording.series("pair", "entry_satellite", 1)
        assert entry.dtype == np.int32
        assert len(times) == 121


def test_cut_and_resumed_it_is_the_same_run(scenario: Scenario, path: Path, tmp_path: Path) -> None:
    cut, rest = tmp_path / "cut.dawn", tmp_path / "rest.dawn"
    seen: list[object] = []
    run(
        scenario, cut, should_flush=lambda: False, on_progress=seen.append,
        cancelled=lambda: len(seen) == 50,
    )  # fmt: skip
    with Recording.open(cut) as recording:
        resume(scenario, recording, rest, **SILENT, cancelled=lambda: False)
    with Recording.open(path) as first, Recording.open(rest) as second:
        assert first.digests() == second.digests()


def test_opening_it_compiles_nothing(path: Path) -> None:
    program = (
        "import sys\nfrom dawnline.recording.recording import Recording\n"
        f"with Recording.open({str(path)!r}) as run: run.values('pair', 'rtt_s', 3)\n"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_lasers_without_a_terminal_are_no_entities(scenario: Scenario) -> None:
    found = Network.of(scenario).candidates
    fixed = found.fixed.copy()
    fixed[::2] = 1
    fewer = Candidates(found.ends, fixed, found.limits, found.rate_bps, found.free)
    table = with_links(scenario.fleet, fewer).tables["link"]
    assert table.ids == with_links(scenario.fleet, found).tables["link"].ids[1::2]
    none = Candidates(found.ends, np.ones_like(fixed), found.limits, found.rate_bps, found.free)
    assert "link" not in with_links(scenario.fleet, none).tables
