"""Credits of data, textures, fonts and icons, as the assets tell them; and Dawnline's own licence."""

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

_TOLD_IN = ("CREDITS.md", "README.md")


@dataclass(frozen=True)
class Credit:
    """Where a folder of assets comes from, in Markdown."""

    folder: str
    markdown: str


def asset_credits() -> tuple[Credit, ...]:
    """Return what the folders of assets say of themselves, by folder."""
    found = []
    for folder in sorted(files("dawnline_assets").iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            told = [folder.joinpath(name) for name in _TOLD_IN if folder.joinpath(name).is_file()]
            found += [Credit(folder.name, text.read_text(encoding="utf-8")) for text in told]
    return tuple(found)


def own_licence() -> str:
    """Return Dawnline's licence: from the bundle, the source tree or the package's metadata."""
    places = [Path(str(getattr(sys, "_MEIPASS", ""))) / "LICENSE"] if hasattr(sys, "_MEIPASS") else []
    places.append(Path(__file__).parents[4] / "LICENSE")
    try:
        own = distribution("dawnline")
        places += [Path(str(own.locate_file(file))) for file in own.files or [] if file.name == "LICENSE"]
    except PackageNotFoundError:
        pass
    for place in places:
        try:
            text = place.read_text(encoding="utf-8")
        except OSError:
            continue
        if text.startswith("MIT License"):  # the fourth parent of an installed package may be anybody's
            return text
    return "MIT License\n\nThe file LICENSE that belongs to this program is missing.\n"
