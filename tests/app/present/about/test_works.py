"""Whose works the program runs on: all that it asks for and what those need, each with its licence."""

import tomllib
from pathlib import Path

import pytest

from dawnline.present.about import works as module
from dawnline.present.about.credits import asset_credits, own_licence
from dawnline.present.about.qt_notice import qt_notice
from dawnline.present.about.works import ASKED_FOR, text_of, works, works_of_folder, works_of_packages
from dawnline_testing.tree import ROOT


def test_what_is_asked_for_is_what_the_project_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(name.partition(">")[0] for name in project["dependencies"]) == sorted(ASKED_FOR)


def test_packages_bring_what_they_need_in_turn_and_nothing_else() -> None:
    names = {work.title.split(" ")[0] for work in works_of_packages()}
    assert {name.lower() for name in ASKED_FOR} <= names
    assert {"llvmlite", "shiboken6", "pydantic-core"} <= names, "needed by numba, PySide6, pydantic"
    assert not names & {"pytest", "ruff", "mypy", "scipy", "skyfield", "hypothesis"}
    assert works_of_packages(["no-such-package-anywhere"]) == []


def test_every_work_of_the_source_tree_has_a_licence_and_a_text() -> None:
    found = works()
    assert len(found) > 15
    for work in found:
        assert work.licence != "see its texts", work.title
        assert len(text_of(work)) > 400, work.title
    assert [work.title for work in found] == sorted((work.title for work in found), key=str.casefold)


def test_the_folder_that_the_packaging_makes_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the packaging's own code, so that neither can change its form alone."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import licences

    folder = tmp_path / "licences"
    licences.write_licences(folder)
    found = {work.title: work for work in works_of_folder(folder)}
    rows = (folder / "THIRD-PARTY.txt").read_text(encoding="utf-8").splitlines()[2:]
    assert len(found) == len(rows), "every row is one work"
    numpy = next(work for title, work in found.items() if title.startswith("numpy "))
    assert "BSD" in numpy.licence
    assert "Redistribution and use" in text_of(numpy)
    qt = next(work for title, work in found.items() if title.startswith("pyside6-essentials "))
    assert [path.name for path in qt.texts] == ["Qt.txt", "LGPL-3.0.txt"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text_of(qt)
    textures = next(work for title, work in found.items() if title.startswith("pictures of the Earth"))
    assert "NASA" in text_of(textures)
    assert any(title.startswith("Python 3") for title in found)


def test_an_installed_program_finds_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the program; in a bundle of macOS among its resources."""
    for place in ("dawnline/licences", "Dawnline.app/Contents/Resources/licences"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "THIRD-PARTY.txt").write_text(
            "It carries:\n\nsomething 1.0: MIT (something/)\n", encoding="utf-8"
        )
        (tmp_path / place / "Qt.txt").write_text("Qt as it is here", encoding="utf-8")
    monkeypatch.setattr(module.sys, "frozen", True, raising=False)
    for program in ("dawnline/dawnline-desk", "Dawnline.app/Contents/MacOS/dawnline-desk"):
        monkeypatch.setattr(module.sys, "executable", str(tmp_path / program))
        (work,) = works()
        assert (work.title, work.licence, work.texts) == ("something 1.0", "MIT", ())
        assert "brings no text" in text_of(work)
        assert qt_notice("6", "/nowhere") == "Qt as it is here"
    monkeypatch.setattr(module.sys, "executable", str(tmp_path / "elsewhere" / "dawnline"))
    assert len(works()) > 15, "without the folder the metadata are asked"


def test_the_own_licence_is_the_one_of_the_tree() -> None:
    assert own_licence() == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_every_credit_in_the_assets_is_told() -> None:
    told = {credit.folder: credit.markdown for credit in asset_credits()}
    assets = ROOT / "assets" / "dawnline_assets"
    written = {path.parent.name for name in ("CREDITS.md", "README.md") for path in assets.glob(f"*/{name}")}
    assert set(told) == written >= {"textures", "geography", "fonts", "icons"}
    assert "Credit: Earth imagery by NASA" in told["textures"]


def test_the_notice_of_qt_says_what_its_licence_asks() -> None:
    notice = qt_notice("6.11.3", "/opt/qt")
    for words in ("GNU Lesser General Public License", "/opt/qt", "replace", "sources", "6.11.3"):
        assert words in notice
