"""Words of events and branches, and what differs between two runs in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.compare import Compared, NotComparable, compare, compare_words
from dawnline.present.injected import branch_words, event_words, events_at, target_over
from dawnline.recording.branch_store import BranchFacts
from dawnline.recording.recording import Recording
from dawnline.runs.branch import branch
from dawnline.runs.drive import run
from dawnline.scenario.event import Event
from dawnline.scenario.problem import ScenarioError
from dawnline_testing.small_scenario import small_scenario

SILENT = {"should_flush": lambda: False, "on_progress": lambda _: None, "cancelled": lambda: False}
SITE = EntityRef("site", 0)


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "parent.dawn"
    run(small_scenario(duration_s=1800.0), path, **SILENT)
    return path


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("fault", 0.0, "lost t/here"),
        ("power_cap", 0.25, "t/here at 25 % power"),
        ("price", 2.0, "2\N{MULTIPLICATION SIGN} prices at t/here"),
        ("demand_surge", 1.5, "1.5\N{MULTIPLICATION SIGN} demand of t/here"),
        ("storm", 20.0, "solar storm over t/here, 20\N{MULTIPLICATION SIGN} upsets"),
        ("lease_end", 0.0, "lease of t/here ends"),
        ("deorbit", 0.0, "t/here leaves orbit"),
    ],
)
def test_an_event_in_words(parent: Path, kind: str, value: float, words: str) -> None:
    with Recording.open(parent) as recording:
        assert event_words(Event(kind, SITE, 0.0, 60.0, value), recording.header.fleet) == words


def test_a_storm_with_a_safe_mode(parent: Path) -> None:
    with Recording.open(parent) as recording:
        (storm,) = events_at(recording, 600.0, ["storm for 2h factor 9 safe_mode_below_km 500"])
        assert (storm.kind, storm.value, storm.safe_mode_below_m) == ("storm", 9.0, 500e3)
        words = event_words(storm, recording.header.fleet)
    assert words == "solar storm over small, 9\N{MULTIPLICATION SIGN} upsets, safe mode below 500 km"


def test_a_notice_is_given_when_a_person_says_so(parent: Path) -> None:
    with Recording.open(parent) as recording:
        (ends,) = events_at(recording, 600.0, ["lease_end t/here notice 15m"])
        assert (ends.announced_s, ends.start_s, ends.notice_s) == (600.0, 1500.0, 900.0)
        assert event_words(ends, recording.header.fleet) == "lease of t/here ends after 15 min of notice"


def test_a_branch_in_words(parent: Path) -> None:
    events = tuple(Event("fault", EntityRef("satellite", i), 90_000.0, 60.0, 0.0) for i in range(3))
    with Recording.open(parent) as recording:
        header = recording.header
        assert branch_words(header) == ""
        there = replace(header, branch=BranchFacts("", "", 90_000.0, events))
        assert branch_words(there) == "branch at 07:00 on day 2: lost small/S0, lost small/S1 and 1 more"
        strange = Event("fault", EntityRef("satellite", 10**6), 0.0, 60.0, 0.0)
        assert branch_words(replace(header, branch=BranchFacts("", "", 0.0, (strange,)))).endswith("06:00: ")


def test_whom_an_event_is_over(parent: Path) -> None:
    with Recording.open(parent) as recording:
        fleet = recording.header.fleet
        assert target_over(fleet, SITE, "itself") == "site:t/here"
        assert target_over(fleet, SITE, "fleet") == "fleet:t"
        assert target_over(fleet, EntityRef("satellite", 2), "fleet") == "fleet:small"
        with pytest.raises(ValueError, match="no plane"):
            target_over(fleet, SITE, "plane")
        with pytest.raises(ValueError, match="no fleet or provider"):
            target_over(fleet, EntityRef("region", 0), "fleet")


def test_a_bare_name_is_taken_where_it_is_unique(parent: Path) -> None:
    with Recording.open(parent) as recording:
        (event,) = events_at(recording, 600.0, ["fault here for 10m"])
        assert (event.target, event.start_s, event.duration_s) == (SITE, 600.0, 600.0)
        with pytest.raises(ScenarioError, match="there is no"):
            events_at(recording, 600.0, ["fault site:nowhere"])


def test_the_difference_is_what_was_recorded(parent: Path, tmp_path: Path) -> None:
    with Recording.open(parent) as one:
        events = events_at(one, 600.0, ["fault site:t/here"])
        branch(one, events, 600.0, tmp_path / "b.dawn", **SILENT)
        with Recording.open(tmp_path / "b.dawn") as other:
            rows = {row.key: row for row in compare(one, other, 1200.0, 600.0)}
            lost = rows["unserved_gpu_h"].difference
            columns = [
                run.ledger("workload", "unserved_accelerator_s")[1][10:21].sum() for run in (one, other)
            ]
            assert lost == pytest.approx((columns[1] - columns[0]) / 3600.0)
            assert lost > 0.0
            assert rows["energy_kwh"].difference < 0.0
            assert "requests_served" not in rows  # nothing is counted in requests here
            assert compare_words(one, other, 300.0, 600.0) == "the same up to the branch"
            words = compare_words(one, other, 1200.0, 600.0)
            assert rows["unserved_gpu_h"].words in words
            assert "energy \N{MINUS SIGN}" in words
            assert compare_words(one, one, 1200.0, 600.0) == "no difference so far"
            other.header = replace(other.header, step_s=30.0)
            with pytest.raises(NotComparable, match="steps of 30 s"):
                compare(one, other, 1200.0, 600.0)


def test_numbers_in_words() -> None:
    assert Compared("k", "unserved", "GPU h", True, 10.0, 1250.4).words == "unserved +1,240 GPU h"
    assert Compared("k", "energy", "kWh", True, 10.0, 6.75).words == "energy \N{MINUS SIGN}3.25 kWh"
    assert Compared("k", "power now", "W", False, 0.0, 2.5e6).words == "power now +2.50 MW"
    assert Compared("k", "unserved", "GPU h", True, 1e6, 1e6 + 1e-5).difference == 0.0
    assert Compared("k", "cost", "$", True, float("nan"), 1.0).words == "cost unknown"
