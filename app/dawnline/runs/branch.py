"""Branching a run: from a time on something else happens, and the frames before are those of the run it left.

A branch is, frame for frame and bit for bit, the full run of the scenario with those events written in. The
run file alone is enough: its header is the scenario.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

import dawnline
from dawnline.recording.branch_store import BranchFacts
from dawnline.recording.digest import inputs_digest
from dawnline.recording.errors import RunFileError
from dawnline.recording.layout import TILE_FRAMES
from dawnline.recording.recording import Recording
from dawnline.recording.store import Damaged
from dawnline.recording.writer import RunWriter
from dawnline.runs.drive import Outcome, Progress, drive
from dawnline.runs.of_header import scenario_of
from dawnline.scenario.document import with_events
from dawnline.scenario.event import Event
from dawnline.scenario.events import in_order
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation

State = dict[str, NDArray[Any]]


class BranchError(Exception):
    """A run that cannot be left like this; the message is for people."""


@dataclass(frozen=True)
class Branched:
    """How a branch ended, and how many frames it has of the run that it left."""

    outcome: Outcome
    copied_frames: int


def branch(
    parent: Recording,
    events: tuple[Event, ...],
    at_s: float,
    path: Path,
    *,
    should_flush: Callable[[], bool],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    overwrite: bool = False,
) -> Branched:
    """Write the run that ``parent`` becomes if ``events`` happen too, none of them known before ``at_s``.

    Raise BranchError if the parent is of another version, or an event is known before; RunFileError where
    the file cannot be written. What the parent has lost, or has no state for, is simulated again. It may
    still be simulated itself. Parameters are those of `dawnline.runs.drive.run`.
    """
    if parent.header.version != dawnline.__version__:
        raise BranchError(
            f"{parent.path}: was simulated by {parent.header.version}; expected {dawnline.__version__}"
        )
    early = [event for event in events if event.announced_s < at_s]
    if not events or early or not 0.0 <= at_s <= parent.header.duration_s:
        raise BranchError(
            f"{len(early)} of {len(events)} events begin before {at_s:g} s, when the branch does"
        )
    scenario = branched_scenario(scenario_of(parent.header), events)
    simulation = Simulation(scenario)
    header = replace(
        parent.header,
        document=scenario.document,
        fleet=simulation.scenario.fleet,
        catalogue=simulation.catalogue,
        events=scenario.events,
        branch=BranchFacts(inputs_digest(parent.header), parent.path.name, at_s, in_order(events)),
    )
    first_new = first_frame_at(at_s, header.step_s)
    with RunWriter(path, header, overwrite=overwrite) as writer:
        if parent.header.catalogue == header.catalogue:  # else its frames lack what these events measure
            _copy_blocks(parent, writer, first_new)
        copied = writer.frames
        state = _keep_states(parent, writer)
        _catch_up(simulation, state, copied, header.step_s, cancelled)
        if copied and simulation.frame_index != copied - 1:
            writer.finish("cancelled")
            return Branched(Outcome(path, "cancelled", copied), copied)
        told_new = False

        def flush_now() -> bool:
            """Flush also at once behind the first frame that is the branch's own: somebody waits for it."""
            nonlocal told_new
            if not told_new and simulation.frame_index >= first_new:
                told_new = True
                return True
            return should_flush()

        outcome = drive(
            simulation,
            scenario,
            writer,
            should_flush=flush_now,
            on_progress=on_progress,
            cancelled=cancelled,
        )
    return Branched(outcome, copied)


def branched_scenario(scenario: Scenario, events: tuple[Event, ...]) -> Scenario:
    """Return the scenario with more events, as if they had been written into its file."""
    together = in_order((*scenario.events, *events))
    document = with_events(scenario.document, together, scenario.fleet)
    return replace(scenario, events=together, document=document)


def first_frame_at(at_s: float, step_s: float) -> int:
    """Return the first frame at or after a time; frame k is at ``k * step_s`` exactly."""
    frame = math.ceil(at_s / step_s)
    while frame * step_s < at_s:
        frame += 1
    while frame and (frame - 1) * step_s >= at_s:
        frame -= 1
    return frame


def _copy_blocks(parent: Recording, writer: RunWriter, before: int) -> None:
    """Copy whole blocks of frames that lie before a frame, up to the first that the parent has lost."""
    for number in range(min(before, parent.frame_count) // TILE_FRAMES):
        try:
            writer.append_block(parent.whole_block(number))
        except Damaged:
            return


def _keep_states(parent: Recording, writer: RunWriter) -> State | None:
    """Let the writer keep the parent's states as far as it has frames; return the last of them."""
    last: State | None = None
    before = writer.frames - 1
    while before >= 0:
        try:
            kept = parent.checkpoint_before(before)
        except RunFileError:  # damaged: the branch begins earlier, and is the same
            return last
        if kept is None:
            return last
        writer.checkpoint(*kept)
        last = last or kept[1]
        before = kept[0] - 1
    return last


def _catch_up(
    simulation: Simulation, state: State | None, frames: int, step_s: float, cancelled: Callable[[], bool]
) -> None:
    """Bring the simulation behind so many frames: from a state, or from the start."""
    if frames == 0:
        return
    if state is None:
        simulation.start()
    else:
        try:
            simulation.restore(state)
        except ValueError as error:
            raise BranchError(
                f"its states are those of another build ({error}); simulate it again"
            ) from error
    while simulation.frame_index < frames - 1 and not cancelled():
        simulation.step(step_s)
