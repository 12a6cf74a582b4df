"""Installers made of a stand-in for the bundle: what is put where, and what is left when it goes."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.tree import ROOT


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return a folder that looks like a bundle and starts nothing."""
    folder = tmp_path / "bundle"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "part").write_text("x")
    for name in ("dawnline", "dawnline-desk"):
        (folder / name).write_text(f"#!/bin/sh\necho {name} $*\n")
        (folder / name).chmod(0o755)
    return folder


def needs(*programs: str) -> None:
    """Skip where a program is missing, and say which."""
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        pytest.skip(f"there is no {', '.join(missing)} here")


def run_file(bundle: Path, folder: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a .run of a version."""
    import installers_linux

    monkeypatch.setattr(installers_linux, "OUT", folder)
    monkeypatch.setattr(installers_linux, "WORK", folder / "work")
    monkeypatch.setattr(installers_linux, "version", lambda: version)
    (folder / "work").mkdir(exist_ok=True)
    made: Path = installers_linux.self_extracting(bundle)
    return made


def sh(script: Path, *words: object, home: Path) -> str:
    """Run a script as a person whose home is ``home``."""
    environment = {**os.environ, "HOME": str(home)}
    command = ["sh", str(script), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_versions_of_the_run_file_stand_side_by_side_and_go_without_a_trace(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("tar", "xz")
    place = tmp_path / "a place"
    mine = place / "share" / "dawnline" / "mine.dawn"
    mine.parent.mkdir(parents=True)
    mine.write_text("a person's own")
    for version in ("1.0.0", "1.1.0"):
        sh(run_file(bundle, tmp_path, version, monkeypatch), "--prefix", place, home=tmp_path)
    old, new = place / "lib" / "dawnline-1.0.0", place / "lib" / "dawnline-1.1.0"
    assert (place / "bin" / "dawnline").resolve() == new / "dawnline"
    assert (old / "lib" / "part").is_file()
    menu = (place / "share" / "applications" / "dawnline.desktop").read_text(encoding="utf-8")
    assert f'Exec="{new}/dawnline-desk" %f' in menu
    assert (place / "share" / "icons" / "hicolor" / "48x48" / "apps" / "dawnline.png").is_file()

    sh(old / "uninstall.sh", home=tmp_path)
    assert not old.exists()
    assert (place / "bin" / "dawnline").resolve() == new / "dawnline"
    assert (place / "share" / "applications" / "dawnline.desktop").is_file()
    sh(new / "uninstall.sh", home=tmp_path)
    left = [path for path in place.rglob("*") if not path.is_dir()]
    assert left == [mine]
    assert not (place / "share" / "icons").exists()
    assert mine.read_text() == "a person's own"


def test_a_run_file_that_replaces_itself_leaves_no_old_library(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("tar", "xz")
    installer = run_file(bundle, tmp_path, "1.0.0", monkeypatch)
    sh(installer, "--prefix", tmp_path / "p", home=tmp_path)
    target = tmp_path / "p" / "lib" / "dawnline-1.0.0"
    (target / "lib" / "old").write_text("of an older build")
    assert "replacing" in sh(installer, "--prefix", tmp_path / "p", home=tmp_path)
    assert not (target / "lib" / "old").exists()


def test_a_person_who_installs_has_the_kernels_compiled_in_the_background(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("tar", "xz")
    (bundle / "dawnline").write_text('#!/bin/sh\necho "$*" >> "$HOME/asked"\n')
    monkeypatch.setenv("DAWNLINE_WARM", "1")  # where the tests are run by root
    sh(run_file(bundle, tmp_path, "1.0.0", monkeypatch), "--prefix", tmp_path / "p", home=tmp_path)
    deadline_s = time.monotonic() + PATIENCE_S
    while "warm" not in (tmp_path / "asked").read_text() and time.monotonic() < deadline_s:
        time.sleep(0.02)
    assert (tmp_path / "asked").read_text().splitlines() == ["--version", "--self-test --warm"]


def test_the_windows_script_compiles_without_a_warning(bundle: Path, tmp_path: Path) -> None:
    needs("makensis")
    from icon_files import write_icons
    from installers_windows import compile_script

    for name in ("dawnline", "dawnline-desk"):
        (bundle / name).rename(bundle / f"{name}.exe")
    write_icons(ROOT / "assets" / "dawnline_assets" / "icons", tmp_path)
    made = tmp_path / "dawnline-setup.exe"
    compile_script(bundle, tmp_path / "dawnline.ico", made, compressor="zlib")
    assert made.read_bytes()[:2] == b"MZ"


def test_a_program_that_fails_or_hangs_is_told_with_what_it_said() -> None:
    from places import PackagingError, call

    assert call([sys.executable, "-c", "print('good')"]) == "good\n"
    with pytest.raises(PackagingError, match=r"status 3 of .* -c .*\n.*why"):
        call([sys.executable, "-c", "print('why'); raise SystemExit(3)"])
    with pytest.raises(PackagingError, match="there is no program no-such-program"):
        call(["no-such-program"])
    with pytest.raises(PackagingError, match=r"not done after 0 s"):
        call([sys.executable, "-c", "import time; time.sleep(30)"], timeout_s=0.2)


def test_where_no_debian_can_be_made_it_is_said_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import debian_check

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(debian_check.NoChrootError, match=r"only root|no program debootstrap"):
        debian_check.own_suite()


def test_names_in_a_system_leave_out_what_is_a_persons(tmp_path: Path) -> None:
    from debian_check import names_in

    for name in ("usr/bin/dawnline", "root/.cache/dawnline/x.dawn", "home/me/y", "var/log/z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert names_in(tmp_path) >= {"usr", "usr/bin", "usr/bin/dawnline"}
    assert not [name for name in names_in(tmp_path) if name.endswith(("x.dawn", "home/me/y", "var/log/z"))]


def test_a_deb_that_is_packed_anew_holds_the_same(bundle: Path, tmp_path: Path) -> None:
    needs("dpkg-deb", "xz")
    from deb_file import pack_data
    from places import PackagingError

    control = bundle / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text("Package: x\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: x\n")
    made = tmp_path / "x.deb"
    subprocess.run(["dpkg-deb", "--build", "-Znone", bundle, made], check=True, capture_output=True)
    assert b"data.tar " in made.read_bytes()
    told = [subprocess.run(["dpkg-deb", "--contents", made], check=True, capture_output=True).stdout]
    pack_data(made, ["xz", "-6"], "xz")
    told.append(subprocess.run(["dpkg-deb", "--contents", made], check=True, capture_output=True).stdout)
    assert b"data.tar.xz" in made.read_bytes()
    assert told[0] == told[1]
    assert b"dawnline-desk" in told[0]
    subprocess.run(["dpkg-deb", "--build", "-Znone", bundle, made], check=True, capture_output=True)
    with pytest.raises(PackagingError, match="no-such-program did not compress"):
        pack_data(made, ["no-such-program"], "xz")
    made.write_bytes(b"nothing")
    with pytest.raises(PackagingError, match="no ar archive"):
        pack_data(made, ["xz"], "xz")


def test_an_appimage_starts_with_its_runtime_and_holds_the_bundle(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script stands for the runtime: it unpacks what lies behind itself, as the real one can."""
    needs("mksquashfs", "unsquashfs")
    import installers_appimage
    from trial import unpack

    size = 4096
    script = f'#!/bin/sh\nexec unsquashfs -quiet -no-progress -offset {size} -dest squashfs-root "$0"\nexit\n'
    (tmp_path / "runtime").write_text(script.ljust(size, "#"))
    for name, place in {"OUT": tmp_path, "WORK": tmp_path / "work"}.items():
        monkeypatch.setattr(installers_appimage, name, place)
    monkeypatch.setenv(installers_appimage.RUNTIME, str(tmp_path / "runtime"))
    made = installers_appimage.app_image(bundle)
    assert made.read_bytes()[size : size + 4] == b"hsqs"
    programs = unpack(made, tmp_path / "trial")
    top = tmp_path / "trial" / "AppImage" / "squashfs-root"
    assert programs == top / "usr" / "lib" / "dawnline"
    said = subprocess.run([top / "AppRun", "info", "x y"], capture_output=True, text=True, check=True).stdout
    assert said == "dawnline info x y\n"
    assert (top / ".DirIcon").read_bytes()[:4] == b"\x89PNG"
    assert "Icon=dawnline" in (top / "dawnline.desktop").read_text(encoding="utf-8")


def test_without_a_runtime_there_is_no_appimage(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from installers_appimage import app_image
    from places import PackagingError

    monkeypatch.delenv("DAWNLINE_APPIMAGE_RUNTIME", raising=False)
    with pytest.raises(PackagingError, match="DAWNLINE_APPIMAGE_RUNTIME names no start program"):
        app_image(bundle)


def test_an_rpm_that_tells_another_story_is_refused(tmp_path: Path) -> None:
    """Made by rpmbuild of almost nothing, so that every demand is asked of a real .rpm."""
    needs("rpm", "rpmbuild")
    from places import PackagingError, version
    from trial import metadata_of_rpm

    spec = tmp_path / "x.spec"
    for licence, said in (("GPL", r"tells of itself dawnline\|"), ("MIT", r"lacks \['libGL")):
        spec.write_text(
            f"Name: dawnline\nVersion: {version()}\nRelease: 1\nLicense: {licence}\nSummary: x\n"
            "Vendor: The Dawnline maintainers\n%description\nx\n%files\n"
        )
        subprocess.run(
            ["rpmbuild", "-bb", "--quiet", "--define", f"_topdir {tmp_path}", spec],
            check=True, capture_output=True, cwd=tmp_path,
        )  # fmt: skip
        (made,) = tmp_path.rglob("*.rpm")
        with pytest.raises(PackagingError, match=said):
            metadata_of_rpm(made)
        made.unlink()
