"""Makes the bundle: PyInstaller's folder of two programs, stripped, with the licences of what is in it."""

import shutil
import sys
from pathlib import Path

from icon_files import write_icons
from licences import write_bill, write_licences
from places import (
    APP,
    ASSETS,
    BUNDLE,
    LINUX,
    MACOS,
    PACKAGING,
    WORK,
    PackagingError,
    call,
    fresh,
    say,
    version,
)
from system_libraries import system_packages

MOST_MB = 480.0
# Stripping breaks numpy's OpenBLAS (Debian 12's strip), so only these are, and only on Linux.
_STRIPPED = (
    "llvmlite/**/*.so",
    "numcodecs/*.so",
    "PySide6/**/*.so*",
    "shiboken6/*.so*",
    "kiwisolver/*.so",
    "python3.*/**/*.so",
    "libpython3*.so*",
)


def build_bundle() -> Path:
    """Build the bundle anew and return its folder."""
    fresh(WORK)
    icons = WORK / "icons"
    write_icons(ASSETS / "icons", icons)
    said = call(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", WORK / "dist", "--workpath", WORK / "work", PACKAGING / "dawnline.spec"],
        environment={
            "DAWNLINE_ICONS": str(icons), "DAWNLINE_VERSION": version(), "PYTHONHASHSEED": "1",
            "DAWNLINE_BUILD": str(write_build(WORK)),
        },
    )  # fmt: skip
    (WORK / "pyinstaller.log").write_text(said, encoding="utf-8")
    of_system = system_packages(BUNDLE / "lib") if LINUX else []
    write_licences(BUNDLE / "licences", of_system)
    write_bill(BUNDLE / "licences" / "dawnline.cdx.json", of_system)
    if LINUX:
        strip(BUNDLE / "lib")
    if MACOS:
        shutil.copytree(BUNDLE / "licences", APP / "Contents" / "Resources" / "licences", dirs_exist_ok=True)
    return BUNDLE


def write_build(folder: Path) -> Path:
    """Write the commit that the tree stands at, which the program tells; nothing where there is no git."""
    path = folder / "BUILD"
    try:
        commit = call(["git", "rev-parse", "HEAD"]).strip()
    except PackagingError:
        commit = ""
    path.write_text(f"{commit}\n", encoding="ascii")
    return path


def strip(folder: Path) -> None:
    """Take the symbols out of the libraries that bear it."""
    libraries = [
        path
        for pattern in _STRIPPED
        for path in sorted(folder.glob(pattern))
        if path.is_file() and not path.is_symlink()
    ]
    if not shutil.which("strip"):
        say("the bundle is larger than it need be: there is no program strip here (Debian: binutils)")
    elif libraries:
        call(["strip", "--strip-unneeded", *libraries])
