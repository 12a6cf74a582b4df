"""A release is gathered from what the systems have built, or refused with the reason."""

import hashlib
from pathlib import Path

import pytest


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return what two systems have built."""
    for system, name in (("ubuntu-22.04", "dawnline_1_amd64.deb"), ("windows-2022", "dawnline-1-setup.exe")):
        folder = tmp_path / "built" / f"installers-{system}"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(system.encode())
        (folder / "dawnline.cdx.json").write_text("{}")
        (folder / "window.png").write_bytes(b"a picture for the log only")
    return tmp_path / "built"


@pytest.fixture
def changelog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a changelog with a part for the version."""
    import release
    from places import version

    text = (
        f"# Changelog\n\n## Unreleased\n\nx\n\n## {version()} (2026-11-21)\n\n- New.\n\n## 0.0.1\n\n- Old.\n"
    )
    (tmp_path / "CHANGELOG.md").write_text(text)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    return tmp_path


def test_installers_bills_sums_and_notes_are_there(built: Path, changelog: Path) -> None:
    from places import version
    from release import main

    release = changelog / "release"
    assert main([f"v{version()}", str(built), str(release)]) == 0
    assert (release / "NOTES.md").read_text() == "- New.\n"
    names = sorted(path.name for path in (release / "files").iterdir())
    assert names == [
        "SHA256SUMS",
        f"dawnline-{version()}-ubuntu-22.04.cdx.json",
        f"dawnline-{version()}-windows-2022.cdx.json",
        "dawnline-1-setup.exe", "dawnline_1_amd64.deb",
    ]  # fmt: skip
    rows = (release / "files" / "SHA256SUMS").read_text().splitlines()
    assert f"{hashlib.sha256(b'windows-2022').hexdigest()}  dawnline-1-setup.exe" in rows
    assert len(rows) == len(names) - 1


def test_a_tag_of_another_version_is_refused(
    built: Path, changelog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from release import main

    assert main(["v99.0.0", str(built), str(changelog / "release")]) == 1
    assert "the tag is v99.0.0" in capsys.readouterr().err
    assert not (changelog / "release").exists()


def test_a_version_that_the_changelog_does_not_know_is_refused(built: Path, changelog: Path) -> None:
    from places import PackagingError, version
    from release import gather, notes_of

    with pytest.raises(PackagingError, match=r"no part for 0\.0\.2"):
        notes_of((changelog / "CHANGELOG.md").read_text(), "0.0.2")
    (changelog / "CHANGELOG.md").write_text("# Changelog\n")
    with pytest.raises(PackagingError, match="no part for"):
        gather(f"v{version()}", built, changelog / "release")


def test_the_same_name_from_two_systems_is_refused(built: Path, changelog: Path) -> None:
    from places import PackagingError, version
    from release import gather

    (built / "installers-windows-2022" / "dawnline_1_amd64.deb").write_bytes(b"")
    with pytest.raises(PackagingError, match="built twice"):
        gather(f"v{version()}", built, changelog / "release")
