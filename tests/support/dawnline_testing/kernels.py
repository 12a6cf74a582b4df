"""Where tests run side by side, all kernels are compiled before: once, while their processes collect them.

Else each would compile them for itself, half a minute long, and so would the programs that it starts.
"""

import subprocess
import sys

import pytest

# As a person's program does it, but not nicer than the processes that wait for it.
_PROGRAM = """
import os
vars(os).pop("nice", None)
from dawnline.cli.main import main
main(["--self-test", "--warm"])
"""
_COMPILING = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin, in the process that hands out the tests."""
    config = session.config
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[_COMPILING] = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: object) -> None:
    """Hand out no test before the kernels are there; if they cannot be, tests of them will tell."""
    node.config.stash[_COMPILING].wait()  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no process behind where the session ended early."""
    if _COMPILING in config.stash:
        config.stash[_COMPILING].kill()
        config.stash[_COMPILING].wait()
