"""Runs command lines through ``cli.main`` under a time and memory limit; prints one JSON line for each."""

import contextlib
import io
import json
import resource
import signal
import sys
import traceback
from time import perf_counter

from dawnline.cli.main import main

MEMORY_LIMIT = 3 * 2**30
TIME_LIMIT_S = 60


def run_one(argv: list[str]) -> dict[str, object]:
    """Run one command line; a hang or an exception is told, not raised."""
    out, err = io.StringIO(), io.StringIO()
    start_s = perf_counter()
    signal.alarm(TIME_LIMIT_S)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status: object = main(argv)
    except BaseException:
        status = traceback.format_exc()[-1500:]
    finally:
        signal.alarm(0)
    return {
        "status": status,
        "said": err.getvalue(),
        "out": out.getvalue(),
        "seconds": perf_counter() - start_s,
    }


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError("hangs")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    signal.signal(signal.SIGALRM, _too_long)
    for line in sys.stdin:
        print(json.dumps(run_one(json.loads(line))), flush=True)
