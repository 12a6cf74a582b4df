"""What the command line asks the window for."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first paint does not wait for the commands
    from dawnline.commands.script import Step


@dataclass(frozen=True)
class Opening:
    """The file to open (None: the welcome scenario), element files for it, a script, a time."""

    file: Path | None = None
    elements: tuple[str, ...] = ()
    stale_ok: bool = False
    steps: tuple["Step", ...] = ()
    at: str | None = None
