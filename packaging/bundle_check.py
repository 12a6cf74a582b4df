"""Whether a built bundle carries what the licences of others ask for, and tells of all that is in it."""

import json
import re
from pathlib import Path

from licences import QT
from places import LINUX, MACOS, WINDOWS, PackagingError

# Qt's own libraries, as each system names them: files beside the program, so that a person may replace them.
_QT_LIBRARY = {
    LINUX: "PySide6/Qt/lib/libQt6{part}.so.6",
    WINDOWS: "PySide6/Qt6{part}.dll",
    MACOS: "PySide6/Qt/lib/Qt{part}.framework",
}
QT_PARTS = ("Core", "Gui", "Widgets", "OpenGL")
LGPL_WORDS = "GNU LESSER GENERAL PUBLIC LICENSE"
GPL_WORDS = "GNU GENERAL PUBLIC LICENSE"


def demand_complete(bundle: Path) -> str:
    """Return what was found, in a line; raise PackagingError with all that a bundle lacks."""
    lacks = [*_of_qt(bundle), *_of_the_bill(bundle)]
    if lacks:
        raise PackagingError("the bundle is not complete:\n  " + "\n  ".join(lacks))
    return f"licences: {len(components(bundle))} works of others, each with its text; Qt is replaceable"


def components(bundle: Path) -> dict[str, str]:
    """Return name and version of everything in the bill of materials."""
    bill = json.loads((bundle / "licences" / "dawnline.cdx.json").read_text(encoding="utf-8"))
    if (bill["bomFormat"], bill["specVersion"]) != ("CycloneDX", "1.6"):
        raise PackagingError("the bill of materials is no CycloneDX 1.6")
    return {each["name"]: each["version"] for each in bill["components"]}


def _of_qt(bundle: Path) -> list[str]:
    libraries = [_QT_LIBRARY[True].format(part=part) for part in QT_PARTS]
    lacks = [
        f"lib/{name}, a part of Qt as a file of its own"
        for name in libraries
        if not (bundle / "lib" / name).exists()
    ]
    for name, words in {"LGPL-3.0.txt": LGPL_WORDS, "GPL-3.0.txt": GPL_WORDS}.items():
        text = bundle / "licences" / name
        if not (text.is_file() and words in text.read_text(encoding="utf-8")):
            lacks.append(f"the text of licences/{name}")
    told = bundle / "licences" / "Qt.txt"
    version = components(bundle).get("pyside6-essentials", "?")
    if not (told.is_file() and f"Qt {version}" in told.read_text(encoding="utf-8")):
        lacks.append(f"licences/Qt.txt, about Qt {version}")
    return lacks


def _of_the_bill(bundle: Path) -> list[str]:
    known = components(bundle)
    listed = (bundle / "licences" / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    lacks = [
        f"{name} in THIRD-PARTY.txt" for name in known if not re.search(rf"(?im)^{re.escape(name)} ", listed)
    ]
    lacks += [
        f"the licence of {name}, licences/{name}/"
        for name in known
        if name not in QT and not any(path.is_file() for path in (bundle / "licences" / name).glob("*"))
    ]
    told = [
        path.name.removesuffix(".dist-info").split("-", 1) for path in (bundle / "lib").glob("*.dist-info")
    ]
    lacks += [
        f"{name} {version} in the bill of materials"
        for name, version in told
        if known.get(name.lower().replace("_", "-")) != version
    ]
    return lacks
