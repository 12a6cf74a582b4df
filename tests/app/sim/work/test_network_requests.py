"""Requests over a network: who sends what where, how far it is, and what happens to who reaches nobody."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.workload import RequestDemand
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario
from dawnline_testing.networked import TEXT, fault, networked_scenario
from dawnline_testing.working import frames_of, unbalanced


def served_scenario(folder: Path, more: str = "", *, policy: str = "by-share", **changes: object) -> Scenario:
    base = networked_scenario(folder, more, text=TEXT)
    (chat,) = base.fleet.workloads
    demand = RequestDemand(200.0, **changes)
    work = replace(chat, peak_accelerators=0.0, requests=demand)
    return replace(
        base, fleet=replace(base.fleet, workloads=(work,)), policy=PlacementPolicy(policy, spill_over=True)
    )


@pytest.mark.parametrize("policy", ["by-share", "nearest", "slo-first", "provider-diversified"])
def test_every_request_goes_somewhere_or_is_turned_away(tmp_path: Path, policy: str) -> None:
    frames = frames_of(served_scenario(tmp_path, policy=policy), 6)
    assert unbalanced(frames) == []
    for frame in frames:
        regions = frame.values["region"]
        to_sites = frame.values["pair"]["requests"].reshape(3, 2).sum(axis=1)
        assert np.array_equal(regions["arrived"], to_sites + regions["to_orbit"] + regions["dropped"])
    assert frames[-1].values["region"]["arrived"].min() > 0


def test_the_round_trip_is_that_of_the_pairs_that_talk(tmp_path: Path) -> None:
    frame = frames_of(served_scenario(tmp_path, policy="ground-first"), 4)[-1]
    sent, rtt_s = frame.values["pair"]["requests"], frame.values["pair"]["rtt_s"]
    assert sent.sum() > 0
    assert frame.values["region"]["to_orbit"].sum() == 0
    told = frame.values["workload"]
    assert told["rtt_s"][0] == pytest.approx(float(sent @ rtt_s / sent.sum()), rel=1e-3)
    row = frame.ledger["workload"]
    assert told["ttft_s"][0] == pytest.approx(
        told["rtt_s"][0] + row["prompt_tokens_arrived"] / row["requests_arrived"] / 9000.0, rel=0.1
    )


def test_the_nearest_site_is_sent_more_than_by_share(tmp_path: Path) -> None:
    near, even = (
        frames_of(served_scenario(tmp_path, policy=policy), 4)[-1].values["workload"]["rtt_s"][0]
        for policy in ("nearest", "by-share")
    )
    assert near < 0.7 * even


def test_a_region_that_reaches_nobody_turns_its_requests_away(tmp_path: Path) -> None:
    calm = frames_of(served_scenario(tmp_path), 12)
    frames = frames_of(served_scenario(tmp_path, fault("region:tokyo")), 12)
    assert unbalanced(frames) == []
    quiet, now = calm[10].values["region"], frames[10].values["region"]
    assert np.array_equal(quiet["arrived"], now["arrived"])
    assert now["dropped"].tolist() == [0, now["arrived"][1], 0]
    assert frames[10].ledger["workload"]["requests_dropped_unreached"] == now["arrived"][1]
    assert quiet["dropped"].sum() == 0


def test_a_promise_shorter_than_the_way_is_missed(tmp_path: Path) -> None:
    frame = frames_of(
        served_scenario(tmp_path, policy="nearest", ttft_target_s=0.01, tpot_target_s=0.001), 4
    )[-1]
    told = frame.values["workload"]
    assert told["missed_tpot"][0] == told["served"][0] > 0
    assert told["missed_ttft"][0] > 0.99 * told["served"][0]
