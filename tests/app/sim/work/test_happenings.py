"""What happens to work: surges, faults, caps, no machines; one effect each, and no other draw moves."""

from dataclasses import replace

import numpy as np
import pytest

from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.sim.serving_rates import MODEL_70B
from dawnline.telemetry.engine_channels import GANG_STATES
from dawnline_testing.small_scenario import WORKLOAD, event
from dawnline_testing.working import (
    KNOWN_BUS,
    KNOWN_SITE,
    frames_of,
    gang,
    jobs,
    requests,
    unbalanced,
    working_scenario,
)

NOTHING_KNOWN = replace(KNOWN_SITE.accelerator, preset="")
TWO_SITES = (
    replace(KNOWN_SITE, accelerators=200, power_cap_w=1e6),
    replace(KNOWN_SITE, name="b", accelerators=200, power_cap_w=1e6),
)


def column(frames: list, kind: str, key: str) -> np.ndarray:
    return np.array([frame.values[kind][key] for frame in frames])


def booked(frames: list, key: str) -> np.ndarray:
    return np.array([frame.ledger["workload"][key] for frame in frames])


def test_a_surge_moves_no_arrival_of_another_region() -> None:
    surge = event("demand_surge", "region", 1, 240.0, 180.0, 5.0)
    work = (requests(20.0), WORKLOAD)
    calm, stirred = (frames_of(working_scenario(work, events=events), 12) for events in ((), (surge,)))
    before, after = (column(frames, "region", "arrived") for frames in (calm, stirred))
    assert np.array_equal(before[:, 0], after[:, 0])
    on = np.array([240.0 <= frame.t_s < 420.0 for frame in calm])
    assert np.array_equal(before[~on], after[~on])
    assert after[on, 1].sum() == pytest.approx(5.0 * before[on, 1].sum(), rel=0.3)
    asked = [column(frames, "workload", "demand")[:, 1] for frames in (calm, stirred)]
    assert np.array_equal(asked[0][~on], asked[1][~on])
    assert (asked[1][on] > 2.0 * asked[0][on]).all()


def test_a_surge_of_a_workload_is_for_it_alone() -> None:
    surge = event("demand_surge", "workload", 1, 60.0, 1e6, 3.0)
    work = (requests(20.0), requests(20.0, "b"))
    calm, stirred = (frames_of(working_scenario(work, events=events), 8) for events in ((), (surge,)))
    before, after = (column(frames, "workload", "arrived") for frames in (calm, stirred))
    assert np.array_equal(before[:, 0], after[:, 0])
    assert after[1:, 1].sum() > 2 * before[1:, 1].sum()


def test_a_surge_lets_more_jobs_come_while_it_lasts() -> None:
    def run(*events: Event) -> list:
        work = (jobs(600.0, job_h=0.02), replace(jobs(60.0, job_h=0.02), name="others"))
        frames = frames_of(working_scenario(work, duration_s=3600.0, events=events), 61)
        assert unbalanced(frames) == []
        return frames

    calm = run()
    three = run(event("demand_surge", "workload", 0, 1200.0, 1200.0, 3.0))
    # West, with a third of the weight, asks for nothing, and east for three quarters: a half together.
    half = run(*(event("demand_surge", "region", row, 1200.0, 1200.0, 0.75 * row) for row in (0, 1)))
    on = np.array([1200.0 < frame.t_s <= 2400.0 for frame in calm])
    came = [booked(frames, "jobs_submitted_accelerator_s") for frames in (calm, three, half)]
    assert np.array_equal(came[1][~on], came[0][~on])
    assert np.array_equal(came[2][~on], came[0][~on])
    done = [column(frames, "workload", "jobs_finished").sum(axis=0) for frames in (calm, three, half)]
    # About 200 come in these twenty minutes; there is room for all of them, and others are as they were.
    assert done[1][0] - done[0][0] == pytest.approx(2 * 200, rel=0.2)
    assert done[1][1] == done[0][1] > 30
    assert done[2][0] - done[0][0] == pytest.approx(-100, rel=0.3)
    assert came[2][on].sum() == pytest.approx(0.5 * came[0][on].sum(), rel=0.3)


def test_an_event_that_nobody_feels_changes_no_bit() -> None:
    work = (requests(30.0), gang(), jobs())
    far = event("fault", "satellite", 2, 1e8, 60.0)
    calm, other = (frames_of(working_scenario(work, events=events), 10) for events in ((), (far,)))
    for one, two in zip(calm, other, strict=True):
        assert one.ledger == two.ledger


def test_a_fault_loses_what_was_being_answered_and_moves_what_waited() -> None:
    busy = requests(300.0, patience_s=600.0)
    lost = event("fault", "site", 0, 300.0, 300.0)
    none = replace(KNOWN_BUS, accelerators=0)
    scenario = working_scenario((busy,), n=4, buses=(none,), sites=TWO_SITES, events=(lost,))
    frames = frames_of(scenario, 14)
    assert unbalanced(frames) == []
    dropped = booked(frames, "requests_dropped_machine_lost")
    assert dropped[5] > 0
    assert np.count_nonzero(dropped) == 1
    served = column(frames, "site", "served")
    assert (served[5:10, 0] == 0).all()
    assert (served[6:10, 1] > 0.9 * served[4, 1]).all()
    assert served[11, 0] > 0
    in_hand = column(frames, "site", "queued")[:, 0]
    assert in_hand[4] > 0
    assert (in_hand[5:10] == 0).all()
    moved = column(frames, "site", "moved")[:, 0]
    assert moved[5] + dropped[5] == in_hand[4]


def test_without_any_machine_people_wait_and_then_go() -> None:
    site = replace(KNOWN_SITE, accelerators=100)
    lost = event("fault", "site", 0, 180.0, 300.0)
    work = requests(5.0, patience_s=100.0)
    dark = working_scenario(
        (work,), n=4, buses=(replace(KNOWN_BUS, accelerators=0),), sites=(site,), events=(lost,)
    )
    frames = frames_of(dark, 10)
    assert unbalanced(frames) == []
    gone = booked(frames, "requests_dropped_no_capacity")
    assert gone[:4].sum() == 0
    assert gone[4:8].sum() > 0
    assert booked(frames, "requests_served")[9] > 0


def test_accelerators_of_no_known_throughput_serve_nobody_and_it_says_so() -> None:
    unknown = replace(KNOWN_SITE, accelerator=NOTHING_KNOWN)
    bus = replace(KNOWN_BUS, accelerator=NOTHING_KNOWN)
    frames = frames_of(working_scenario((requests(5.0),), buses=(bus,), sites=(unknown,)), 4)
    assert unbalanced(frames) == []
    assert booked(frames, "requests_arrived").sum() > 0
    assert booked(frames, "requests_dropped_unreached").sum() == booked(frames, "requests_arrived").sum()
    assert not column(frames, "site", "gpu_util_frac").any()


def test_light_work_is_answered_in_the_time_of_a_prompt_and_draws_less_than_full_load() -> None:
    alone = working_scenario((requests(2.0, shape="steady"),), policy=PlacementPolicy("ground-first"))
    frame = frames_of(alone, 6)[-1]
    told = frame.values["workload"]
    row = frame.ledger["workload"]
    prompt = row["prompt_tokens_arrived"] / row["requests_arrived"]
    assert told["ttft_s"][0] == pytest.approx(prompt / MODEL_70B.prefill_per_s, rel=0.05)
    assert told["tpot_s"][0] == pytest.approx(1.0 / MODEL_70B.alone_per_s, rel=0.05)
    assert told["missed_ttft"][0] == told["missed_tpot"][0] == 0
    assert frame.values["region"]["to_orbit"].sum() == 0
    # Two requests a second keep a few of a hundred accelerators busy.
    assert 0.0 < frame.values["site"]["gpu_util_frac"][0] < 0.1
    assert told["ground"][0] > told["orbit"][0] == 0.0


def test_prompts_and_answers_draw_less_than_plain_work_does() -> None:
    policy = PlacementPolicy("ground-first", spill_over=False)
    many = frames_of(working_scenario((requests(300.0, patience_s=1e9),), policy=policy), 6)[-1]
    plain = frames_of(working_scenario((WORKLOAD,), policy=policy), 6)[-1]
    site, full = many.values["site"], plain.values["site"]
    assert site["gpu_util_frac"][0] == pytest.approx(1.0, abs=0.02)
    assert full["gpu_util_frac"][0] == 1.0
    # Prefill draws 0.95 of the rated power and decoding 0.65.
    assert 0.65 < site["load_w"][0] / full["load_w"][0] < 0.95


def test_a_gang_holds_its_machines_and_the_rest_is_for_others() -> None:
    rigid = gang(accelerators=64.0)
    frames = frames_of(
        working_scenario((rigid, replace(WORKLOAD, name="plain")), policy=PlacementPolicy("ground-first")), 15
    )
    assert unbalanced(frames) == []
    told = frames[-1].values["workload"]
    assert told["gang"][0] == told["ground"][0] == 64.0
    assert np.isnan(told["gang"][1])
    assert told["ground"][1] == pytest.approx(100.0 - 64.0)
    states = [GANG_STATES[code] for code in column(frames, "workload", "gang_state")[:, 0]]
    assert states == ["restarts"] * 10 + ["works"] * 5
    assert told["goodput_frac"][0] == pytest.approx(1.0, abs=0.05)
    held = sum(
        frames[-1].ledger["workload"][f"gang_{part}_accelerator_s"]
        for part in ("computed", "communicated", "saved", "restarted", "waited")
    )
    assert held == pytest.approx(64.0 * 60.0)


def test_a_cap_takes_a_rigid_gang_off_and_it_loses_what_it_had_not_saved() -> None:
    cap = event("power_cap", "site", 0, 1200.0, 300.0, 0.2)
    frames = frames_of(working_scenario((gang(accelerators=90.0),), events=(cap,)), 40)
    states = [GANG_STATES[code] for code in column(frames, "workload", "gang_state")[:, 0]]
    assert states[19] == "works"
    assert states[20:25] == ["waits"] * 5
    assert states[25:34] == ["restarts"] * 9
    assert states[36] == "works"
    lost = column(frames, "workload", "lost_accelerator_s")[:, 0]
    assert lost[20] > 0.0
    assert np.count_nonzero(lost) == 1


def test_a_gang_in_orbit_begins_again_when_a_member_is_lost() -> None:
    hit = event("fault", "satellite", 4, 1500.0, 600.0)
    work = gang("fleet", 0, 96.0, least_accelerators=32.0, restart_s=300.0)
    frames = frames_of(working_scenario((work,), sites=(), events=(hit,)), 34)
    assert unbalanced(frames) == []
    states = [GANG_STATES[code] for code in column(frames, "workload", "gang_state")[:, 0]]
    assert states[24] == "works"
    assert states[25] == "restarts"
    assert states[32] == "works"
    assert frames[24].values["workload"]["orbit"][0] == 96.0


def test_jobs_take_what_is_left_and_go_where_the_policy_says() -> None:
    work = (replace(WORKLOAD, name="plain", peak_accelerators=60.0), jobs(600.0, job_h=0.5))
    for placement, side in (("ground-first", "ground"), ("orbit-first", "orbit")):
        policy = PlacementPolicy(placement, spill_over=False)
        frames = frames_of(working_scenario(work, policy=policy), 20)
        assert unbalanced(frames) == []
        told = frames[-1].values["workload"]
        assert told[side][1] > 0.0
        assert told["jobs_running"][1] > 0
        other = "orbit" if side == "ground" else "ground"
        assert told[other][1] == 0.0
        done = booked(frames, "jobs_done_accelerator_s")
        assert done[-1] == pytest.approx(60.0 * told[side][1], rel=1e-5)
