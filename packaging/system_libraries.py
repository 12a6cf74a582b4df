"""Libraries of the system that built the bundle and that lie in it: whose package each is, and its licence.

On Debian and its kin dpkg knows; elsewhere they are only named.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from places import PackagingError, call

FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
# Links to what wheels bring in folders of their own, whose licences are theirs; and Python itself.
_OF_WHEELS = re.compile(r"lib(?:Qt6|pyside6|shiboken6|icu|python)|-[0-9a-f]{8}[-.]")


@dataclass(frozen=True, order=True)
class SystemPackage:
    """A package of the system: name, version, and the file that says its licence, if it is known."""

    name: str
    version: str
    text: Path | None


def system_packages(library_folder: Path) -> list[SystemPackage]:
    """Return the system's packages of which libraries lie on top of the bundle's folder."""
    names = [
        path.name
        for path in library_folder.glob("lib*.so*")
        if path.is_file() and not path.is_symlink() and not _OF_WHEELS.search(path.name)
    ]
    return sorted({package_of(name) for name in names})


def package_of(library: str) -> SystemPackage:
    """Return the package of a library of this system; one of its own name where nobody knows."""
    place = next((path for folder in FOLDERS if (path := Path(folder, library)).exists()), None)
    unknown = SystemPackage(library.partition(".so")[0], "unknown", None)
    if place is None or not shutil.which("dpkg-query"):
        return unknown
    try:
        # dpkg may know it without the /usr that links lead through.
        name = _owner(place.resolve())
        version = call(["dpkg-query", "--show", "--showformat", "${Version}", name]).strip()
    except PackagingError:
        return unknown
    text = Path("/usr/share/doc", name.partition(":")[0], "copyright")
    return SystemPackage(name.partition(":")[0], version, text if text.is_file() else None)


def _owner(path: Path) -> str:
    try:
        said = call(["dpkg-query", "--search", path])
    except PackagingError:
        said = call(["dpkg-query", "--search", Path("/", *path.parts[2:])])
    return said.partition(": ")[0].split(",")[0]
