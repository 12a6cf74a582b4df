"""Small scenarios with work of every kind: requests, gangs, jobs; on machines whose throughput is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.workload import GangDemand, JobDemand, RequestDemand, Workload
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation
from dawnline.telemetry.frame import Frame
from dawnline_testing.small_scenario import BUS, H100, SITE, WORKLOAD, small_scenario

KNOWN = replace(H100, preset="h100")
KNOWN_BUS = replace(BUS, accelerator=KNOWN)
KNOWN_SITE = replace(SITE, accelerator=KNOWN)
NO_DEMAND = replace(WORKLOAD, peak_accelerators=0.0)


def requests(rate_per_s: float = 40.0, name: str = "requests", **changes: Any) -> Workload:
    """Return a workload counted in requests."""
    return replace(NO_DEMAND, name=name, requests=RequestDemand(rate_per_s, **changes))


def gang(kind: str = "site", index: int = 0, accelerators: float = 32.0, **changes: Any) -> Workload:
    """Return a gang at a site or on the fleet; rigid unless told otherwise."""
    least = changes.pop("least_accelerators", accelerators)
    demand = GangDemand(EntityRef(kind, index), accelerators, least, 8e9, 5.0, 0.5, 4e12)
    return replace(NO_DEMAND, name="gang", kind="training", gang=replace(demand, **changes))


def jobs(jobs_per_h: float = 60.0, **changes: Any) -> Workload:
    """Return a workload of batch jobs."""
    return replace(NO_DEMAND, name="jobs", kind="batch", jobs=JobDemand(jobs_per_h, **changes))


def working_scenario(workloads: Sequence[Workload], **changes: Any) -> Scenario:
    """Return a small scenario whose machines can serve requests."""
    given = {"buses": (KNOWN_BUS,), "sites": (KNOWN_SITE,), **changes}
    return small_scenario(workloads=tuple(workloads), **given)


def frames_of(scenario: Scenario, count: int) -> list[Frame]:
    """Return the first frames of a scenario."""
    simulation = Simulation(scenario)
    return [simulation.start(), *(simulation.step(scenario.step_s) for _ in range(count - 1))]


REASONS = ("queue_full", "no_capacity", "machine_lost", "unreached")
COUNTED = ("requests", "prompt_tokens", "output_tokens")


def unbalanced(frames: Sequence[Frame]) -> list[str]:
    """Return what does not balance from frame to frame in the ledger: nothing, where all is right."""
    wrong: list[str] = []
    before = dict.fromkeys(COUNTED, 0.0)
    left = 0.0
    for frame in frames:
        row = frame.ledger["workload"]
        for what in COUNTED if "requests_arrived" in row else ():
            gone = row[f"{what}_served"] + sum(row[f"{what}_dropped_{reason}"] for reason in REASONS)
            if before[what] + row[f"{what}_arrived"] != gone + row[f"{what}_queued"]:
                wrong.append(f"{what} in frame {frame.index}")
            before[what] = row[f"{what}_queued"]
        if "jobs_left_accelerator_s" in row:
            after = left + row["jobs_submitted_accelerator_s"] - row["jobs_done_accelerator_s"]
            _near(wrong, "jobs", frame, after, row["jobs_left_accelerator_s"])
            left = row["jobs_left_accelerator_s"]
        served = sum(row[f"{side}_accelerator_s"] for side in ("orbit", "ground", "unserved"))
        _near(wrong, "accelerator-seconds", frame, served, row["demand_accelerator_s"])
        _near_energy(wrong, frame, frame.ledger["satellite"], frame.ledger["site"])
    return wrong


def _near_energy(
    wrong: list[str], frame: Frame, orbit: Mapping[str, float], ground: Mapping[str, float]
) -> None:
    # In shadow all comes out of batteries: what is used stands on one side, so that it is the scale.
    used, given = orbit["load_j"] + orbit["loss_j"], orbit["array_j"] - orbit["stored_j"]
    _near(wrong, "joules in orbit", frame, used, given)
    if "grid_j" in ground:
        used = ground["energy_j"] + ground["battery_stored_j"] + ground["battery_loss_j"]
        _near(wrong, "joules on the ground", frame, used, ground["grid_j"] + ground["gas_j"])


def _near(wrong: list[str], what: str, frame: Frame, one: float, other: float) -> None:
    if abs(one - other) > 1e-9 * max(abs(one), abs(other), 1.0):
        wrong.append(f"{what} in frame {frame.index}: {one!r} and {other!r}")
