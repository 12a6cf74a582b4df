"""What windows left that ended without a word: a hard crash becomes a report, anything else is tidied up.

A window that was killed or lost its power left a journal without a crash in it: that is no crash of ours.
"""

import contextlib
import re
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile

from dawnline.present.crash.report import CrashReport
from dawnline.shell.crash.folder import keep_report
from dawnline.shell.crash.journal import COMMAND, KEPT_COMMANDS, NAMED, REPORT, SYSTEM

# Of Windows' exceptions those with a bare code are mostly handled by who raised them, such as dialogs of the
# system: the faulthandler writes them down and the program goes on.
_CRASH = re.compile(r"^(?:Fatal Python error: |Windows fatal exception: (?!code 0x))", re.MULTILINE)
_LARGEST = 4_000_000


def reports_of_leftovers(folder: Path) -> tuple[Path, ...]:
    """Return the reports of windows that crashed since somebody looked; tidy up behind them."""
    found: list[Path] = []
    stems = {path.stem for kind in ("txt", "lock") for path in folder.glob(f"{NAMED}*.{kind}")}
    for stem in sorted(stems):
        lock = QLockFile(str(folder / f"{stem}.lock"))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue  # its window lives
        journal = folder / f"{stem}.txt"
        with contextlib.suppress(OSError):  # gone, or a folder that cannot be written: not ours to mend
            found += _reports_of(journal)
        with contextlib.suppress(OSError):
            journal.unlink(missing_ok=True)
        lock.unlock()
    return tuple(found)


def _reports_of(journal: Path) -> list[Path]:
    """Return the report of one journal: that of its crash, written now, or one that it names."""
    if not journal.is_file() or journal.stat().st_size > _LARGEST:
        return []
    text = journal.read_text(encoding="utf-8", errors="replace")
    crash = _CRASH.search(text)
    if crash is None:
        names = [line.removeprefix(REPORT) for line in text.splitlines() if line.startswith(REPORT)]
        return [path for path in map(journal.with_name, names) if path.is_file()]
    told = text[: crash.start()].splitlines()
    moment = datetime.fromtimestamp(journal.stat().st_mtime, UTC)
    report = CrashReport.of_hard_crash(
        text[crash.start() :],
        when=moment.isoformat(timespec="seconds"),
        system=[line.removeprefix(SYSTEM) for line in told if line.startswith(SYSTEM)],
        commands=[line.removeprefix(COMMAND) for line in told if line.startswith(COMMAND)][-KEPT_COMMANDS:],
        home=str(Path.home()),
    )
    return [keep_report(report.text, journal.parent, moment)]
