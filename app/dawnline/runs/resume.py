"""Going on with a run that was cancelled or interrupted, in a new file that ends like an uncut one."""

from collections.abc import Callable
from pathlib import Path

import dawnline
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.runs.drive import Outcome, Progress, drive
from dawnline.scenario.scenario import Scenario
from dawnline.sim.simulation import Simulation


def resume(
    scenario: Scenario,
    cut: Recording,
    path: Path,
    *,
    should_flush: Callable[[], bool],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Outcome:
    """Copy a run up to its last checkpoint into a new file, and simulate the rest; the old one stays.

    Raise ValueError if ``cut`` is a run of another scenario or version, or has gaps; RunFileError where the
    file cannot be written. Parameters are those of `dawnline.runs.drive.run`.
    """
    simulation = Simulation(scenario)
    header = RunHeader.of_scenario(simulation.scenario, dawnline.__version__, simulation.catalogue)
    _check(header, cut)
    kept = cut.checkpoint_before(cut.frame_count - 1)
    with RunWriter(path, header) as writer:
        if kept is not None:
            index, state = kept
            for frame in range(index + 1):
                writer.append(cut.at(frame * header.step_s))
            writer.checkpoint(index, state)
            simulation.restore(state)
        return drive(
            simulation,
            scenario,
            writer,
            should_flush=should_flush,
            on_progress=on_progress,
            cancelled=cancelled,
        )


def _check(header: RunHeader, cut: Recording) -> None:
    if cut.header.version != header.version:
        raise ValueError(f"{cut.path}: was simulated by {cut.header.version}; expected {header.version}")
    ours = (header.document, header.seed, header.step_s, header.catalogue)
    theirs = (cut.header.document, cut.header.seed, cut.header.step_s, cut.header.catalogue)
    if ours != theirs:
        raise ValueError(f"{cut.path}: is a run of another scenario; expected one of {header.title!r}")
    if cut.verify():
        raise ValueError(f"{cut.path}: has lost {len(cut.gaps)} tiles; expected a run without gaps")
