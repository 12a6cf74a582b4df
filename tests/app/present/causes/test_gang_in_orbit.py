"""Why a gang on satellites stands or is slow, and what a storm is said to have done; one run of a cluster."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dawnline.cli.main import main
from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.chain import Chain, chain_of
from dawnline.present.recovery import recovery_of
from dawnline.recording.recording import Recording
from dawnline.telemetry.catalogue import LIMITERS
from dawnline.telemetry.engine_channels import GANG_STATES

TEXT = """
[scenario]
start = 2026-06-21T00:00:00Z
duration = "4h"
step = "60s"
seed = 7
[[fleet]]
name = "c"
source = "cluster"
altitude_km = 650.0
ltan_h = 18.0
side = 4
radius_km = 0.5
bus = { preset = "suncatcher-tpu", capping = "clock", fault_rate_per_h = 0.0, upsets_per_h = 0.0005 }
links = "suncatcher-cluster"
[[workload]]
name = "gang"
title = "Gang"
kind = "training"
at = "fleet:c"
accelerators = 1024
least_accelerators = 960
parameters = 8e9
step_compute = "2s"
mtbf_h = 1e7
[[event]]
kind = "storm"
start = "2h"
duration = "2h"
factor = 3000
"""
GANG = EntityRef("workload", 0)
FAULT = LIMITERS.index("fault")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    folder: Path = tmp_path_factory.mktemp("cluster")
    (folder / "c.toml").write_text(TEXT, encoding="utf-8")
    assert main(["simulate", str(folder / "c.toml"), "-o", str(folder / "c.dawn")]) == 0
    found = Recording.open(folder / "c.dawn")
    yield found
    found.close()


def frames_where(recording: Recording, state: str) -> list[int]:
    code = GANG_STATES.index(state)
    told = [int(recording.values("workload", "gang_state", f)[0]) for f in range(recording.frame_count)]
    return [frame for frame, found in enumerate(told) if found == code]


def asked(recording: Recording, frame: int) -> Chain:
    return chain_of(recording, GANG, frame * 60.0)


def test_it_waits_for_members_that_particles_struck(recording: Recording) -> None:
    frame = frames_where(recording, "waits")[0]
    assert frame * 60.0 > 7200.0
    chain = asked(recording, frame)
    assert chain.kinds == ("upset", "members_off", "gang_waits", "stands")
    assert "a solar storm multiplied upsets by 3000 then" in chain.first.text
    off = int((recording.values("satellite", "limiter", frame) == FAULT).sum())
    assert f"off, with {off - 1} more of 16 satellites" in chain.causes[1].text


def test_a_member_stands_because_the_gang_does(recording: Recording) -> None:
    frame = frames_where(recording, "waits")[0]
    well = np.flatnonzero(recording.values("satellite", "limiter", frame) != FAULT)
    chain = chain_of(recording, EntityRef("satellite", int(well[0])), frame * 60.0)
    assert chain.kinds == ("upset", "members_off", "gang_waits", "idle")


def test_it_is_slow_because_of_the_shadow(recording: Recording) -> None:
    lit = [recording.values("satellite", "sunlit_frac", f).max() for f in range(120)]
    dark = next(f for f in frames_where(recording, "works") if f < 120 and lit[f] == 0.0)
    chain = asked(recording, dark)
    assert chain.first.kind == "umbra"
    assert chain.kinds[-2:] == ("gang_slowed", "works")
    clock = recording.values("satellite", "clock_frac", dark).min()
    assert f"{100.0 * clock:.1f} % of its clock" in chain.causes[-2].text
    works = frames_where(recording, "works")
    bright = next(f for f in works if lit[f] == 1.0 and f - 1 in works)
    assert asked(recording, bright).kinds == ("works",)


def test_it_is_slow_in_the_step_in_which_it_began_again(recording: Recording) -> None:
    works = frames_where(recording, "works")
    first = next(f for f in works if f - 1 in frames_where(recording, "restarts"))
    assert asked(recording, first).kinds[-2:] == ("restart", "works")
    assert recording.values("workload", "goodput_frac", first)[0] < 0.1


def test_a_storm_is_noticed_when_more_stand_than_before(recording: Recording) -> None:
    (storm,) = recording.header.events
    stand = [
        (recording.values("satellite", "limiter", f) == FAULT).sum() for f in range(recording.frame_count)
    ]
    first = 120 + int(np.flatnonzero(np.array(stand[120:]) > stand[119])[0])
    found = recovery_of(recording, storm)
    assert found.detected_s == first * 60.0
    assert found.undone_accelerator_s > 0.0
