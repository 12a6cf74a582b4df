"""Tries what was built: unpacks an installer where nothing else is, and runs its self-test there."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from identity import MAKERS
from installers_linux import MACHINE
from places import EXE, LINUX, ROOT, PackagingError, call, fresh, version

# Where the tests keep the kernels that they compile: the sources need not compile them again.
KEPT_KERNELS = {"NUMBA_CACHE_DIR": str(ROOT / ".pytest_cache" / "kernels")}
RPM_FILES = (
    "/usr/bin/dawnline",
    "/usr/bin/dawnline-desk",
    "/usr/lib/dawnline/dawnline-desk",
    "/usr/share/applications/dawnline.desktop",
    "/usr/share/mime/packages/dawnline.xml",
)


def self_test(programs: Path, shot: Path | None = None) -> str:
    """Run the self-test of programs in a folder; return what it said, raise PackagingError if it fails."""
    command: list[str | Path] = [programs / f"dawnline{EXE}", "--self-test"]
    if shot is not None:
        command += ["--shot", shot]
    # From another folder than the sources', so that nothing of them is found by chance; nor in macOS's app,
    # where every folder is signed.
    with tempfile.TemporaryDirectory(prefix="dawnline-elsewhere-") as elsewhere:
        return call([*screen(), *command], cwd=Path(elsewhere), timeout_s=500)


def source_picture(shot: Path) -> Path:
    """Return the picture that the sources draw, run by this very Python."""
    shelves = os.pathsep.join(str(ROOT / shelf) for shelf in ("app", "widgets", "assets"))
    call([*screen(), sys.executable, "-m", "dawnline", "--self-test", "--shot", shot],
         environment={"PYTHONPATH": shelves, **KEPT_KERNELS}, timeout_s=500)  # fmt: skip
    return shot


def screen() -> list[str | Path]:
    """Return what to put before a command so that it has a screen to draw on."""
    if LINUX and not os.environ.get("DISPLAY") and shutil.which("xvfb-run"):
        return ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24"]
    return []


def metadata_of_rpm(rpm: Path) -> str:
    """Return what an .rpm tells of itself, in a line; raise PackagingError if it is not what it should be."""
    ask = ["rpm", "--query", "--package", "--nosignature"]
    form = "%{NAME}|%{VERSION}|%{LICENSE}|%{VENDOR}|%{ARCH}\n"
    told = call([*ask, "--queryformat", form, rpm]).strip().splitlines()[-1]
    if told.split("|") != ["dawnline", version(), "MIT", MAKERS, MACHINE]:
        raise PackagingError(f"{rpm.name} tells of itself {told}")
    needs = call([*ask, "--requires", rpm]).splitlines()
    files = call([*ask, "--list", rpm]).splitlines()
    lacks = [each for each in ("libGL.so.1()(64bit)", "libxcb-cursor.so.0()(64bit)") if each not in needs]
    lacks += [each for each in RPM_FILES if each not in files]
    ours = ("/usr/lib/dawnline", "/usr/bin/", "/usr/share/")
    strange = [each for each in files if not each.startswith(ours)]
    if lacks or strange:
        raise PackagingError(f"{rpm.name} lacks {lacks} and has {strange[:5]}")
    return f"{rpm.name}: {len(files)} files, needs {len(needs)} things of the system"


def unpack(installer: Path, folder: Path) -> Path:
    """Unpack an installer of Linux without installing it; return the folder of its programs."""
    place = fresh(folder / installer.suffix.lstrip("."))
    match installer.suffix:
        case ".deb":
            call(["dpkg-deb", "--extract", installer, place])
        case ".rpm":
            call(
                ["sh", "-c", 'rpm2cpio "$1" | cpio --extract --make-directories --quiet', "sh", installer],
                cwd=place,
            )
        case ".run":
            call(["sh", installer, "--unpack", place])
        case ".AppImage":
            call([installer.absolute(), "--appimage-extract"], cwd=place)
        case _:
            call(["tar", "--extract", "--file", installer, "--directory", place])
    found = [path.parent for path in place.rglob("dawnline-desk") if path.is_file() and not path.is_symlink()]
    if len(found) != 1:
        raise PackagingError(f"{installer.name} holds the program {len(found)} times")
    return found[0]
