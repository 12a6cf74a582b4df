"""What a run file says of its run before the first frame."""

from dataclasses import dataclass

from dawnline.fleet.fleet import Fleet
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.recording.branch_store import BranchFacts
from dawnline.scenario.event import Event
from dawnline.scenario.scenario import Scenario
from dawnline.telemetry.catalogue import Catalogue


@dataclass(frozen=True, eq=False)
class RunHeader:
    """Everything about a run that does not change while it is simulated.

    Attributes
    ----------
    epoch : the moment of frame 0; frame k is at ``k * step_s``.
    frame_count : how many frames are planned; a run that was cancelled has fewer.
    version : of the program that simulated it.
    document : the scenario as it ran, canonical JSON.
    fleet, ephemeris, catalogue : who exists, where the satellites are, what is measured.
    warnings : what a person should know of the scenario, a line each.
    events : what happens at known times, as the scenario has it; none in files older than this field.
    branch : which run it left, where it is a branch; in no digest.
    """

    title: str
    description: str
    epoch: Epoch
    step_s: float
    duration_s: float
    frame_count: int
    seed: int
    version: str
    document: str
    fleet: Fleet
    ephemeris: Ephemeris
    catalogue: Catalogue
    warnings: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    branch: BranchFacts | None = None

    @classmethod
    def of_scenario(cls, scenario: Scenario, version: str, catalogue: Catalogue) -> "RunHeader":
        """Return the header of a run of this scenario."""
        return cls(
            title=scenario.title,
            description=scenario.description,
            epoch=scenario.epoch,
            step_s=scenario.step_s,
            duration_s=scenario.duration_s,
            frame_count=scenario.frame_count,
            seed=scenario.seed,
            version=version,
            document=scenario.document,
            fleet=scenario.fleet,
            ephemeris=scenario.ephemeris,
            catalogue=catalogue,
            warnings=tuple(str(warning) for warning in scenario.warnings),
            events=scenario.events,
        )
