"""Below the shell there is no Qt: each module, imported alone in a fresh process, brings none of it.

import-linter reads imports; this looks at what was really loaded, whoever loaded it.
"""

from pathlib import Path

import pytest

from dawnline_testing.alone import FORBIDDEN, NEUTRAL, module_name, visit_all
from dawnline_testing.tree import PROGRAM, WIDGETS, own_files

# The rooms below the shell, and the command line: its verbs work on a machine without OpenGL.
ROOMS = (
    "fleet", "telemetry", "orbits", "scenario", "network", "sim", "recording", "timeline", "present",
    "export", "runs", "commands", "cli",
)  # fmt: skip
# The parts of the widgets that `present` and a picture without a screen are made of.
QT_FREE = ("*/scene.py", "theme/tokens.py", "theme/colour_maps.py", "globe/view/*.py", "globe/hand/pick.py")


def program_modules() -> list[str]:
    """Return the dotted names of all modules of the rooms that know no Qt."""
    return [
        module_name(path, PROGRAM.parent)
        for path in own_files()
        if path.suffix == ".py"
        and path.is_relative_to(PROGRAM)
        and path.relative_to(PROGRAM).parts[0] in (*ROOMS, "__init__.py", "__main__.py")
    ]


def widget_modules() -> list[str]:
    """Return the dotted names of the widgets' modules that are promised to know no Qt."""
    return [
        module_name(path, WIDGETS.parent)
        for path in own_files()
        if path.is_relative_to(WIDGETS)
        and any(path.relative_to(WIDGETS).match(pattern) for pattern in QT_FREE)
    ]


def test_every_lower_module_imports_alone_without_qt() -> None:
    """One process for each module; nothing of ours was imported in it before."""
    modules = program_modules() + widget_modules()
    visits = visit_all(modules)
    assert [visit.module for visit in visits] == modules
    assert not {visit.module: visit.error for visit in visits if visit.error}
    assert not {visit.module: visit.found for visit in visits if visit.found}


def test_the_list_is_whole() -> None:
    """A room that is new must be named here, above the shell or below it."""
    rooms = {path.name for path in PROGRAM.iterdir() if (path / "__init__.py").is_file()}
    assert rooms == {*ROOMS, "shell", "bench"}
    assert len(widget_modules()) >= len(list(WIDGETS.glob("*/scene.py"))) > 0


def test_a_disguised_import_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What import-linter cannot read is seen here: an import by name, and one by way of a third package."""
    (tmp_path / "plain.py").write_text("import json\n")
    (tmp_path / "disguised.py").write_text("__import__('PySide' + '6.QtCore')\n")
    (tmp_path / "by_way_of.py").write_text("import pyqtgraph.functions\n")
    (tmp_path / "broken.py").write_text("raise RuntimeError('no')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    plain, disguised, by_way_of, broken = visit_all(["plain", "disguised", "by_way_of", "broken"])
    assert plain.found == ()
    assert disguised.found == ("PySide6", "shiboken6")
    assert "pyqtgraph" in by_way_of.found
    assert "RuntimeError: no" in broken.error


def test_what_is_loaded_before_the_fork_is_neutral() -> None:
    """The packages shared by all the forked processes bring nothing forbidden and nothing of ours."""
    (visit,) = visit_all(["json"])
    assert visit.found == ()
    assert not set(FORBIDDEN).intersection(name.split(".")[0] for name in NEUTRAL)
