"""The peers of the network bench: scipy finds the same lengths; Hypatia is told of, or said to be missing."""

from pathlib import Path

import pytest

from dawnline.bench import network as bench
from dawnline.bench.inputs import Effort, Inputs
from dawnline.bench.network_hypatia import VARIABLE
from dawnline.bench.network_scipy import ScipyPaths
from dawnline.network.network import Network
from dawnline.network.routes import find_routes
from dawnline.scenario.loading import load_scenario

TINY = Effort(rounds=1, slow_rounds=1)


def test_scipy_goes_the_same_ways(tmp_path: Path) -> None:
    path = tmp_path / "linked.toml"
    path.write_text(
        bench.SCENARIO.format(altitude_km=600.0, inclination_deg=53.0, planes=20, per_plane=20),
        encoding="utf-8",
    )
    net = Network.of(load_scenario(path))
    state, places = net.links_at(0.0), net.nodes.range_of("region")[:12]
    peer = ScipyPaths(state, places)
    assert peer.longest_difference_m(find_routes(state, places)) < 1e-3
    # A longer way is told.
    slower = find_routes(state, places)
    slower.latency_s[3] += 1e-6
    assert peer.longest_difference_m(slower) == pytest.approx(299.8, abs=0.1)


def test_without_hypatia_the_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(bench, "SCIPY_GOALS", {400: 0.5})
    results = bench.network(Inputs([], tmp_path, TINY))
    assert [result.bench for result in results] == ["network", "network", "network-paths", "network-paths"]
    for result in results[:2]:
        assert result.ratio is None
        assert "not measured: Hypatia is not installed" in result.note
    for result in results[2:]:
        assert result.ours is not None
        assert result.peer is not None
        assert "scipy" in result.note


def test_a_python_that_cannot_run_hypatia_is_no_peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setenv(VARIABLE, sys.executable)
    monkeypatch.setattr(bench, "SCIPY_GOALS", {})
    for result in bench.network(Inputs([], tmp_path, TINY)):
        assert "Hypatia did not start" in result.note
