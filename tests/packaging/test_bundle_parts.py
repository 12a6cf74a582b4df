"""What goes into a bundle, what stays out, and what is told of it."""

import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage

from dawnline_testing.tree import ROOT


def test_what_the_self_test_asks_for_is_in_the_bundle() -> None:
    """Every direct dependency brings its metadata along; numba's are left with its code."""
    from trim import METADATA

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=;\[ ]", each)[0].lower() for each in wanted}
    assert names - {"numba"} <= {name.lower() for name in METADATA}


def test_what_makes_the_bundle_is_pinned_and_stays_out() -> None:
    from trim import MAKERS

    pins = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    assert {name for name in MAKERS if not re.search(rf"^{name}==", pins, re.MULTILINE)} == {"pip", "wheel"}


@pytest.mark.parametrize(
    ("target", "source", "left_out"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/x/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", "/x/libqeglfs.so", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "/x/libQt6Quick.so.6", True),
        ("libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", True),
        ("PySide6\\Qt6Network.dll", "C:\\x\\PySide6\\Qt6Network.dll", True),
        ("PySide6\\Qt6Gui.dll", "C:\\x\\PySide6\\Qt6Gui.dll", False),
        ("PySide6/Qt/translations/qtbase_de.qm", "/x/qtbase_de.qm", True),
        ("numpy/_core/x.so", "/x.so", False),
    ],
)
def test_of_qt_only_what_the_window_uses(target: str, source: str, left_out: bool) -> None:
    from trim import is_left_out

    assert is_left_out(target, source) is left_out


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("libstdc++.so.6", True), ("libxcb-cursor.so.0", True), ("libX11-xcb.so.1", True),
        ("libz.so.1", True), ("libglib-2.0.so.0", True), ("libpango-1.0.so.0", True),
        ("libpython3.11.so.1.0", False),
        ("libsqlite3.so.0", False), ("libffi.so.8", False),
    ],
)  # fmt: skip
def test_drivers_meet_the_systems_own_libraries(
    name: str, left_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trim

    monkeypatch.setattr("sys.platform", "linux")
    assert trim.is_left_out(name, f"/usr/lib/x86_64-linux-gnu/{name}") is left_out
    assert not trim.is_left_out(name, f"/home/me/.venv/{name}")
    assert not trim.is_left_out(f"numpy.libs/{name}", f"/usr/lib/{name}")


def test_sizes_are_told_by_part(tmp_path: Path) -> None:
    from places import PackagingError
    from sizes import BEGIN, END, demand_told, parts_of, put_into, size_of, table_of

    for name, size in {
        "dawnline": 2_000_000,
        "lib/numpy/a": 3_000_000,
        "lib/numpy.libs/b": 1,
        "lib/x.so": 7,
    }.items():
        path = tmp_path / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    (tmp_path / "bundle" / "lib" / "link.so").symlink_to("x.so")
    bundle = tmp_path / "bundle"
    assert size_of(bundle) == 5_000_008
    assert parts_of(bundle) == {"numpy": 3_000_001, "dawnline": 2_000_000, "x.so": 7, "link.so": 0}
    table = table_of(bundle)
    assert table.splitlines()[2:] == [
        "| numpy | 3.0 |", "| dawnline | 2.0 |", "| the rest, 2 parts | 0.0 |", "| **all** | **5.0** |"
    ]  # fmt: skip
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}old\n{END}\nafter\n", encoding="utf-8")
    put_into(readme, table)
    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}{table}{END}\nafter\n"
    demand_told(readme, bundle)
    (bundle / "lib" / "numpy" / "more").write_bytes(bytes(3_000_000))
    with pytest.raises(PackagingError, match=r"numpy: 3.0 MB told, 6.0 MB there"):
        demand_told(readme, bundle)


def test_icons_of_windows_and_macos_are_read_back(tmp_path: Path, qapp: object) -> None:
    from icon_files import write_icons

    assert qapp
    write_icons(ROOT / "assets" / "dawnline_assets" / "icons", tmp_path)
    sides = sorted(size.width() for size in QIcon(str(tmp_path / "dawnline.ico")).availableSizes())
    assert sides == [16, 32, 48, 64, 128, 256]
    data = (tmp_path / "dawnline.icns").read_bytes()
    assert data[:4] == b"icns"
    assert int.from_bytes(data[4:8], "big") == len(data)
    assert data.count(b"\x89PNG") == 6


def test_licences_are_told_and_found() -> None:
    from licences import licence_of, texts_of

    assert "BSD-3-Clause" in licence_of(distribution("numpy"))
    assert "LGPL-3.0" in licence_of(distribution("PySide6-Essentials"))
    assert any(text.is_file() for text in texts_of(distribution("numpy")))
    for name in ("LGPL-3.0", "GPL-3.0"):
        text = (ROOT / "packaging" / "licences" / f"{name}.txt").read_text(encoding="utf-8")
        assert "Version 3, 29 June 2007" in text


def test_the_bill_of_materials_is_the_same_each_time() -> None:
    from licences import bill_of_materials

    bill = bill_of_materials()
    assert bill == bill_of_materials()
    assert json.loads(json.dumps(bill)) == bill
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(references) == len(set(references))
    assert any(each.startswith("pkg:pypi/numpy@") for each in references)
    assert sorted(bill["dependencies"][0]["dependsOn"]) == sorted(references)


def test_two_pictures_are_compared_by_their_pixels(tmp_path: Path) -> None:
    from places import PackagingError

    from pictures import demand_same, different_frac

    image = QImage(50, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    image.save(str(tmp_path / "one.png"))
    for x in range(10):
        image.setPixelColor(x, 3, QColor("white"))
    image.save(str(tmp_path / "two.png"))
    image.fill(QColor("white"))
    image.save(str(tmp_path / "white.png"))
    assert different_frac(tmp_path / "one.png", tmp_path / "one.png") == 0.0
    assert demand_same(tmp_path / "one.png", tmp_path / "two.png") == 10 / 2000
    with pytest.raises(PackagingError, match="100"):
        demand_same(tmp_path / "one.png", tmp_path / "white.png")
    with pytest.raises(PackagingError, match="no picture"):
        demand_same(tmp_path / "one.png", tmp_path / "none.png")
