"""What opening reads from the disk, for a thread: a run, or the one that a scenario's inputs make.

Nothing here knows Qt. Whatever cannot be read becomes a CommandError in words.
"""

from dataclasses import dataclass
from pathlib import Path

from dawnline.commands.complaint import CommandError
from dawnline.recording.branch_store import BranchFacts
from dawnline.recording.digest import inputs_digest
from dawnline.recording.errors import RunFileError
from dawnline.recording.recording import Recording
from dawnline.recording.writer_lock import is_being_written
from dawnline.shell.run_shelf import own_path_beside, run_path_for


@dataclass(frozen=True)
class Inputs:
    """A scenario, the element files that replace its own, and whether old elements are good enough."""

    scenario: Path
    elements: tuple[str, ...] = ()
    stale_ok: bool = False

    @property
    def words(self) -> str:
        """Return what a person calls them: the element file if there is one, else the scenario."""
        if not self.elements:
            return self.scenario.name
        return Path(self.elements[0].rpartition("=")[2]).name


@dataclass(frozen=True, eq=False)
class FoundRun:
    """Where the run of some inputs lies or will lie; itself if it is there and complete."""

    path: Path
    complete: Recording | None


def read_run(path: Path) -> Recording:
    """Return a run, open; raise CommandError if it cannot be read."""
    try:
        return Recording.open(path)
    except RunFileError as error:
        raise CommandError(str(error)) from error


def find_run(inputs: Inputs, ours: Path | None, *, anew: bool) -> FoundRun:
    """Return the run that these inputs make; ``anew``: not one that was made before.

    ``ours`` is the path that the window's own worker writes now. What another window writes is left alone.
    """
    try:
        path = run_path_for(inputs.scenario, inputs.elements)
    except OSError as error:
        raise CommandError(f"{error.filename or inputs.scenario}: {error.strerror or error}") from error
    if path != ours and is_being_written(path):
        path = own_path_beside(path)
    return FoundRun(path, None if anew or not path.exists() else _complete(path))


def find_branch(path: Path, ours: frozenset[Path]) -> FoundRun:
    """Return the branch of this path: itself if it is there and complete. What others write is left alone."""
    if path not in ours and is_being_written(path):
        path = own_path_beside(path)
    return FoundRun(path, _complete(path) if path.exists() else None)


def find_parent(branch: Path, facts: BranchFacts) -> Recording | None:
    """Return the run that a branch left if it lies beside it, else None."""
    name = Path(facts.parent_name).name
    path = branch.with_name(name)
    if not name or path == branch or not path.is_file():
        return None
    try:
        found = Recording.open(path)
    except RunFileError:
        return None
    if inputs_digest(found.header) == facts.parent_inputs and found.frame_count:
        return found
    found.close()
    return None


def _complete(path: Path) -> Recording | None:
    try:
        recording = Recording.open(path)
    except RunFileError:
        return None
    if recording.state == "complete":
        return recording
    recording.close()
    return None
