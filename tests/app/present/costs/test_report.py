"""Costs of a run whose every number is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.assumption import Range
from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import OnSitePower, Tariff
from dawnline.fleet.provenance import SCENARIO_FILE, Provenance
from dawnline.fleet.workload import RequestDemand, Workload
from dawnline.present.costs.report import Costs, costs_of
from dawnline.present.costs.text import WIDTH, compact, launch, lines_of
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.telemetry.catalogue import catalogue_of
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, SITE, WORKLOAD, event, small_fleet, small_scenario

ORBIT = Tariff(usd_per_accelerator_h=4.0, kg_per_accelerator_h=0.05)
GROUND = Tariff(usd_per_kwh=0.1, usd_per_accelerator_h=1.0, kg_per_kwh=0.4, kg_per_accelerator_h=0.01)
SITES = (
    replace(SITE, tariff=GROUND, on_site=OnSitePower(gas_w=1e6, gas_usd_per_kwh=0.2, gas_kg_per_kwh=0.5)),
    replace(SITE, name="there", tariff=GROUND, country="FRA"),
)
FRAMES = 61  # an hour of minutes
LIT, IDLE = 0.75, 0.5


def fleet(*, priced: bool = True, workload: Workload = WORKLOAD) -> Fleet:
    """Return two satellites, the second launched after half an hour, and two sites."""
    bus, sites = replace(BUS, tariff=ORBIT), SITES
    if not priced:
        bus, sites = BUS, tuple(replace(site, tariff=Tariff()) for site in SITES)
    plain = small_fleet(2, [bus], sites, [workload])
    late = replace(plain.satellites, from_s=np.array([-np.inf, 1801.0]))
    return replace(plain, tables={**plain.tables, "satellite": late})


# Of each minute: 10 kW a satellite, 120 kW a site, of which the first gets 20 kW from its gas.
TOTALS = {
    "satellite": {"load_j": 2 * 10e3 * 60.0, "machine_usd": 0.8, "carbon_kg": 0.02},
    "site": {"energy_j": 2 * 120e3 * 60.0, "energy_usd": 0.44, "machine_usd": 200 / 60, "carbon_kg": 1.7},
}


def frame(header: RunHeader, index: int) -> Frame:
    known = {
        ("satellite", "gpu_util_frac"): LIT, ("satellite", "load_w"): 10e3, ("site", "gpu_util_frac"): IDLE,
        ("site", "load_w"): 120e3, ("site", "grid_w"): np.array([100e3, 120e3]),
        ("site", "gas_w"): np.array([20e3, 0.0]), ("workload", "tokens_per_s"): 1000.0,
        ("workload", "usd_per_million_tokens"): 2.0, ("site", "served"): 30.0, ("satellite", "served"): 10.0,
    }  # fmt: skip
    values: dict[str, dict[str, np.ndarray]] = {}
    for channel in header.catalogue.channels:
        n = len(header.fleet.tables[channel.kind])
        dtype = {"code": np.uint8, "count": np.int32}.get(channel.encoding, np.float32)
        filled = np.full(n, known.get((channel.kind, channel.key), 0.0))
        values.setdefault(channel.kind, {})[channel.key] = filled.astype(dtype)
    ledger = {
        kind: {key: total * (index > 0) for key, total in totals.items()} for kind, totals in TOTALS.items()
    }
    if "tokens_per_s" in values["workload"]:
        ledger["workload"] = {
            "output_tokens_served": 60e3 * (index > 0),
            "requests_served": 80.0 * (index > 0),
        }
    return Frame(index, index * 60.0, values, ledger)


def told(path: Path, of: Fleet, events: tuple = (), frames: int = FRAMES) -> Costs:
    scenario = small_scenario(n=2, fleet=of, events=events, duration_s=(frames - 1) * 60.0)
    header = RunHeader.of_scenario(scenario, "0", catalogue_of(of))
    with RunWriter(path, header) as writer:
        for index in range(frames):
            writer.append(frame(header, index))
        writer.finish("complete")
    with Recording.open(path) as recording:
        return costs_of(recording)


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> Costs:
    return told(tmp_path_factory.mktemp("costs") / "run.dawn", fleet())


def test_hours_and_energy_are_counted(costs: Costs) -> None:
    assert costs.hours == pytest.approx(1.0)
    assert [place.entity for place in costs.places] == ["fleet:small", "site:t/here", "site:t/there"]
    orbit, here, _ = costs.places
    # 16 accelerators for an hour, and 16 from 31 minutes on: 30 minutes of frames.
    assert orbit.accelerator_h == pytest.approx(24.0)
    assert orbit.busy_h == pytest.approx(24.0 * LIT)
    assert orbit.kwh == pytest.approx(20.0)
    assert (here.kwh, here.accelerator_h, here.busy_h) == pytest.approx((120.0, 100.0, 50.0))
    assert costs.ground is not None
    assert costs.ground.kwh == pytest.approx(240.0)


def test_dollars_and_carbon_are_those_of_the_ledger_parted_by_place(costs: Costs) -> None:
    orbit, here, there = costs.places
    assert orbit.usd is not None
    assert orbit.usd.central == pytest.approx(60 * 0.8)
    assert costs.ground is not None
    assert costs.ground.usd is not None
    assert costs.ground.usd.central == pytest.approx(60 * (0.44 + 200 / 60))
    assert here.usd is not None
    assert there.usd is not None
    # Machines cost the same; energy is parted as 100 + 2 x 20 to 120.
    energy = 60 * 0.44
    assert here.usd.central == pytest.approx(100.0 + energy * 140 / 260, rel=1e-5)
    assert there.usd.central == pytest.approx(100.0 + energy * 120 / 260, rel=1e-5)
    assert here.usd.low < here.usd.central < here.usd.high
    total = sum(place.carbon_kg.central for place in (here, there) if place.carbon_kg)
    assert total == pytest.approx(60 * 1.7)


def test_a_known_grid_has_the_narrower_range(costs: Costs) -> None:
    _, here, there = costs.places
    assert here.carbon_kg is not None
    assert there.carbon_kg is not None
    width = [span.high / span.low for span in (here.carbon_kg, there.carbon_kg)]
    assert width[1] < width[0]


def test_the_ends_and_the_crossing(costs: Costs) -> None:
    assert costs.orbit_usd.range.central > costs.ground_usd.range.central
    assert costs.crossing_usd_per_kg.range.low < costs.crossing_usd_per_kg.range.high
    prices = [span.central for _, span in costs.by_launch]
    assert prices == sorted(prices)
    # Launch at its central price is the central estimate; a straight line between any two.
    assert dict(costs.by_launch)[3000.0].central == pytest.approx(costs.orbit_usd.range.central)
    crossing = costs.crossing_usd_per_kg.range.central
    slope = (prices[-1] - prices[0]) / 6000.0
    assert prices[0] + slope * crossing == pytest.approx(costs.ground_usd.range.central)
    assert launch(Range(-5.0, -1.0, 0.0)) == "none, even launch for nothing is too dear"
    assert launch(Range(-5.0, -1.0, 90.0)).endswith("$90.0/kg if all goes well")
    assert launch(Range(-5.0, 12.0, 90.0)) == "$12.0/kg (none to $90.0/kg)"
    assert [compact(value) for value in (0.0, 0.012, 3.456, 999.6, 12_345.0, 1e9, np.nan)] == [
        "0.00", "0.012", "3.46", "1.00k", "12.3k", "1.00G", "\N{EN DASH}",
    ]  # fmt: skip


def test_lines_fit_and_say_every_assumption(costs: Costs) -> None:
    lines = list(lines_of(costs))
    assert max(map(len, lines)) <= WIDTH
    text = "\n".join(lines)
    assert "Small: 1.0 h" in text
    assert "not even" not in text
    assert all(item.title in text for item in costs.assumptions)
    assert "add [costs]" not in text


def test_prices_of_events_reach_the_right_place(tmp_path: Path) -> None:
    dear = told(tmp_path / "dear.dawn", fleet(), (event("price", "site", 1, 0.0, 7200.0, 3.0),))
    _, here, there = dear.places
    assert here.usd is not None
    assert there.usd is not None
    # The ledger says what was spent in all; events say on whom.
    assert there.usd.central / here.usd.central == pytest.approx(3 * (100 + 12) / (100 + 14), rel=0.05)


def test_without_prices_there_is_no_money(tmp_path: Path) -> None:
    plain = told(tmp_path / "plain.dawn", fleet(priced=False))
    assert not plain.has_prices
    assert all(place.usd is None and place.usd_per_accelerator_h is None for place in plain.places)
    assert "add\n[costs]" in "\n".join(lines_of(plain))


def test_tokens_have_a_price_by_workload_and_by_place(tmp_path: Path) -> None:
    chat = replace(WORKLOAD, requests=RequestDemand(rate_per_s=1.0))
    costs = told(tmp_path / "chat.dawn", fleet(workload=chat))
    (price,) = costs.tokens
    assert price.usd_per_million.central == pytest.approx(2.0, rel=1e-3)
    assert price.tokens == pytest.approx(3.6e6, rel=1e-3)
    orbit, here, _ = costs.places
    # 60 minutes of 20 requests in orbit, and of 30 a site, of 750 tokens each.
    assert (orbit.tokens, here.tokens) == pytest.approx((900e3, 1350e3))
    assert orbit.usd_per_million_tokens is not None
    assert orbit.usd_per_million_tokens.central == pytest.approx(48.0 / 0.9)
    assert max(map(len, lines_of(costs))) <= WIDTH


def test_a_single_frame_has_cost_nothing(tmp_path: Path) -> None:
    costs = told(tmp_path / "one.dawn", fleet(), frames=1)
    assert (costs.hours, costs.places, costs.orbit, costs.ground) == (0.0, (), None, None)
    assert list(lines_of(costs))


def test_a_price_that_the_scenario_says_has_no_range(tmp_path: Path) -> None:
    def said(field: str) -> Provenance:
        return Provenance(f"tariff.{field}", 1.0, "$/h", SCENARIO_FILE, "", "assumed")

    of = fleet()
    here = replace(of.sites[0], provenance=(said("usd_per_accelerator_h"), said("usd_per_kwh")))
    there = replace(of.sites[1], provenance=(said("usd_per_accelerator_h"),))
    bus = replace(of.buses[0], provenance=(said("usd_per_accelerator_h"),))
    known = told(tmp_path / "known.dawn", replace(of, sites=(here, there), buses=(bus,)))
    orbit, first, second = (place.usd for place in known.places)
    assert orbit is not None
    assert first is not None
    assert second is not None
    assert orbit.low == orbit.central == orbit.high
    assert first.low == first.high
    assert second.high - second.central == pytest.approx(60 * 0.44 * 120 / 260, rel=1e-4)
