"""The scenario that a run was simulated from, told by its file alone."""

from dawnline.recording.header import RunHeader
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
        policy=header.policy,
        events=header.events,
        document=header.document,
        warnings=(),
        traces=header.traces,
        assumptions=header.assumptions,
        about=header.about,
    )
