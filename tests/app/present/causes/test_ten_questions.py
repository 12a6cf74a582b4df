"""Ten questions of the kind "why was this GPU-hour lost", each put to a run built to have one cause."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dawnline.cli.main import main

HEAD = """
[scenario]
format = 1
title = "One known cause"
start = 2026-03-20T12:00:00Z
duration = "{duration}"
step = "60s"
seed = 3
"""
ORBIT = """
[[fleet]]
name = "ring"
title = "Four in one plane"
source = "walker-delta"
altitude_km = 550.0
inclination_deg = 53.0
planes = 1
satellites_per_plane = 4
phasing = 0
bus = {{ preset = "spacex-ai1", {bus} }}
"""
GROUND = """
[[site]]
name = "{name}"
title = "{name}"
provider = "acme"
lat = 39.0
lon = -77.5
accelerator = "h100"
accelerators = 1000
power_cap_mw = {megawatts}
"""
REGION = """
[[region]]
name = "{name}"
lat = {lat}
lon = {lon}
weight = 1.0
"""
WORK = """
[[workload]]
name = "assistants"
title = "Assistants"
kind = "inference"
peak_accelerators = {peak}
daily_amplitude = {wave}
peak_local_hour = 14.0
"""
EVENT = """
[[event]]
kind = "{kind}"
target = "{target}"
start = "20m"
duration = "30m"
"""
EAST = REGION.format(name="virginia", lat=39.0, lon=-77.0)
PLENTY = WORK.format(peak=1e6, wave=0.0)
SAT = "satellite:ring/RING-P0S0"


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Return a function that simulates a scenario and asks ``dawnline why`` of somebody at a time."""

    def ask(*parts: str, entity: str, at: str = "", first: Callable[[Any], bool] = bool, of: str = "",
            whose: str = "", duration: str = "100m", after: int = 0) -> dict[str, Any]:  # fmt: skip
        path, run = tmp_path / "known.toml", tmp_path / "known.dawn"
        path.write_text(HEAD.format(duration=duration) + "".join(parts), encoding="utf-8")
        assert main(["simulate", str(path), "-o", str(run)]) == 0
        capsys.readouterr()
        if not at:  # the first moment in which a channel is as the question has it
            assert main(["sample", str(run), "--entity", whose or entity, "--channel", of, "--json"]) == 0
            rows = json.loads(capsys.readouterr().out)["samples"]
            places = [place for place, row in enumerate(rows) if place and first(row["value"])]
            assert places, f"{of} of {whose or entity} never is as the question has it"
            at = rows[places[0] + after]["t"]
        assert main(["why", str(run), "--entity", entity, "--at", at, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


def kinds(told: dict[str, Any]) -> list[str]:
    assert told["first_cause"] == told["chain"][0]["kind"]
    assert [cause["follows"] for cause in told["chain"]] == [None, *range(len(told["chain"]) - 1)]
    return [cause["kind"] for cause in told["chain"]]


def is_limiter(word: str) -> Callable[[Any], bool]:
    return lambda value: value == word


def test_1_it_hibernates_in_shadow(asked) -> None:
    told = asked(
        ORBIT.format(bus='eclipse_policy = "hibernate"'), EAST, PLENTY, entity=SAT, of="sunlit_frac",
        first=lambda lit: lit == 0.0,
    )  # fmt: skip
    assert kinds(told) == ["umbra", "eclipse_policy", "held_back"]
    assert "policy hibernate switches accelerators off" in told["chain"][1]["text"]
    assert told["chain"][0]["until"] is not None


def test_2_its_battery_is_at_the_floor(asked) -> None:
    bus = 'eclipse_policy = "ride-through", battery_kwh = 20.0'
    told = asked(
        ORBIT.format(bus=bus), EAST, PLENTY, entity=SAT, of="soc_frac", first=lambda soc: soc < 0.705
    )
    assert kinds(told) == ["umbra", "battery_floor", "held_back"]
    floor = told["chain"][1]
    assert floor["value"] == pytest.approx(floor["limit"], abs=0.01)


def test_3_it_is_too_hot(asked) -> None:
    bus = 'eclipse_policy = "ride-through", battery_kwh = 400.0, radiator_area_m2 = 60.0'
    told = asked(ORBIT.format(bus=bus), EAST, PLENTY, entity=SAT, of="limiter", first=is_limiter("heat"))
    assert kinds(told) == ["heat", "held_back"]
    assert told["chain"][0]["value"] > told["chain"][0]["limit"] - 0.5


def test_4_its_array_is_too_small(asked) -> None:
    bus = 'eclipse_policy = "hibernate", array_area_m2 = 150.0'
    told = asked(ORBIT.format(bus=bus), EAST, PLENTY, entity=SAT, of="limiter", first=is_limiter("power_cap"))
    assert kinds(told) == ["array", "held_back"]
    assert told["chain"][0]["value"] < told["chain"][0]["limit"]


def test_5_its_grid_curtails_it(asked) -> None:
    curtailed = EVENT.format(kind="power_cap", target="site:acme/memphis") + "share = 0.4\n"
    told = asked(
        GROUND.format(name="memphis", megawatts=1.5), EAST, PLENTY, curtailed, entity="memphis", at="+30m"
    )
    assert kinds(told) == ["event.power_cap", "contract", "held_back"]
    assert told["chain"][0]["since"] == "2026-03-20T12:20:00Z"
    assert told["chain"][0]["until"] == "2026-03-20T12:50:00Z"


def test_6_the_site_is_out(asked) -> None:
    out = EVENT.format(kind="fault", target="site:acme/memphis")
    told = asked(
        GROUND.format(name="memphis", megawatts=2.0), EAST, WORK.format(peak=900.0, wave=0.0), out,
        entity="assistants", at="+30m",
    )  # fmt: skip
    assert kinds(told) == ["event.fault", "off", "capacity_lost", "unserved"]
    assert told["chain"][0]["entity"] == "site:acme/memphis"


NETWORK = """
[network]
"""
GATEWAY = """
[[gateway]]
name = "ashburn"
provider = "gateways"
lat = 39.0
lon = -77.5
"""
LINKED = ORBIT.replace("bus =", 'links = {{ preset = "starlink-laser", user_rate_gbps = 20 }}\nbus =').format(
    bus='eclipse_policy = "throttle"'
)


def test_7_its_region_is_cut_off(asked) -> None:
    cut = EVENT.format(kind="fault", target="region:virginia")
    told = asked(
        NETWORK, LINKED, GROUND.format(name="memphis", megawatts=2.0), EAST,
        WORK.format(peak=500.0, wave=0.0), cut, entity="assistants", at="+30m",
    )  # fmt: skip
    assert kinds(told) == ["event.fault", "unreached", "unserved", "unserved"]
    assert told["chain"][0]["entity"] == "region:virginia"
    assert told["chain"][1]["since"] == "2026-03-20T12:20:00Z"


def test_7_no_satellite_stands_over_the_region(asked) -> None:
    told = asked(
        NETWORK, LINKED, EAST, PLENTY, entity="assistants", of="unserved", whose="assistants",
        first=lambda left: left > 9e5,
    )  # fmt: skip
    assert kinds(told) == ["network", "unreached", "unserved", "unserved"]
    assert "below the elevation mask" in told["chain"][0]["text"]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("pair:virginia>acme/memphis", ["event.fault", "unreached"]),
        ("gateway:gateways/ashburn", ["event.fault", "unlinked"]),
    ],
)
def test_7_a_pair_and_a_gateway_that_are_out(asked, entity, expected) -> None:
    cut = EVENT.format(kind="fault", target="region:virginia")
    dark = EVENT.format(kind="fault", target="gateway:gateways/ashburn")
    told = asked(
        NETWORK, LINKED, GROUND.format(name="memphis", megawatts=2.0), EAST, GATEWAY,
        WORK.format(peak=500.0, wave=0.0), cut, dark, entity=entity, at="+30m",
    )  # fmt: skip
    assert kinds(told) == expected


def test_7_no_satellite_stands_over_a_gateway(asked) -> None:
    told = asked(
        NETWORK, LINKED, GROUND.format(name="memphis", megawatts=2.0), EAST, GATEWAY,
        WORK.format(peak=500.0, wave=0.0), entity="gateway:gateways/ashburn", of="links",
        first=lambda links: links == 0.0,
    )  # fmt: skip
    assert kinds(told) == ["network", "unlinked"]
    assert "below the elevation mask" in told["chain"][0]["text"]


def test_8_nobody_asks_at_night(asked) -> None:
    told = asked(
        GROUND.format(name="memphis", megawatts=2.0), REGION.format(name="tokyo", lat=35.7, lon=139.7),
        WORK.format(peak=900.0, wave=0.8), entity="memphis", at="+60m",
    )  # fmt: skip
    assert kinds(told) == ["demand", "idle"]
    # Noon UTC is 21:20 by the Sun in Tokyo; an hour later it is night.
    assert "it is night for 100.0 % of demand" in told["chain"][0]["text"]


GANG = """
[[workload]]
name = "pretraining"
title = "A gang that trains"
kind = "training"
at = "site:acme/memphis"
accelerators = 800
least_accelerators = 800
parameters = 70e9
step_compute = "6s"
mtbf_h = {mtbf_h}
"""
CHAT = """
[[workload]]
name = "chat"
title = "Chat"
kind = "inference"
requests_per_s = {rate}
shape = "steady"
lengths = "chat"
patience = "30s"
"""


def test_9_a_gang_begins_again_after_a_failure(asked) -> None:
    # 800 accelerators of 1,000 h each: a failure every hour and a quarter.
    told = asked(
        GROUND.format(name="memphis", megawatts=2.0), GANG.format(mtbf_h=1000.0), EAST, entity="pretraining",
        of="lost_accelerator_s", first=lambda lost: lost > 0.0, duration="5h", after=1,
    )  # fmt: skip
    assert kinds(told) == ["failure", "restart", "stands"]
    assert told["chain"][0]["value"] > 0.0


def test_9_a_gang_waits_for_members_that_an_outage_took(asked) -> None:
    out = EVENT.format(kind="fault", target="site:acme/memphis")
    told = asked(
        GROUND.format(name="memphis", megawatts=2.0), GANG.format(mtbf_h=1e6), EAST, out,
        entity="pretraining", at="+30m",
    )  # fmt: skip
    assert kinds(told) == ["event.fault", "gang_waits", "stands"]


def test_10_the_other_provider_is_out_and_the_queue_here_is_full(asked) -> None:
    other = GROUND.replace("acme", "other")
    out = EVENT.format(kind="fault", target="site:other/dallas")
    told = asked(
        GROUND.format(name="memphis", megawatts=2.0), other.format(name="dallas", megawatts=2.0), EAST,
        CHAT.format(rate=1000.0), out, entity="chat", of="dropped_queue_full", first=lambda lost: lost > 0.0,
        after=1,
    )  # fmt: skip
    assert kinds(told)[0] == "event.fault"
    assert told["chain"][0]["entity"] == "site:other/dallas"
    assert told["chain"][-1]["kind"] == "queue_full"
    recovery = told["recovery"]
    assert recovery["detected"] == "2026-03-20T12:20:00Z"
    assert recovery["recovered"] >= "2026-03-20T12:50:00Z"
    # A third of a thousand a second is turned away for half an hour, about.
    assert recovery["requests_dropped"]["queue_full"] == pytest.approx(1000 / 3 * 1800, rel=0.1)
