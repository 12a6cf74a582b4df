"""What a run file says of its run before the first frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dawnline.fleet.assumption import Assumption
from dawnline.fleet.fleet import Fleet
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.recording.branch_store import BranchFacts
from dawnline.scenario.about import About
from dawnline.scenario.event import Event
from dawnline.scenario.policy import PlacementPolicy
from dawnline.scenario.scenario import Scenario
from dawnline.scenario.traces.columns import Trace
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
    policy : how demand is placed; the plain one in files older than this field.
    traces : what workloads replay, by the name that they know it by.
    assumptions : what prices were made of; none where the scenario counts no money.
    about : where the scenario's numbers come from and what it leaves out, as its document says.
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
    policy: PlacementPolicy = field(default_factory=PlacementPolicy)
    traces: Mapping[str, Trace] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    about: About = field(default_factory=About)

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
            policy=scenario.policy,
            traces=scenario.traces,
            assumptions=scenario.assumptions,
            about=scenario.about,
        )
