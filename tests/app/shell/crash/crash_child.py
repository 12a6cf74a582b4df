"""Keep a journal as a window does, and end the way that the first word says."""

import ctypes
import os
import signal
import sys
import threading
import time
from pathlib import Path

from dawnline.shell.crash.journal import Journal


def hit_nothing() -> None:
    ctypes.string_at(0)


journal = Journal()
journal.begin(Path(sys.argv[2]))
journal.describe(("Dawnline 0.1.0, a test", "Some system"))
for command in ("globe.home", "timeline.seek", "timeline.seek", "select.clear"):
    journal.note(command)
match sys.argv[1]:
    case "segfault":
        hit_nothing()
    case "abort":
        os.abort()
    case "thread":
        thread = threading.Thread(target=hit_nothing)
        thread.start()
        thread.join()
    case "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    case "terminated":
        os.kill(os.getpid(), signal.SIGTERM)
    case "left":
        os._exit(3)
    case "well":
        journal.end()
    case "untold":
        report = Path(sys.argv[2]) / "crash-20260101T000000Z-1.txt"
        report.write_text("a report that nobody heard of", encoding="utf-8")
        journal.end(report)
    case "open":
        print("open", flush=True)
        time.sleep(30)
