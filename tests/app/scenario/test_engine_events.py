"""Events of the engine: outages of providers, surges, prices, storms, leases, deorbits; at a rate."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.scenario.event import DRAIN_S
from dawnline.scenario.scenario import Scenario
from dawnline_testing.scenario_texts import HEAD, SHELL

Load = Callable[..., Scenario]
Complain = Callable[..., list[str]]
GROUND = """[[site]]
preset = "aws"
only = ["us-east-1", "eu-west-1"]
[[region]]
preset = "metros"
only = ["tokyo", "delhi"]
[[workload]]
name = "chat"
kind = "inference"
requests_per_s = 5
[[workload]]
name = "overnight"
kind = "batch"
jobs_per_h = 5
[[workload]]
name = "pretraining"
kind = "training"
at = "site:aws/us-east-1"
accelerators = 64
parameters = 8e9
step_compute = "5s"
"""
WORLD = HEAD + SHELL + SHELL.replace('"a"', '"b"') + GROUND
WHEN = 'start = "1h"\nduration = "30m"\n'


def event(kind: str, target: str | None, rest: str = WHEN) -> str:
    named = "" if target is None else f'target = "{target}"\n'
    return f'[[event]]\nkind = "{kind}"\n{named}{rest}'


@pytest.mark.parametrize(
    ("kind", "target", "rest", "ref", "value", "lasts_s"),
    [
        ("fault", "fleet:aws", WHEN, EntityRef("fleet", 2), 0.0, 1800.0),
        ("fault", "fleet:b", WHEN, EntityRef("fleet", 1), 0.0, 1800.0),
        ("power_cap", "fleet:aws", WHEN + "share = 0.3\n", EntityRef("fleet", 2), 0.3, 1800.0),
        ("demand_surge", "region:delhi", WHEN + "factor = 3\n", EntityRef("region", 1), 3.0, 1800.0),
        ("demand_surge", "workload:chat", WHEN + "factor = 0.5\n", EntityRef("workload", 0), 0.5, 1800.0),
        ("demand_surge", "workload:overnight", WHEN + "factor = 2\n", EntityRef("workload", 1), 2.0, 1800.0),
        ("price", "site:aws/eu-west-1", WHEN + "factor = 2\n", EntityRef("site", 1), 2.0, 1800.0),
        ("price", "fleet:aws", 'start = "1h"\nfactor = 2\n', EntityRef("fleet", 2), 2.0, math.inf),
        ("storm", "plane:a/P3", WHEN + "factor = 40\n", EntityRef("plane", 3), 40.0, 1800.0),
        ("lease_end", "site:aws/us-east-1", 'start = "1h"\n', EntityRef("site", 0), 0.0, math.inf),
        ("deorbit", "satellite:a/A-P1S0", 'start = "1h"\n', EntityRef("satellite", 5), 0.0, math.inf),
        ("deorbit", "fleet:b", 'start = "1h"\n', EntityRef("fleet", 1), 0.0, math.inf),
    ],
)
def test_every_kind_hits_what_it_may(
    load: Load, kind: str, target: str, rest: str, ref: EntityRef, value: float, lasts_s: float
) -> None:
    scenario = load(WORLD + event(kind, target, rest))
    (told,) = scenario.events
    assert (told.kind, told.target, told.value, told.duration_s) == (kind, ref, value, lasts_s)
    (written,) = json.loads(scenario.document, parse_constant=pytest.fail)["event"]
    assert written["target"] == target
    assert written["duration_s"] == (None if math.isinf(lasts_s) else lasts_s)
    assert told.is_on(3600.0)
    assert told.is_on(86_399.0) == math.isinf(lasts_s)


def test_the_end_of_a_lease_may_be_announced(load: Load) -> None:
    told = load(WORLD + event("lease_end", "fleet:aws", 'start = "20h"\nnotice = "90d"\n'))
    (ends,) = told.events
    assert (ends.start_s, ends.notice_s, ends.announced_s) == (
        72_000.0,
        90 * 86_400.0,
        72_000.0 - 90 * 86_400.0,
    )
    assert json.loads(told.document)["event"][0]["notice_s"] == 90 * 86_400.0
    (silent,) = load(WORLD + event("lease_end", "fleet:aws", 'start = "20h"\n')).events
    assert silent.announced_s == silent.drains_s(60.0) == 72_000.0
    # Five minutes before the end it takes nothing new, or for a step; and not before it is announced.
    assert ends.drains_s(60.0) == 72_000.0 - DRAIN_S
    assert ends.drains_s(600.0) == 72_000.0 - 600.0
    assert replace(ends, notice_s=90.0).drains_s(60.0) == 72_000.0 - 90.0


def test_a_document_says_nothing_of_a_notice_that_is_not_given(load: Load) -> None:
    document = load(WORLD + event("lease_end", "fleet:aws", 'start = "20h"\n')).document
    assert "notice" not in json.loads(document)["event"][0]


def test_a_storm_without_a_target_hits_all_satellites(load: Load) -> None:
    events = load(WORLD + event("storm", None, WHEN + "factor = 40\n")).events
    assert [one.target for one in events] == [EntityRef("fleet", 0), EntityRef("fleet", 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (event("lease_end", "fleet:a", 'start = "1h"\n'), "target: 'fleet:a' has no site; expected"),
        (event("deorbit", "fleet:aws", 'start = "1h"\n'), "'fleet:aws' has no satellite; expected"),
        (
            event("storm", "site:aws/us-east-1", WHEN + "factor = 2\n"),
            "no satellite, plane or fleet",
        ),
        (
            event("demand_surge", "site:aws/us-east-1", WHEN + "factor = 2\n"),
            "no region or workload",
        ),
        (
            event("demand_surge", "workload:pretraining", WHEN + "factor = 2\n"),
            "target: a surge of 'workload:pretraining' means nothing: it is training, a gang of fixed size; "
            "expected one of 'region:delhi', 'region:tokyo', 'workload:chat', 'workload:overnight'",
        ),
        (event("fault", None), "target: is missing; expected the id of what it happens to"),
        (event("price", "fleet:aws", WHEN), "factor: is missing; expected a factor such"),
        (event("power_cap", "fleet:aws", WHEN), "share: is missing; expected the share of"),
        (
            event("fault", "fleet:aws", WHEN + "factor = 2\n"),
            "factor: means nothing for a fault; exp",
        ),
        (
            event("fault", "fleet:aws", WHEN + "share = 0.2\n"),
            "share: means nothing for a fault; exp",
        ),
        (
            event("price", "fleet:aws", WHEN + "factor = -1\n"),
            "factor: -1 is out of range; expected at least",
        ),
        (event("fault", "fleet:aws", 'start = "1h"\n'), "duration: is missing; expected how long it lasts"),
        (
            event("fault", "fleet:aws", WHEN + 'notice = "1h"\n'),
            'notice: means nothing for a fault; expected no such key, or kind = "lease_end"',
        ),
        (
            event("price", "fleet:aws", WHEN + "factor = 2\nsafe_mode_below_km = 400\n"),
            'safe_mode_below_km: means nothing for a price; expected no such key, or kind = "storm"',
        ),
        (
            event("storm", "fleet:a", WHEN + "factor = 2\nsafe_mode_below_km = 0\n"),
            "safe_mode_below_km: 0 is out of range",
        ),
        (event("deorbit", "fleet:a", WHEN), "duration: a deorbit is for good; expected no such key"),
        (event("fault", "fleet:aws", 'duration = "1h"\n'), "start: is missing; expected when it happens, or"),
        (event("fault", "fleet:aws", WHEN + "rate_per_day = 2\n"), "rate_per_day: stands beside start"),
        (
            event("fault", "fleet:aws", 'rate_per_day = 1e5\nduration = "1s"\n'),
            "rate_per_day: 100000 a day are too many events; expected at most 20,000 in a run",
        ),
        (
            event("fault", "site:aws/us-east-1", WHEN + 'hits = "one"\n'),
            "hits: one of 'site:aws/us-east-1' means nothing; expected 'all', or a fleet as the target",
        ),
    ],
)
def test_wrong_events_say_what_would_be_right(complaints: Complain, text: str, said: str) -> None:
    problems = complaints(WORLD + text)
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("s.toml:") and "event[0]" in problem for problem in problems)


RATE = event("fault", "fleet:a", 'rate_per_day = 40\nduration = "10m"\nhits = "one"\n')
LONG = 'duration = "10d"\n'


def test_events_at_a_rate_are_drawn_once_by_the_seed(load: Load) -> None:
    world = WORLD.replace(HEAD, HEAD + LONG)
    events = load(world + RATE).events
    times_s = np.array([one.start_s for one in events])
    # 400 are to be expected; four standard deviations are 80.
    assert 320 < len(times_s) < 480
    assert (np.diff(times_s) > 0.0).all()
    assert times_s[0] > 0.0
    assert times_s[-1] <= 864_000.0
    # Gaps of a Poisson process: their deviation is their mean (2160 s).
    assert np.diff(times_s).std() == pytest.approx(2160.0, rel=0.25)
    assert {one.target.kind for one in events} == {"satellite"}
    hit = {one.target.index for one in events}
    assert hit == set(range(30))
    assert load(world + RATE).events == events
    assert load(world + RATE, seed=5).events != events
    # Another row, a longer run or another rate's row changes nothing of these.
    later = event("storm", None, 'rate_per_day = 3\nduration = "1h"\nfactor = 9\n')
    assert [one for one in load(world + RATE + later).events if one.kind == "fault"] == list(events)
    shorter = load(WORLD + RATE).events
    assert events[: len(shorter)] == shorter
    together = load(world + RATE + RATE).events
    assert len({one.start_s for one in together}) == len(together)
    assert all(one.start_s <= two.start_s for one, two in pairwise(together))
