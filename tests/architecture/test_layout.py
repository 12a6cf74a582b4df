"""The tree is laid out as app/README.md says: names, places, lengths."""

import re
from pathlib import Path

from dawnline_testing.tree import PROGRAM, ROOT, WIDGETS, own_files, shelf_modules

TOP_LEVEL = {
    ".ci", ".gitattributes", ".github", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "app", "assets",
    "dev", "packaging", "pyproject.toml", "tests", "widgets",
}  # fmt: skip
BANNED_NAMES = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers", "data"}
CODE_LINES = 500
TEST_LINES = 700
# A download address of a package registry in any file ties everybody to that registry.
REGISTRY = re.compile(
    r"https?://\S*(?:pypi|pythonhosted|npmjs|anaconda|debian\.org/debian|ubuntu\.com/ubuntu)"
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".cfg",
    ".ini",
    ".json",
    ".yaml",
    ".yml",
    ".sh",
    ".nsi",
    ".spec",
    ".lock",
    "",
}


def test_nothing_lies_about_on_the_top_level() -> None:
    """What is new at the top needs a reason, and a line here."""
    assert {path.relative_to(ROOT).parts[0] for path in own_files()} == TOP_LEVEL


def test_packaging_is_no_package() -> None:
    """A package of this name would shadow the one on the registry, which vispy imports."""
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_widget_packages_are_empty() -> None:
    """A re-export would load Qt for whoever wants a scene only."""
    packages = list(WIDGETS.rglob("__init__.py"))
    assert len(packages) >= len([path for path in WIDGETS.iterdir() if (path / "scene.py").is_file()]) > 0
    assert [path for path in packages if path.read_text().strip()] == []


def test_every_folder_of_modules_is_a_package() -> None:
    """A folder without __init__.py would be left out of the wheel's checks, and of the fences."""
    folders = {path.parent for path in shelf_modules()}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_tests_are_no_packages() -> None:
    """In pytest's importlib mode a package among the tests would shadow another of its name."""
    inside = [
        path for path in own_files() if path.is_relative_to(ROOT / "tests") and path.name == "__init__.py"
    ]
    assert [path for path in inside if not path.is_relative_to(ROOT / "tests" / "support")] == []


def test_tests_mirror_the_rooms() -> None:
    """A folder of tests belongs to a room that is there."""
    for shelf, package in (("app", PROGRAM), ("widgets", WIDGETS)):
        folders = {
            path.relative_to(ROOT / "tests" / shelf).parts[0] for path in python_files(f"tests/{shelf}")
        }
        rooms = {path.name for path in package.iterdir() if path.is_dir()}
        assert {name for name in folders if not name.endswith(".py")} <= rooms


def test_names_say_what_is_in_them() -> None:
    """A module of everything is a module of nothing."""
    named = [path for path in shelf_modules() if BANNED_NAMES.intersection((path.stem, path.parent.name))]
    assert named == []


def test_files_are_short() -> None:
    """A file past these lengths is two files."""
    long = {
        str(path.relative_to(ROOT)): lines(path) for path in python_files("") if lines(path) > limit(path)
    }
    assert long == {}


def test_no_file_names_a_package_registry() -> None:
    """The versions are pinned; where they come from is for the machine to say."""
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in own_files()
        if path.suffix in TEXT and (match := REGISTRY.search(path.read_text(errors="replace")))
    }
    assert found == {}


def test_everything_that_can_be_pinned_is() -> None:
    """Each line of the constraints is an exact version, and each direct dependency has one."""
    text = (ROOT / "packaging" / "constraints.txt").read_text()
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [row for row in rows if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", row)] == []
    pinned = {row.split("==")[0] for row in rows}
    assert {"numpy", "pyside6-essentials", "vispy", "pytest", "ruff", "mypy", "uv", "hatchling"} <= pinned
    assert rows == sorted(rows)


def python_files(folder: str) -> list[Path]:
    """Return the Python files below a folder of the repository."""
    return [path for path in own_files() if path.suffix == ".py" and path.is_relative_to(ROOT / folder)]


def lines(path: Path) -> int:
    """Count the lines of a file."""
    return len(path.read_text().splitlines())


def limit(path: Path) -> int:
    """Return how long a file may be."""
    return TEST_LINES if path.is_relative_to(ROOT / "tests") else CODE_LINES
