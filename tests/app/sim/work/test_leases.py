"""A lease that ends as announced: what works there is drained and saved in time, and lost without notice."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.scenario.event import DRAIN_S, Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import WORKLOAD
from dawnline_testing.working import KNOWN_SITE, frames_of, gang, jobs, requests, unbalanced, working_scenario

ENDS_S = 1800.0
HERE, BOTH = EntityRef("site", 0), EntityRef("fleet", 1)
SITES = (
    replace(KNOWN_SITE, accelerators=200, power_cap_w=1e6),
    replace(KNOWN_SITE, name="b", accelerators=200, power_cap_w=1e6),
)
TALK = requests(60.0, patience_s=60.0)
GANG = gang(accelerators=64.0, restart_s=300.0)


def lease(notice_s: float, target: EntityRef = HERE, ends_s: float = ENDS_S) -> Event:
    return Event("lease_end", target, ends_s, np.inf, 0.0, notice_s=notice_s)


def run(*events: Event, work: tuple = (TALK, GANG), steps: int = 40, **changes: object) -> list[Frame]:
    frames = frames_of(working_scenario(work, n=0, sites=SITES, events=events, **changes), steps)
    assert unbalanced(frames) == []
    return frames


def column(frames: list[Frame], kind: str, key: str) -> np.ndarray:
    return np.array([frame.values[kind][key] for frame in frames])


def booked(frames: list[Frame], key: str) -> np.ndarray:
    return np.array([frame.ledger["workload"][key] for frame in frames])


def states(frames: list[Frame], row: int = 1) -> list[str]:
    return [GANG_STATES[code] for code in column(frames, "workload", "gang_state")[:, row]]


def test_without_notice_answers_and_work_are_lost() -> None:
    frames = run(lease(0.0))
    assert booked(frames, "requests_dropped_machine_lost")[30] > 0
    assert column(frames, "workload", "lost_accelerator_s")[30, 1] > 0.0


def test_with_notice_nothing_is_lost() -> None:
    frames = run(lease(90 * 86_400.0))
    assert booked(frames, "requests_dropped_machine_lost").sum() == 0
    assert np.nansum(column(frames, "workload", "lost_accelerator_s")) == 0.0
    assert booked(frames, "gang_lost_accelerator_s").sum() == 0.0
    # It trains to the end, and then has no place.
    assert states(frames)[6:30] == ["works"] * 24
    assert states(frames)[30:] == ["waits"] * 10
    # The last minute is for saving.
    saved = booked(frames, "gang_saved_accelerator_s")
    assert saved[29] == pytest.approx(64.0 * 60.0)
    assert saved[28] < 0.1 * saved[29]


@pytest.mark.parametrize("placement", ["by-share", "nearest", "slo-first", "provider-diversified"])
def test_in_its_last_minutes_a_place_takes_nothing_new(placement: str) -> None:
    frames = run(lease(3600.0), work=(TALK,), policy=PlacementPolicy(placement))
    served, queued = (column(frames, "site", key) for key in ("served", "queued"))
    closing = np.array([ENDS_S - DRAIN_S <= frame.t_s < ENDS_S for frame in frames])
    assert closing.sum() == 5
    # Every second brings sixty: what had come is answered, which takes less than two minutes.
    assert (served[1:25, 0] > 300).all()
    assert served[25:27, 0].sum() < 1000
    assert not served[27:, 0].any()
    assert not queued[27:, 0].any()
    assert (served[closing, 1] > 1.4 * served[10:25, 1].mean()).all()
    assert booked(frames, "requests_dropped_machine_lost").sum() == 0


def test_plain_work_and_jobs_leave_before_the_end_too() -> None:
    plain = replace(WORKLOAD, name="plain", peak_accelerators=100.0)
    frames = run(lease(3600.0), work=(plain, jobs(600.0, job_h=0.5)))
    busy = column(frames, "site", "gpu_util_frac")[:, 0]
    assert (busy[1:25] > 0.0).all()
    assert not busy[25:30].any()
    assert np.isnan(busy[30:]).all()


def test_who_is_the_last_stays_open_to_the_end() -> None:
    frames = run(lease(3600.0, BOTH), work=(TALK,))
    served = column(frames, "site", "served")
    assert (served[1:30] > 600).all()
    assert not served[30:].any()


def test_a_notice_that_is_too_short_saves_nothing() -> None:
    in_time, too_late = run(lease(150.0)), run(lease(90.0))
    assert booked(in_time, "gang_lost_accelerator_s").sum() == 0.0
    assert booked(too_late, "gang_lost_accelerator_s")[30] > 0.0


def test_a_gang_does_not_begin_where_it_could_save_nothing() -> None:
    # A restart and a checkpoint take six minutes, and a cap one: with nine before the end it tries.
    def cut(minutes: float) -> Event:
        return Event("power_cap", HERE, ENDS_S - 60.0 * minutes, 60.0, 0.1)

    tries, gives_up = (run(lease(3600.0), cut(minutes)) for minutes in (9.0, 7.0))
    assert states(tries)[21:30] == ["waits"] + ["restarts"] * 4 + ["works"] * 4
    assert states(gives_up)[23:] == ["waits"] * 17
    # The one who tries saves what it did; the other one leaves its machines to others.
    assert booked(tries, "gang_lost_accelerator_s")[30] == 0.0
    assert booked(tries, "gang_saved_accelerator_s")[29] == pytest.approx(64.0 * 60.0)
    assert booked(gives_up, "gang_restarted_accelerator_s")[24:].sum() == 0.0


@pytest.mark.parametrize("step_s", [20.0, 60.0, 420.0])
def test_whatever_the_step_is(step_s: float) -> None:
    frames = run(lease(86_400.0, ends_s=2520.0), steps=round(3360.0 / step_s), step_s=step_s)
    assert booked(frames, "requests_dropped_machine_lost").sum() == 0
    assert booked(frames, "gang_lost_accelerator_s").sum() == 0.0
    assert booked(frames, "gang_computed_accelerator_s").sum() > 0.0
