"""Gathers what the systems have built for a release: ``release.py vVERSION BUILT RELEASE``.

``BUILT`` holds a folder for each system; ``RELEASE`` gets ``files/`` (installers, a bill of materials for
each system, one SHA256SUMS over all) and ``NOTES.md``, the version's part of the changelog.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from places import ROOT, PackagingError, fresh, version

INSTALLERS = (".deb", ".rpm", ".run", ".xz", ".exe", ".dmg", ".AppImage")


def main(words: list[str]) -> int:
    """Gather; return 0, or 1 where something does not fit."""
    tag, built, release = words
    try:
        gather(tag, Path(built), Path(release))
    except PackagingError as problem:
        print(f"release: {problem}", file=sys.stderr)
        return 1
    return 0


def gather(tag: str, built: Path, release: Path) -> None:
    """Fill the folder of a release; raise PackagingError if tag, version and changelog disagree."""
    if tag != f"v{version()}":
        raise PackagingError(f"the tag is {tag}, the program says {version()}")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    fresh(release)
    (release / "NOTES.md").write_text(notes_of(changelog, version()), encoding="utf-8")
    files = fresh(release / "files")
    for folder in sorted(path for path in built.iterdir() if path.is_dir()):
        for installer in sorted(folder.iterdir()):
            if installer.suffix in INSTALLERS:
                if (files / installer.name).exists():
                    raise PackagingError(f"{installer.name} was built twice")
                shutil.copyfile(installer, files / installer.name)
        system = folder.name.removeprefix("installers-")
        shutil.copyfile(folder / "dawnline.cdx.json", files / f"dawnline-{version()}-{system}.cdx.json")
    if not any(path.suffix in INSTALLERS for path in files.iterdir()):
        raise PackagingError(f"{built} holds no installer")
    rows = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(files.iterdir())
    ]
    (files / "SHA256SUMS").write_text("\n".join(rows) + "\n", encoding="utf-8")


def notes_of(changelog: str, of_version: str) -> str:
    """Return what the changelog says of a version; raise PackagingError if it says nothing."""
    part = re.search(
        rf"^## \[?{re.escape(of_version)}\b.*?\n(.*?)(?=^## |\Z)", changelog, re.DOTALL | re.MULTILINE
    )
    if not part or not part[1].strip():
        raise PackagingError(f"CHANGELOG.md has no part for {of_version}")
    return part[1].strip() + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
