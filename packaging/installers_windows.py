"""Windows: a setup program by NSIS, for one person or for everybody, signed where a certificate is given.

``DAWNLINE_SIGN_COMMAND``, from the environment, is a command line that signs the file named behind it.
The script compiles on Linux as well, which is how it is checked there.
"""

import os
import shlex
import shutil
from pathlib import Path

from identity import MAKERS
from places import OUT, PACKAGING, WINDOWS, WORK, call, say, version

SCRIPT = PACKAGING / "windows" / "dawnline.nsi"


def setup_program(bundle: Path) -> Path:
    """Return the setup program of a bundle for Windows."""
    made = OUT / f"dawnline-{version()}-windows-x86_64-setup.exe"
    for name in ("dawnline.exe", "dawnline-desk.exe"):
        sign(bundle / name)
    compile_script(bundle, WORK / "icons" / "dawnline.ico", made)
    sign(made)
    return made


def sign(program: Path) -> None:
    """Sign a program in its place, or say that there is nothing to sign with."""
    command = os.environ.get("DAWNLINE_SIGN_COMMAND")
    if command:
        call([*shlex.split(command), program])
    else:
        say(f"{program.name}: not signed (DAWNLINE_SIGN_COMMAND is not set)")


def compile_script(bundle: Path, icon: Path, made: Path, *, compressor: str = "/SOLID lzma") -> None:
    """Compile the script over a folder of files."""
    option = "/" if WINDOWS else "-"
    defined = {
        "VERSION": version(), "BUNDLE": bundle, "ICON": icon, "OUTFILE": made, "COMPRESSOR": compressor,
        "LICENCE": PACKAGING.parent / "LICENSE", "MAKERS": MAKERS,
    }  # fmt: skip
    makensis = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    call(
        [
            makensis,
            f"{option}V2",
            f"{option}WX",
            *(f"{option}D{name}={value}" for name, value in defined.items()),
            SCRIPT,
        ]
    )
