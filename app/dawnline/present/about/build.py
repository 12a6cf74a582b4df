"""Which Dawnline this is: its version, where it was built from, and the system below it."""

import contextlib
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from dawnline import __version__

BUILD_FILE = "BUILD"  # in a bundle, beside its libraries: the commit it was built from
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_SHOWN = 12


@dataclass(frozen=True)
class Build:
    """Version, origin, Python and system, each as people read it."""

    version: str
    origin: str
    python: str
    system: str

    @property
    def line(self) -> str:
        """Return version and origin in one line."""
        return f"Dawnline {self.version}, {self.origin}"


def this_build() -> Build:
    """Return what runs here. Nothing in it names a person, a machine or a folder."""
    return Build(__version__, _origin(), f"Python {platform.python_version()}", system_words())


def is_bundle() -> bool:
    """Return whether this is an installed program, not a source tree."""
    return bool(getattr(sys, "frozen", False))


def system_words() -> str:
    """Return the operating system and the processor's kind, such as ``Debian GNU/Linux 12, x86_64``."""
    name = f"{platform.system()} {platform.release()}"
    with contextlib.suppress(OSError):  # Linux only
        name = f"{platform.freedesktop_os_release()['PRETTY_NAME']} ({name})"
    if sys.platform == "darwin":
        name = f"macOS {platform.mac_ver()[0]}"
    return f"{name}, {platform.machine()}"


def commit_of_tree(tree: Path) -> str:
    """Return the commit that a git work tree stands at, "" if it is none or cannot be read."""
    git = tree / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        name = head.removeprefix("ref: ")
        if name == head:
            return head if _COMMIT.fullmatch(head) else ""
        loose = git / name
        if loose.is_file():
            commit = loose.read_text(encoding="ascii").strip()
        else:
            rows = (git / "packed-refs").read_text(encoding="utf-8").splitlines()
            commit = next((row.split(" ")[0] for row in rows if row.endswith(f" {name}")), "")
    except (OSError, ValueError):
        return ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _origin() -> str:
    if is_bundle():
        commit = ""
        with contextlib.suppress(OSError, ValueError):
            commit = (Path(str(getattr(sys, "_MEIPASS", ""))) / BUILD_FILE).read_text("ascii").strip()
        words = "installed"
    else:
        commit = commit_of_tree(Path(__file__).parents[4])
        words = "from source"
    return f"{words}, commit {commit[:_SHOWN]}" if _COMMIT.fullmatch(commit) else words
