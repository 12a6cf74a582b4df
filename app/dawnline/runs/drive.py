"""Driving a simulation into a run file, frame by frame, until it is complete or cancelled."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import dawnline
from dawnline.recording.header import RunHeader
from dawnline.recording.writer import RunWriter
from dawnline.runs.spacing import checkpoint_frames
from dawnline.runs.writing_thread import WritingThread
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation

# Frames that are looked ahead, each in a thread of its own.
LOOKING_AHEAD = 2


@dataclass(frozen=True)
class Progress:
    """How far a run is: time of its last frame, frames made, frames that a reader sees, frames planned."""

    t_s: float
    frames: int
    flushed_frames: int
    frame_count: int


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    path: Path
    state: Literal["complete", "cancelled"]
    frames: int


def run(
    scenario: Scenario,
    path: Path,
    *,
    should_flush: Callable[[], bool],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    overwrite: bool = False,
) -> Outcome:
    """Simulate a scenario into a run file; raise RunFileError where that cannot be written.

    Whatever happens, what was flushed stays readable: a cancelled run is marked so, one that an exception
    ended reads as interrupted. Frames are encoded in a thread beside the simulation; what is in the file
    does not depend on who was faster.

    Parameters
    ----------
    should_flush : asked after every frame; the clock is the caller's.
    on_progress : told after every frame.
    cancelled : asked after every frame; True ends the run behind that frame.
    overwrite : whether a run file at ``path`` may be replaced.
    """
    simulation = Simulation(scenario)
    header = RunHeader.of_scenario(simulation.scenario, dawnline.__version__, simulation.catalogue)
    with RunWriter(path, header, overwrite=overwrite) as writer:
        return drive(
            simulation,
            scenario,
            writer,
            should_flush=should_flush,
            on_progress=on_progress,
            cancelled=cancelled,
        )


def drive(
    simulation: Simulation,
    scenario: Scenario,
    writer: RunWriter,
    *,
    should_flush: Callable[[], bool],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Outcome:
    """Write what is left of a run and finish it; the writer holds the frames that the simulation has had."""
    count, start = scenario.frame_count, writer.frames
    state: Literal["complete", "cancelled"] = "complete"
    spacing = checkpoint_frames(simulation.state())
    # Orbits, links and paths of the next frames are found while this one is simulated: they depend on time
    # alone, so any number of threads may look ahead.
    with WritingThread() as thread, ThreadPoolExecutor(LOOKING_AHEAD, "dawnline-ahead") as pool:
        coming = deque(
            pool.submit(simulation.look_ahead, index * scenario.step_s)
            for index in range(start, min(start + LOOKING_AHEAD, count))
        )
        for index in range(start, count):
            ahead = coming.popleft().result()
            if index + LOOKING_AHEAD < count:
                coming.append(pool.submit(simulation.look_ahead, (index + LOOKING_AHEAD) * scenario.step_s))
            frame = simulation.step(scenario.step_s, ahead) if index else simulation.start()
            thread.do(writer.append, frame)
            if (index + 1) % spacing == 0:  # behind a whole block
                thread.do(writer.checkpoint, index, simulation.state())
            if should_flush():
                thread.do(writer.flush)
            on_progress(Progress(frame.t_s, index + 1, writer.flushed_frames, count))
            if index + 1 < count and cancelled():
                state = "cancelled"
                # So that a resumed run repeats nothing.
                thread.do(writer.checkpoint, index, simulation.state())
                break
    writer.finish(state)
    return Outcome(writer.path, state, writer.frames)
