"""The program as a process of its own, started as a user starts it."""

import subprocess
import sys
from typing import Any

from dawnline_testing.patience import PATIENCE_S


def command_line(*words: object) -> list[str]:
    """Return the command line that starts the program with these words."""
    return [sys.executable, "-m", "dawnline", *map(str, words)]


def dawnline(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program and wait for its end; ``options`` are those of ``subprocess.run``."""
    chosen: dict[str, Any] = {"capture_output": True, "text": True, "timeout": PATIENCE_S, **options}
    return subprocess.run(command_line(*words), check=False, **chosen)
