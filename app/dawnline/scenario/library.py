"""The scenarios that ship: where they are, and the library of them in the order of a table of contents.

Loads nothing but text: the command line asks here before anything else is loaded.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

# What tells a story, with a page each; the rest that ships opens first, takes element sets or checks results.
LIBRARY = (
    "colossus-lease",
    "us-east-1-outage",
    "memphis-curtailment",
    "coding-monday",
    "starlink-edge",
    "kuiper-rival",
    "eclipse-season",
    "solar-storm",
    "orbital-batch",
    "starship-ramp",
    "suncatcher-81",
    "starcloud-88000",
    "filing-million",
    "cost-crossing",
)


@dataclass(frozen=True)
class Story:
    """A scenario of the library: its name, its title, and the first sentence of its story."""

    name: str
    title: str
    line: str


def scenario_folder() -> Path:
    """Return the folder of the scenarios that ship."""
    return Path(str(files("dawnline_assets") / "scenarios"))


def bundled_names() -> tuple[str, ...]:
    """Return the names of all scenarios that ship, sorted."""
    return tuple(sorted(path.stem for path in scenario_folder().glob("*.toml")))


def bundled_scenario(name: str) -> Path:
    """Return the path of a scenario that ships with the program, such as ``welcome``.

    Raises ValueError if there is none of that name.
    """
    known = bundled_names()
    if name not in known:
        raise ValueError(f"no bundled scenario {name!r}; known: {', '.join(known)}")
    return scenario_folder() / f"{name}.toml"


def given_scenario(text: str) -> Path:
    """Return the path that a person wrote, or of the scenario that ships if it is a name of one and no path.

    What exists is always itself; so is what looks like a file.
    """
    path = Path(text)
    if path.suffix or len(path.parts) != 1 or path.exists() or text not in bundled_names():
        return path
    return bundled_scenario(text)


@cache
def library() -> tuple[Story, ...]:
    """Return the library in its order."""
    return tuple(_story(name) for name in LIBRARY if name in bundled_names())


def _story(name: str) -> Story:
    about = tomllib.loads(bundled_scenario(name).read_text(encoding="utf-8"))["scenario"]
    words = " ".join(about.get("description", "").split())
    first, point, _ = words.partition(". ")
    return Story(name, about.get("title", name), f"{first}." if point else first)
