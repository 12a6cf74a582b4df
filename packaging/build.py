"""Builds what a person installs; ``./dev package`` runs it in an environment of its own.

    ./dev package                 the bundle and every installer that this system can make
    ./dev package bundle deb      these only
    ./dev package --fast ...      packed quickly and less well: to try something
    ./dev package --debian deb    and install the .deb on a bare Debian: try it, remove it (root, debootstrap)
    ./dev package --write-sizes   and put the table of sizes into packaging/README.md

Each one is unpacked where nothing else is and runs its own --self-test; then its name, size and SHA-256 are
told. The files lie in dist/.
"""

import argparse
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bundle import MOST_MB, build_bundle
from bundle_check import demand_complete
from debian_check import check_on_debian
from installers_appimage import RUNTIME, app_image
from installers_linux import archive, by_nfpm, self_extracting
from installers_macos import disk_image
from installers_windows import setup_program
from places import APP, LINUX, MACOS, OUT, PACKAGING, WINDOWS, PackagingError, say
from sizes import MB, demand_told, put_into, size_of, table_of
from trial import metadata_of_rpm, self_test, source_picture, unpack

from pictures import demand_same

README = PACKAGING / "README.md"
MOST_INSTALLER_MB = 140.0
OLDER = "0.0.1"  # the same program, packed as if it were an older one: what an upgrade keeps


def main(words: list[str]) -> int:
    """Build what is asked for; return 0 if all of it was made and works."""
    parser = argparse.ArgumentParser(
        prog="./dev package", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"bundle, {', '.join(makers(fast=False))}")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--debian", action="store_true")
    parser.add_argument("--write-sizes", action="store_true")
    arguments = parser.parse_args(words)
    known = makers(fast=arguments.fast)
    wanted = arguments.kinds or ["bundle", *known]
    if not arguments.kinds and "appimage" in known and not os.environ.get(RUNTIME):
        wanted.remove("appimage")
        say(f"no AppImage: {RUNTIME} is not set (packaging/README.md says why)")
    if unknown := [kind for kind in wanted if kind not in {"bundle", *known}]:
        parser.error(f"no kind {', '.join(unknown)} on this system; there are bundle, {', '.join(known)}")
    # A build that is told to end puts away what it has mounted and started.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    try:
        _build(arguments, wanted, known)
    except PackagingError as problem:
        print(f"package: {problem}", file=sys.stderr)
        return 1
    return 0


def makers(*, fast: bool) -> dict[str, Callable[[Path], Path]]:
    """Return what this system can make of a bundle, by kind."""
    if LINUX:
        return {
            "deb": by_nfpm("deb", fast=fast),
            "rpm": by_nfpm("rpm", fast=fast),
            "run": self_extracting,
            "tar": archive,
            "appimage": app_image,
        }
    if WINDOWS:
        return {"setup": setup_program}
    return {"dmg": disk_image} if MACOS else {}


def _build(
    arguments: argparse.Namespace, wanted: list[str], known: dict[str, Callable[[Path], Path]]
) -> None:
    began_s = time.monotonic()
    bundle = build_bundle()
    mb = size_of(bundle) / MB
    say(f"bundle: {mb:.1f} MB, {time.monotonic() - began_s:.0f} s")
    if mb > MOST_MB:
        raise PackagingError(f"the bundle has {mb:.0f} MB; {MOST_MB:.0f} are allowed\n{table_of(bundle)}")
    if arguments.write_sizes:
        put_into(README, table_of(bundle))
    say(demand_complete(bundle))
    OUT.mkdir(exist_ok=True)
    shot = OUT / "window.png"
    say(self_test(APP / "Contents" / "MacOS" if MACOS else bundle, shot))
    share = demand_same(shot, source_picture(OUT / "window-source.png"))
    say(f"its picture is the one of the sources, but for {share:.2%} of the pixels")
    made = []
    for kind, make in known.items():
        if kind in wanted:
            began_s = time.monotonic()
            installer = make(bundle)
            made.append(installer)
            say(f"{installer.name}: made in {time.monotonic() - began_s:.0f} s")
            if kind == "deb" and arguments.debian:
                older = by_nfpm("deb", fast=True, called=OLDER)(bundle)
                check_on_debian(installer, OUT / "window-debian.png", older)
                older.unlink()
                share = demand_same(shot, OUT / "window-debian.png")
                say(f"there its picture is the same, but for {share:.2%} of the pixels")
            else:
                _try(installer)
    for installer in made:
        _tell(installer, fast=arguments.fast)
    (OUT / "SHA256SUMS").write_text("".join(f"{_digest(path)}  {path.name}\n" for path in made), "utf-8")
    shutil.copyfile(bundle / "licences" / "dawnline.cdx.json", OUT / "dawnline.cdx.json")
    if LINUX:  # whose sizes they are
        demand_told(README, bundle)


def _try(installer: Path) -> None:
    """Unpack an installer and run its self-test; Windows and macOS try theirs by installing it."""
    if not LINUX:
        return
    if installer.suffix == ".rpm":
        say(metadata_of_rpm(installer))
    with tempfile.TemporaryDirectory(prefix="dawnline-trial-") as folder:
        said = self_test(unpack(installer, Path(folder)))
    say(f"{installer.name}: unpacked, {said.splitlines()[-1]}")


def _tell(installer: Path, *, fast: bool) -> None:
    mb = installer.stat().st_size / MB
    say(f"{installer.name}  {mb:.1f} MB  SHA-256 {_digest(installer)}")
    if mb > MOST_INSTALLER_MB and not fast:
        raise PackagingError(f"{installer.name} has {mb:.0f} MB; {MOST_INSTALLER_MB:.0f} are allowed")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
