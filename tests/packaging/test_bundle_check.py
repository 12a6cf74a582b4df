"""A bundle without what licences ask for is told; so is one that holds more than it says."""

import json
import shutil
import sys
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Qt's files have the names of Linux here")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return a stand-in for a bundle, with the licences that a real one of this environment has."""
    from bundle_check import QT_PARTS
    from licences import write_bill, write_licences
    from system_libraries import SystemPackage

    text = tmp_path / "copyright"
    text.write_text("as you like")
    of_system = [SystemPackage("libof1", "1.2-3", text)]
    folder = tmp_path / "bundle"
    qt = folder / "lib" / "PySide6" / "Qt" / "lib"
    qt.mkdir(parents=True)
    for part in QT_PARTS:
        (qt / f"libQt6{part}.so.6").touch()
    write_licences(folder / "licences", of_system)
    write_bill(folder / "licences" / "dawnline.cdx.json", of_system)
    for name in ("numpy", "pyside6-essentials"):
        told = json.loads((folder / "licences" / "dawnline.cdx.json").read_text())["components"]
        version = next(each["version"] for each in told if each["name"] == name)
        (folder / "lib" / f"{name.replace('-', '_')}-{version}.dist-info").mkdir()
    return folder


def lacks_of(bundle: Path) -> str:
    """Return what is said of an incomplete bundle."""
    from bundle_check import demand_complete
    from places import PackagingError

    with pytest.raises(PackagingError) as caught:
        demand_complete(bundle)
    return str(caught.value)


@linux_only
def test_what_is_missing_is_told_all_at_once(bundle: Path) -> None:
    from bundle_check import components

    assert components(bundle)["libof1"] == "1.2-3"
    assert (bundle / "licences" / "libof1" / "copyright.txt").read_text() == "as you like"
    # This environment is that of the tests: some of its tools have no licence text in their packages.
    before = lacks_of(bundle) if _has_lacks(bundle) else ""
    assert "Qt" not in before
    assert "numpy" not in before

    (bundle / "lib" / "PySide6" / "Qt" / "lib" / "libQt6Core.so.6").unlink()
    (bundle / "licences" / "LGPL-3.0.txt").write_text("lost")
    shutil.rmtree(bundle / "licences" / "numpy")
    (bundle / "lib" / "smuggled-7.0.dist-info").mkdir()
    said = lacks_of(bundle)
    assert "lib/PySide6/Qt/lib/libQt6Core.so.6, a part of Qt as a file of its own" in said
    assert "the text of licences/LGPL-3.0.txt" in said
    assert "the licence of numpy, licences/numpy/" in said
    assert "smuggled 7.0 in the bill of materials" in said


def _has_lacks(bundle: Path) -> bool:
    from bundle_check import demand_complete
    from places import PackagingError

    try:
        demand_complete(bundle)
    except PackagingError:
        return True
    return False


@linux_only
def test_libraries_of_the_system_are_known_by_their_package(tmp_path: Path) -> None:
    from system_libraries import SystemPackage, package_of, system_packages

    for name in ("libmade-up.so.1", "libQt6Core.so.6", "libx-0123abcd.so.5", "libpython3.11.so.1.0"):
        (tmp_path / name).touch()
    (tmp_path / "liblink.so.1").symlink_to("libmade-up.so.1")
    assert system_packages(tmp_path) == [SystemPackage("libmade-up", "unknown", None)]
    if shutil.which("dpkg-query"):
        libc = package_of("libc.so.6")
        assert libc.name == "libc6"
        assert libc.version[0].isdigit()
        assert libc.text is None or "GNU" in libc.text.read_text(encoding="utf-8", errors="replace")
