"""``dawnline routes``: what Hypatia published, by name, from the scenario that ships."""

import json
from typing import Any

import pytest

from dawnline.cli.main import main
from dawnline.scenario.library import bundled_scenario

KUIPER = str(bundled_scenario("kuiper-630-hypatia"))


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main(["routes", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["routes", *words]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    return out.err


def test_a_published_route_by_bare_names(capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(capsys, KUIPER, "--from", "manila", "--to", "dalian")
    assert (told["from"], told["to"]) == ("region:manila", "region:dalian")
    (route,) = told["routes"]
    assert route["t"] == "2000-01-01T00:00:00Z"
    # Hypatia's published results (IMC 2020) at t = 0, within 5 microseconds.
    assert route["rtt_ms"] == pytest.approx(29.4231, abs=0.005)
    satellites = [f"satellite:kuiper/KUIPER-P{p:02d}S{s:02d}" for p, s in ((5, 14), (5, 13), (6, 13))]
    assert route["path"] == ["region:manila", *satellites, "region:dalian"]
    assert route["hops"] == len(route["links"]) == 4
    assert [link["kind"] for link in route["links"]] == ["user", "laser", "laser", "user"]
    assert sum(link["length_km"] for link in route["links"]) == pytest.approx(route["distance_km"], abs=0.01)
    assert 2.0 * sum(link["ms"] for link in route["links"]) == pytest.approx(route["rtt_ms"], abs=1e-4)


def test_a_span_has_a_line_for_each_instant_and_says_what_is_unreachable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    span = ("--at", "+150s", "--until", "+170s", "--step", "5s")
    told = ask(capsys, KUIPER, "--from", "saint-petersburg", "--to", "dalian", *span)
    assert [route["t"][-3:-1] for route in told["routes"]] == ["30", "35", "40", "45", "50"]
    # Published: no satellite is in reach from 155.4 to 165.2 s.
    assert [route["rtt_ms"] is None for route in told["routes"]] == [False, False, True, True, False]
    assert told["routes"][2] | {"t": ""} == {
        "t": "", "rtt_ms": None, "hops": None, "distance_km": None, "path": [], "links": [],
    }  # fmt: skip
    capsys.readouterr()
    assert main(["routes", KUIPER, "--from", "saint-petersburg", "--to", "dalian", *span]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert lines[2].endswith("unreachable")
    assert "hops" in lines[0]
    assert lines[0].endswith("- dalian")


def test_ends_may_be_satellites(capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(capsys, KUIPER, "--from", "KUIPER-P05S14", "--to", "dalian")
    assert told["routes"][0]["path"][0] == "satellite:kuiper/KUIPER-P05S14"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "nowhere", "--to", "dalian"), "no entity answers to 'nowhere'"),
        (("--from", "dalian"), "name both ends"),
        (("--from", "dalian", "--to", "region:dalian"), "name two places"),
        (("--from", "dalian", "--to", "manila", "--at", "+9h"), "time"),
        (("--from", "dalian", "--to", "manila", "--at", "+9s", "--until", "+3s"), "swap them"),
        (("--from", "dalian", "--to", "manila", "--step", "3s"), "--step is the time between"),
        (("--matrix",), "a matrix needs regions and sites"),
        (("--matrix", "--from", "dalian"), "--matrix is of all"),
    ],
)
def test_what_is_wrong_is_said(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str) -> None:
    assert told in refusal(capsys, KUIPER, *words)


def test_another_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    path = tmp_path / "some.tle"
    path.write_text("ISS\n", encoding="utf-8")
    assert str(path) in refusal(capsys, str(path), "--from", "a", "--to", "b")


def test_a_matrix_of_regions_and_sites(capsys: pytest.CaptureFixture[str], network_file: str) -> None:
    told = ask(capsys, network_file, "--matrix", "--at", "+60s")
    assert told["t"].endswith("00:01:00Z")
    rows, columns = len(told["regions"]), len(told["sites"])
    assert rows > 1
    assert columns > 1
    assert [len(row) for row in told["rtt_ms"]] == [columns] * rows
    region, site = told["regions"][0], told["sites"][1]
    one = ask(capsys, network_file, "--from", region, "--to", site, "--at", "+60s")
    assert one["routes"][0]["rtt_ms"] == pytest.approx(told["rtt_ms"][0][1], abs=1e-6)
    capsys.readouterr()
    assert main(["routes", network_file, "--matrix", "--at", "+60s"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == rows + 1
    assert all(len(line) == columns + 1 for line in lines)
    assert float(lines[1][2]) == pytest.approx(told["rtt_ms"][0][1], abs=0.005)


@pytest.fixture
def network_file(tmp_path) -> str:
    """Return a scenario of one shell whose regions reach its sites over lasers or fibre."""
    from dawnline_testing.small_scenario import write_small_scenario

    path = write_small_scenario(tmp_path)
    text = path.read_text(encoding="utf-8")
    bus = 'bus = "starlink-v2-mini-edge"'
    assert bus in text
    linked = text.replace(bus, f'{bus}\nlinks = {{ topology = "grid", user_rate_gbps = 1.0 }}', 1)
    gateway = '\n[[gateway]]\nname = "memphis"\nlat = 35.0\nlon = -90.0\n\n[network]\nhop_ms = 0.1\n'
    path.write_text(linked + gateway, encoding="utf-8")
    return str(path)
