"""The scenario that a run was simulated from, told by its file alone."""

import json
from typing import Any

from dawnline.recording.header import RunHeader
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario


def scenario_of(header: RunHeader) -> Scenario:
    """Return the scenario of a run; simulated again it gives the same frames."""
    return Scenario(
        title=header.title,
        description=header.description,
        epoch=header.epoch,
        duration_s=header.duration_s,
        step_s=header.step_s,
        seed=header.seed,
        fleet=header.fleet,
        ephemeris=header.ephemeris,
        policy=_policy(header.document),
        events=header.events,
        document=header.document,
        warnings=(),
    )


def _policy(document: str) -> PlacementPolicy:
    said: dict[str, Any] = json.loads(document).get("policy", {})
    return PlacementPolicy(**said)
