"""What others made and the bundle carries: their licence texts, and a bill of materials (CycloneDX)."""

import hashlib
import json
import shutil
import sysconfig
import uuid
from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from places import ASSETS, PACKAGING, version
from system_libraries import SystemPackage
from trim import MAKERS

QT = {"pyside6-essentials", "shiboken6"}
QT_TEXT = """\
Qt {version} and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt here;
GPL-3.0.txt is part of its terms). They are separate shared libraries in the folder PySide6 of the bundle,
unchanged: you may replace them by versions of your own, changed or not, that keep the same interfaces,
by putting your files in their place; nothing in this program prevents it. On macOS sign the changed
bundle again (codesign --force --deep --sign - Dawnline.app).

Their sources are published by The Qt Company at https://download.qt.io/official_releases/, under qt/ and
QtForPython/, in the version named above. Qt contains parts of others, listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def carried() -> list[Distribution]:
    """Return the Python packages of this environment that go into the bundle, by name."""
    found = {name_of(each): each for each in distributions()}
    return [found[name] for name in sorted(found) if name not in MAKERS]


def name_of(package: Distribution) -> str:
    """Return a package's name as registries spell it."""
    return package.metadata["Name"].lower().replace("_", "-")


def licence_of(package: Distribution) -> str:
    """Return the licence as the package tells it in a line."""
    told = next(iter(_told(package, "License-Expression") + _told(package, "License")), "")
    line = told.strip().splitlines()[0] if told.strip() else ""
    if line and set(line) != {"="}:
        return line[:80]
    classes = _told(package, "Classifier")
    named = [text.rpartition(" :: ")[2] for text in classes if text.startswith("License ::")]
    return ", ".join(named) or "see its texts"


def _told(package: Distribution, key: str) -> list[str]:
    return [str(value) for value in package.metadata.get_all(key) or []]


def texts_of(package: Distribution) -> list[Path]:
    """Return the files in which a package says its licence."""
    return [
        Path(str(package.locate_file(file)))
        for file in package.files or []
        if ".dist-info" in file.parts[0]
        and any(word in file.name.lower() for word in ("licen", "copying", "notice"))
    ]


def write_licences(folder: Path, of_system: Sequence[SystemPackage] = ()) -> None:
    """Fill a folder with the licence texts of everything in the bundle, and a list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["Dawnline is under the MIT licence (LICENSE). It carries these works of others:", ""]
    for package in carried():
        name = name_of(package)
        texts = [text for text in texts_of(package) if text.is_file()]
        for text in texts:
            place = (
                folder / name / f"{text.parent.name}-{text.name}"
                if text.parent.name != "licenses"
                else folder / name / text.name
            )
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, place)
        where = "Qt.txt, LGPL-3.0.txt" if name in QT else f"{name}/" if texts else "no text in its package"
        rows.append(f"{name} {package.version}: {licence_of(package)} ({where})")
    for each in of_system:
        rows.append(f"{each.name} {each.version}: of the system that built this ({each.name}/)")
        if each.text:
            (folder / each.name).mkdir(exist_ok=True)
            shutil.copyfile(each.text, folder / each.name / "copyright.txt")
    rows += [
        f"Python {sysconfig.get_python_version()}: PSF-2.0 (python/)",
        "fonts Inter and JetBrains Mono: OFL-1.1 (fonts/)",
        "pictures of the Earth, relief, Milky Way, stars: public domain and others (textures/CREDITS.md)",
        "coast lines and borders (geography/CREDITS.md)",
        "PyInstaller's start program: GPL-2.0-or-later with an exception that allows any use (pyinstaller/)",
    ]
    (folder / "THIRD-PARTY.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    qt = next(package.version for package in carried() if name_of(package) == "pyside6-essentials")
    (folder / "Qt.txt").write_text(QT_TEXT.format(version=qt), encoding="utf-8")
    for text in (PACKAGING / "licences").glob("*.txt"):
        shutil.copyfile(text, folder / text.name)
    for part, files in {
        "fonts": ASSETS.glob("fonts/OFL-*.txt"),
        "textures": ASSETS.glob("textures/CREDITS.md"),
        "geography": ASSETS.glob("geography/CREDITS.md"),
        "python": [_pythons_own()],
        "pyinstaller": [
            text for each in distributions() if name_of(each) == "pyinstaller" for text in texts_of(each)
        ],
    }.items():
        (folder / part).mkdir(exist_ok=True)
        for file in files:
            shutil.copyfile(file, folder / part / file.name)


def _pythons_own() -> Path:
    """Return Python's licence, wherever this system keeps it."""
    library = Path(sysconfig.get_path("stdlib"))
    base = Path(sysconfig.get_config_var("installed_base") or library)
    places = (library / "LICENSE.txt", base / "LICENSE.txt", base / "LICENSE", library / "LICENSE")
    return next(place for place in places if place.is_file())


def bill_of_materials(of_system: Sequence[SystemPackage] = ()) -> dict[str, Any]:
    """Return the CycloneDX 1.6 document of the bundle: every package with version, licence and origin.

    The same versions give the same document, so that two builds can be compared.
    """
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name_of(package)}@{package.version}",
            "name": name_of(package),
            "version": package.version,
            "purl": f"pkg:pypi/{name_of(package)}@{package.version}",
            "licenses": [{"license": {"name": licence_of(package)}}],
        }
        for package in carried()
    ]
    components += [
        {
            "type": "library",
            "bom-ref": f"{part.name}@{part.version}",
            "name": part.name,
            "version": part.version,
            "licenses": [{"license": {"name": f"see licences/{part.name}/"}}],
        }
        for part in of_system
    ]
    python = sysconfig.get_config_var("py_version") or sysconfig.get_python_version()
    components.append(
        {
            "type": "platform",
            "bom-ref": f"python@{python}",
            "name": "python",
            "version": str(python),
            "licenses": [{"license": {"name": "PSF-2.0"}}],
        }
    )
    digest = hashlib.sha256(json.dumps([version(), components], sort_keys=True).encode()).digest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(bytes=digest[:16], version=5)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"dawnline@{version()}",
                "name": "dawnline",
                "version": version(),
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": f"dawnline@{version()}", "dependsOn": [str(each["bom-ref"]) for each in components]}
        ],
    }


def write_bill(path: Path, of_system: Sequence[SystemPackage] = ()) -> None:
    """Write the bill of materials."""
    path.write_text(json.dumps(bill_of_materials(of_system), indent=2) + "\n", encoding="utf-8")
