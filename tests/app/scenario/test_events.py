"""Events of the network: planes, gateways, regions, and links by their two ends."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.scenario.effects import Effects
from dawnline.scenario.scenario import Scenario
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

Load = Callable[..., Scenario]
REGION = '[[region]]\npreset = "metros"\nonly = ["tokyo", "delhi"]\n'
WORLD = (
    HEAD + SHELL + 'links = "starlink-laser"\n[[gateway]]\nname = "g"\nlat = 10\nlon = 20\n' + SITE + REGION
)
DASHES = SHELL.replace('"a"', '"b--c"')


def fault(target: str, kind: str = "fault") -> str:
    return f'[[event]]\nkind = "{kind}"\ntarget = "{target}"\nstart = "1h"\nduration = "30m"\n'


@pytest.mark.parametrize(
    ("target", "ref"),
    [
        ("gateway:g", EntityRef("gateway", 0)),
        ("plane:a/P3", EntityRef("plane", 3)),
        ("region:delhi", EntityRef("region", 1)),
        ("satellite:a/A-P1S0", EntityRef("satellite", 5)),
        ("site:here", EntityRef("site", 0)),
    ],
)
def test_a_fault_hits_anything_of_the_network(load: Load, target: str, ref: EntityRef) -> None:
    scenario = load(WORLD + fault(target))
    (event,) = scenario.events
    assert (event.target, event.other) == (ref, None)
    (told,) = json.loads(scenario.document)["event"]
    assert told["target"] == target
    assert "other" not in told


@pytest.mark.parametrize(
    "link",
    [
        "link:satellite:a/A-P1S0--satellite:a/A-P0S2",
        "link:a/A-P0S2--a/A-P1S0",
        "link:A-P1S0--A-P0S2",
    ],
)
def test_a_link_is_its_two_ends_in_either_order(load: Load, link: str) -> None:
    scenario = load(WORLD + fault(link))
    (event,) = scenario.events
    assert (event.target, event.other) == (EntityRef("satellite", 2), EntityRef("satellite", 5))
    (told,) = json.loads(scenario.document)["event"]
    assert (told["target"], told["other"]) == ("satellite:a/A-P0S2", "satellite:a/A-P1S0")


def test_a_link_may_end_on_the_ground_and_names_may_hold_dashes(load: Load) -> None:
    (event,) = load(WORLD + fault("link:a/A-P0S2--gateway:g")).events
    assert {event.target, event.other} == {EntityRef("satellite", 2), EntityRef("gateway", 0)}
    (event,) = load(HEAD + DASHES + fault("link:B--C-P0S0--B--C-P0S1")).events
    assert (event.target, event.other) == (EntityRef("satellite", 0), EntityRef("satellite", 1))


def test_a_lost_link_stops_no_satellite(load: Load) -> None:
    scenario = load(WORLD + fault("link:A-P1S0--A-P0S2") + fault("satellite:a/A-P0S0"))
    effects = Effects.of(scenario.fleet, scenario.events)
    assert np.flatnonzero(effects.faulted("satellite", 3600.0)).tolist() == [0]
    assert not effects.faulted("site", 3600.0).any()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "plane:a/P9",
            "there is no plane 'plane:a/P9'; expected 'plane:a/P5' (did you mean that?), or one of",
        ),
        ("gateway:h", "there is no gateway 'gateway:h'; expected 'gateway:g' (did you mean that?)"),
        ("link:A-P0S0", "the link 'link:A-P0S0' has not two ends; expected 'link:A--B' with the ids of two"),
        ("link:A-P0S0--", "the link 'link:A-P0S0--' has not two ends"),
        ("link:A-P0S0--A-P9S9", "nothing, or more than one thing, at an end of a link is called 'A-P9S9'"),
        ("link:A-P0S0--A-P0S0", "this link has the same end twice"),
        ("pair:tokyo>here", "there is no satellite, site, gateway, plane, region or fleet 'pair:tokyo>here'"),
    ],
)
def test_problems_say_what_would_be_right(
    complaints: Callable[..., list[str]], target: str, said: str
) -> None:
    (problem,) = complaints(WORLD + fault(target))
    assert f"event[0].target: {said}" in problem


def test_only_what_draws_power_is_capped(complaints: Callable[..., list[str]]) -> None:
    problems = complaints(WORLD + fault("gateway:g", "power_cap") + "share = 0.5\n")
    assert "there is no satellite, site or fleet 'gateway:g'" in problems[0]
    problems = complaints(WORLD + fault("link:A-P0S0--A-P0S1", "power_cap") + "share = 0.5\n")
    assert "there is no satellite, site or fleet 'link:A-P0S0--A-P0S1'" in problems[0]
