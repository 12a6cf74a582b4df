"""Rules of the house that no linter knows, read from the syntax of every module."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from dawnline_testing.tree import ROOT, own_files, shelf_modules

MOST_METHODS = 20
MOST_PROTOCOL_MEMBERS = 8
BY_NAME = {"__import__", "import_module", "spec_from_file_location", "load_module", "runpy"}


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax of a file, which must be that of Python 3.11."""
    return ast.parse(path.read_text(), str(path), feature_version=(3, 11))


def long_classes(tree: ast.Module) -> Iterator[str]:
    """Yield each class of more than twenty methods: it is two classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            count = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if count > MOST_METHODS:
                yield f"{node.name}: {count} methods"


def wide_protocols(tree: ast.Module) -> Iterator[str]:
    """Yield each Protocol of more than eight members, those of its bases in the same module included."""
    classes = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}

    def bases(node: ast.ClassDef) -> list[str]:
        plain = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        return [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in plain]

    def members(node: ast.ClassDef) -> set[str]:
        own = {part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
        own |= {part.target.id for part in node.body if isinstance(part, ast.AnnAssign)}
        return own.union(*(members(classes[base]) for base in bases(node) if base in classes))

    for node in classes.values():
        if "Protocol" in bases(node) and len(members(node)) > MOST_PROTOCOL_MEMBERS:
            yield f"{node.name}: {len(members(node))} members"


def imports_by_name(tree: ast.Module) -> Iterator[str]:
    """Yield each import whose target no fence can read."""
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in BY_NAME:
            yield f"line {node.lineno}: {name}"
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (f"line {node.lineno}: {alias.name}" for alias in node.names if alias.name in BY_NAME)


def private_imports(tree: ast.Module) -> Iterator[str]:
    """Yield each private name that is taken from another module: two halves of one file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dawnline"):
            names = [alias.name for alias in node.names]
            yield from (
                f"line {node.lineno}: {name}" for name in names if name.startswith("_") and name[1] != "_"
            )


def star_imports(tree: ast.Module) -> Iterator[str]:
    """Yield each import of everything: nobody can say what came in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"line {node.lineno}: from {node.module}"


RULES: tuple[tuple[Callable[[ast.Module], Iterator[str]], str], ...] = (
    (long_classes, "class Long:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21))),
    (
        wide_protocols,
        "class Base(Protocol):\n"
        + "".join(f"    m{n}: int\n" for n in range(4))
        + "class Wide(Base, typing.Protocol[T]):\n"
        + "".join(f"    def n{n}(self): ...\n" for n in range(5)),
    ),
    (imports_by_name, "importlib.import_module('PySide6')\n"),
    (imports_by_name, "from importlib import import_module as get\n"),
    (imports_by_name, "__import__('vispy')\n"),
    (imports_by_name, "import runpy\n"),
    (private_imports, "from dawnline.orbits.tle import _checksum\n"),
    (star_imports, "from dawnline.orbits.tle import *\n"),
)


@pytest.mark.parametrize(("rule", "planted"), RULES)
def test_rule_holds(rule: Callable[[ast.Module], Iterator[str]], planted: str) -> None:
    """The rule finds the planted fault, and none in the program."""
    assert len(list(rule(ast.parse(planted)))) == 1
    modules = shelf_modules()
    assert len(modules) > 50
    found = {str(path.relative_to(ROOT)): wrong for path in modules if (wrong := list(rule(parsed(path))))}
    assert found == {}


def test_everything_is_python_3_11() -> None:
    """Debian 12's Python reads every file, the tests and `dev` too."""
    files = [path for path in own_files() if path.suffix == ".py"] + [ROOT / "dev"]
    assert all(parsed(path) for path in files)


def test_every_module_says_what_it_knows() -> None:
    """A module begins with a docstring; the widgets' empty packages have nothing to say."""
    silent = [path for path in shelf_modules() if parsed(path).body and not ast.get_docstring(parsed(path))]
    assert silent == []


def test_every_test_can_fail() -> None:
    """A test asserts something, or waits for something, itself or by a function that says so in its name."""
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in own_files()
        if path.is_relative_to(ROOT / "tests") and path.name.startswith("test_") and path.suffix == ".py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not can_fail(node)
    ]
    assert silent == []


def can_fail(test: ast.FunctionDef) -> bool:
    """Tell whether a test holds an assertion, or calls what asserts for it."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        called = node.func if isinstance(node, ast.Call) else None
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name.lstrip("_").startswith(("assert", "raises", "fail", "wait", "expect", "check", "verify")):
            return True
    return False
