"""Import a module alone, in a process that has imported nothing of ours before, and tell what came with it.

Run as a script it reads module names from standard input, one a line, and prints for each a JSON line
``{"module", "found", "error"}``. A process forked for each module (from one that has loaded only the
neutral packages named below) is as fresh as a started one and 20 times as quick; where there is no fork,
the caller starts a process for each.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FORBIDDEN = ("PySide6", "shiboken6", "vispy", "pyqtgraph")
# Loaded once, before the fork: they bring nothing forbidden, which each child looks at again.
NEUTRAL = (
    "json", "numba", "numcodecs.shuffle", "numcodecs.zstd", "numpy.random", "pydantic.fields",
    "pydantic.json_schema", "pydantic.main", "sgp4.api", "sqlite3",
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """What importing one module brought: the forbidden packages found, or why it did not import."""

    module: str
    found: tuple[str, ...]
    error: str


def visit_all(modules: Sequence[str]) -> tuple[Visit, ...]:
    """Import each module alone and return what came with it, in the order given."""
    batches = [modules] if hasattr(os, "fork") else [[module] for module in modules]
    visits = {visit.module: visit for batch in batches for visit in _visit(batch)}
    return tuple(visits[module] for module in modules)


def _visit(modules: Sequence[str]) -> Iterator[Visit]:
    # One thread a library: a fork copies no threads, and a child waits for none.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-P", __file__],
        input="\n".join(modules), capture_output=True, text=True, check=True, timeout=300, env=environment,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        told = json.loads(line)
        yield Visit(told["module"], tuple(told["found"]), told["error"])


def module_name(path: Path, shelf: Path) -> str:
    """Return the dotted name of a source file in a package that lies on a shelf such as ``app/``."""
    parts = path.relative_to(shelf).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _look(module: str) -> dict[str, object]:
    error = ""
    try:
        importlib.import_module(module)
    except BaseException:
        error = traceback.format_exc(limit=-3)[-2000:]
    return {"module": module, "found": [name for name in FORBIDDEN if name in sys.modules], "error": error}


def _main() -> None:
    modules = sys.stdin.read().split()
    if len(modules) > 1:
        for name in NEUTRAL:
            importlib.import_module(name)
    running = 0
    for module in modules:
        if len(modules) == 1 or os.fork() == 0:
            # One write of less than a pipe's atomic size: lines of two children never mix.
            os.write(1, (json.dumps(_look(module)) + "\n").encode())
            os._exit(0)
        running += 1
        if running == os.cpu_count():
            os.wait()
            running -= 1
    for _ in range(running):
        os.wait()


if __name__ == "__main__":
    _main()
