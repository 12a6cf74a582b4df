"""The ledger of work: totals of a step that balance exactly, kept as float64 (whole numbers up to 2^53)."""

from collections.abc import Sequence

import numpy as np

from dawnline.sim.batch import Batched
from dawnline.sim.placing.sides import Placed
from dawnline.sim.serving import DROP_REASONS
from dawnline.sim.tally import Tally
from dawnline.sim.work.gangs import Training
from dawnline.sim.work.inference import Answered, Inference
from dawnline.sim.work.telling import dropped_of

_PARTS = ("requests", "prompt_tokens", "output_tokens")
_GANG_PARTS = ("computed", "communicated", "saved", "restarted", "waited", "lost")


def placed_row(placed: Placed, dt_s: float) -> dict[str, float]:
    """Return accelerator-seconds: ``demand = orbit + ground + unserved``."""
    return {
        "demand_accelerator_s": float(placed.demand.sum()) * dt_s,
        "orbit_accelerator_s": float(placed.orbit.sum()) * dt_s,
        "ground_accelerator_s": float(placed.ground.sum()) * dt_s,
        "unserved_accelerator_s": float(placed.unserved.sum()) * dt_s,
    }


def request_row(inference: Inference, answered: Sequence[Answered]) -> dict[str, float]:
    """Return requests and tokens: ``queued before + arrived = served + dropped + queued``, each of them."""
    row: dict[str, float] = {}
    _tell(row, "arrived", [one.came for one in answered])
    _tell(row, "served", [one.served.served for one in answered])
    dropped = [dropped_of(one) for one in answered]
    for code, reason in enumerate(DROP_REASONS):
        _tell(row, f"dropped_{reason}", [one[code] for one in dropped])
    _tell(row, "queued", [service.queues.queued for service in inference.services])
    return row


def gang_row(training: Training) -> dict[str, float]:
    """Return accelerator-seconds of gangs: what they held is the sum of all but ``lost``."""
    trained = training.trained
    return {
        f"gang_{part}_accelerator_s": 0.0 if trained is None else float(np.sum(getattr(trained, part)))
        for part in _GANG_PARTS
    }


def jobs_row(batched: Sequence[Batched]) -> dict[str, float]:
    """Return accelerator-seconds of jobs: ``left before + submitted = done + left``."""
    return {
        "jobs_submitted_accelerator_s": float(sum(one.submitted for one in batched)),
        "jobs_done_accelerator_s": float(sum(one.done for one in batched)),
        "jobs_left_accelerator_s": float(sum(one.left for one in batched)),
    }


def _tell(row: dict[str, float], what: str, tallies: Sequence[Tally]) -> None:
    for part, counts in zip(_PARTS, zip(*(tally.sums for tally in tallies), strict=True), strict=False):
        row[f"{part}_{what}"] = float(sum(counts))
    for part in _PARTS:
        row.setdefault(f"{part}_{what}", 0.0)
