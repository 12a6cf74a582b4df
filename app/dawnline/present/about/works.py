"""The works of others that the program runs on: name, licence, and the texts of the licence.

An installed program has them in a folder ``licences`` that the packaging fills, with a list in
``THIRD-PARTY.txt``; a source tree is asked by its packages' metadata.
"""

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import as_file, files
from pathlib import Path

from dawnline.present.about.build import is_bundle

LIST = "THIRD-PARTY.txt"
# What the program asks for, as pyproject.toml has it: a source tree may have no metadata, or old ones.
ASKED_FOR = (
    "numba", "numcodecs", "numpy", "platformdirs", "pydantic", "pyqtgraph", "PySide6-Essentials", "sgp4",
    "vispy",
)  # fmt: skip
_ROW = re.compile(r"(?P<title>[^:]+)(?:: (?P<licence>.*))? \((?P<where>[^()]*)\)")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_QT = {"pyside6-essentials", "shiboken6"}  # their packages bring no text; the source tree has it
_WORDS = ("licen", "copying", "notice")


@dataclass(frozen=True)
class Work:
    """A work of others: what it is called, its licence in a line, the files that hold the licence's text."""

    title: str
    licence: str
    texts: tuple[Path, ...]


def licences_folder() -> Path | None:
    """Return the folder of licences of an installed program, None in a source tree or where it is missing."""
    if not is_bundle():
        return None
    beside = Path(sys.executable).parent
    places = (beside / "licences", beside.parent / "Resources" / "licences")  # the second is macOS's
    return next((place for place in places if place.is_dir()), None)


def works() -> tuple[Work, ...]:
    """Return the works that this program runs on, by name."""
    folder = licences_folder()
    if folder is not None:
        return works_of_folder(folder)
    found = [*works_of_packages(), _python()]
    with as_file(files("dawnline_assets").joinpath("fonts")) as fonts:
        texts = tuple(sorted(fonts.glob("OFL-*.txt")))
        found.append(Work("Fonts Inter and JetBrains Mono", "OFL-1.1", texts))
    return tuple(sorted(found, key=lambda work: work.title.casefold()))


def works_of_folder(folder: Path) -> tuple[Work, ...]:
    """Return what a bundle's folder of licences lists; nothing if it has no list."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    rows = [row for row in map(_ROW.fullmatch, lines) if row and "LICENSE" not in row["where"]]
    return tuple(
        Work(row["title"], row["licence"] or "see its texts", tuple(_named(folder, row["where"])))
        for row in rows
    )


def works_of_packages(roots: Iterable[str] | None = None) -> list[Work]:
    """Return the installed packages that the program needs, and what those need in turn."""
    waiting = list(ASKED_FOR if roots is None else roots)
    found: dict[str, Distribution] = {}
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another system, or optional
        key = package.metadata["Name"].lower().replace("_", "-")
        if key not in found:
            found[key] = package
            waiting.extend(_needs(package))
    return [
        Work(f"{key} {package.version}", _licence(package), tuple(_texts(package)))
        for key, package in sorted(found.items())
    ]


def text_of(work: Work) -> str:
    """Return the texts of a work's licence, one behind the other; words in their place if there are none."""
    parts = []
    for path in work.texts:
        try:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue
        parts.append(f"{path.name}\n\n{text}" if len(work.texts) > 1 else text)
    if not parts:
        return f"{work.title}: {work.licence}.\n\nThe package brings no text of its licence."
    return "\n\n\n".join(parts) + "\n"


def _needs(package: Distribution) -> list[str]:
    needed = [text for text in package.requires or [] if "extra ==" not in text.partition(";")[2]]
    return [match[0] for match in map(_NAME.match, needed) if match]


def _licence(package: Distribution) -> str:
    """Return the licence as the package tells it in a line."""
    for key in ("License-Expression", "License"):
        told = str((package.metadata.get_all(key) or [""])[0]).strip()
        line = told.splitlines()[0] if told else ""
        if line and set(line) != {"="}:
            return line[:80]
    classes = [str(text) for text in package.metadata.get_all("Classifier") or []]
    named = [text.rpartition(" :: ")[2] for text in classes if text.startswith("License ::")]
    return ", ".join(named) or "see its texts"


def _texts(package: Distribution) -> list[Path]:
    if package.metadata["Name"].lower().replace("_", "-") in _QT:
        return sorted(
            (Path(__file__).parents[4] / "packaging" / "licences").glob("*GPL-3.0.txt"), reverse=True
        )
    return [
        Path(str(package.locate_file(file)))
        for file in package.files or []
        if ".dist-info" in file.parts[0] and any(word in file.name.lower() for word in _WORDS)
    ]


def _named(folder: Path, where: str) -> list[Path]:
    """Return the files that a row of the list names; a name that ends in a slash is a folder of them."""
    found: list[Path] = []
    for name in where.split(", "):
        path = folder / name
        found += sorted(path.iterdir()) if name.endswith("/") and path.is_dir() else [path]
    return [path for path in found if path.is_file()]


def _python() -> Work:
    library = Path(sysconfig.get_path("stdlib"))
    base = Path(str(sysconfig.get_config_var("installed_base") or library))
    places = (library / "LICENSE.txt", base / "LICENSE.txt", base / "LICENSE", library / "LICENSE")
    texts = tuple(place for place in places if place.is_file())[:1]
    return Work(f"Python {platform.python_version()}", "PSF-2.0", texts)
