"""The library: each scenario says where its numbers come from, has its page, and balances as it begins."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from dawnline.fleet.fleet import Fleet
from dawnline.present.report.markdown import WIDTH
from dawnline.scenario.library import LIBRARY, bundled_scenario, scenario_folder
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.presence import Presence
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.frame import Frame
from dawnline_testing.working import unbalanced

PAGES = scenario_folder().parent / "pages"
STEPS = 20
# So many satellite-steps take a few seconds; large fleets are tried for fewer steps.
MOST_SATELLITE_STEPS = 400_000
LEAST_STEPS = 2
# A channel is a 32-bit number.
CHANNEL = 1e-5


@pytest.mark.parametrize("name", LIBRARY)
def test_it_says_what_it_is_and_where_its_numbers_come_from(name: str) -> None:
    about = tomllib.loads(bundled_scenario(name).read_text(encoding="utf-8"))["scenario"]
    assert 10 <= len(about["title"]) <= 90
    assert 200 <= len(about["description"]) <= 2000
    assert len(about["sources"]) >= 3
    assert {source["confidence"] for source in about["sources"]} <= {"announced", "measured", "assumed"}
    assert any(source["confidence"] == "assumed" for source in about["sources"])
    assert len(about["not_modelled"]) >= 3


@pytest.mark.parametrize("name", LIBRARY)
def test_it_has_its_page_and_picture(name: str) -> None:
    page, picture = PAGES / f"{name}.md", PAGES / f"{name}.jpg"
    text = page.read_text(encoding="utf-8")
    about = tomllib.loads(bundled_scenario(name).read_text(encoding="utf-8"))["scenario"]
    words = " ".join(text.split())
    again = f"run ./dev pages {name}"
    assert text.startswith(f"# {about['title']}\n"), again
    assert " ".join(about["description"].split()) in words, again
    for said in (*(source["text"] for source in about["sources"]), *about["not_modelled"]):
        assert " ".join(said.split()) in words, again
    assert f"]({name}.jpg)" in text
    assert "Out of balance" not in text
    assert "In every step of the run these balance" in text
    assert max(map(len, text.splitlines())) <= WIDTH
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    assert picture.stat().st_size <= 150_000


@pytest.mark.parametrize("name", LIBRARY)
def test_its_first_steps_balance(name: str) -> None:
    scenario = load_scenario(bundled_scenario(name))
    simulation = Simulation(scenario)
    satellites = max(len(scenario.fleet.satellites), 1)
    steps = max(LEAST_STEPS, min(STEPS, MOST_SATELLITE_STEPS // satellites))
    frames = [simulation.start(), *(simulation.step(scenario.step_s) for _ in range(steps))]
    assert unbalanced(frames) == []
    for frame in frames[1:]:
        _check_dollars(scenario, frame)


def _check_dollars(scenario: Scenario, frame: Frame) -> None:
    """Compare the ledger's dollars with the prices of who is there, and with what sites tell."""
    site, orbit = frame.ledger["site"], frame.ledger["satellite"]
    if "machine_usd" not in site:
        return
    fleet, hours = scenario.fleet, scenario.step_s / 3600.0
    counts = np.array([one.accelerators for one in fleet.sites], np.float64)
    told = np.nan_to_num(frame.values["site"]["usd_per_accelerator_h"].astype(np.float64))
    spent = site["machine_usd"] + site["energy_usd"]
    assert float(told @ counts) * hours == pytest.approx(spent, rel=CHANNEL, abs=1e-9)
    if not any(event.kind == "price" for event in scenario.events):
        assert _orbit_usd(scenario, fleet, frame.t_s) * hours == pytest.approx(orbit["machine_usd"], rel=1e-9)


def _orbit_usd(scenario: Scenario, fleet: Fleet, t_s: float) -> float:
    """Return the dollars an hour of all accelerators in orbit that were there in the step before a time."""
    if not len(fleet.satellites):
        return 0.0
    there = ~Presence.of(fleet, "satellite", scenario.events).absent(t_s - scenario.step_s)
    each = np.array([bus.accelerators * bus.tariff.usd_per_accelerator_h for bus in fleet.buses], np.float64)
    return float(each[fleet.bus_of] @ there)


def test_the_pictures_table_names_scenarios_of_the_library() -> None:
    pictures = tomllib.loads((PAGES / "pictures.toml").read_text(encoding="utf-8"))
    assert set(pictures) <= set(LIBRARY)
    for options in pictures.values():
        assert set(options) <= {"at", "select", "channel", "do", "size"}
    assert {path.stem for path in Path(PAGES).glob("*.jpg")} <= set(LIBRARY)
