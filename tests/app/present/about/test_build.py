"""Which build runs: version, commit where there is one, system; and no person's name or folder."""

import getpass
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from dawnline import __version__
from dawnline.present.about import build as module
from dawnline.present.about.build import commit_of_tree, this_build

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_it_names_version_and_system_and_no_person() -> None:
    build = this_build()
    assert build.line.startswith(f"Dawnline {__version__}, from source")
    assert build.python == f"Python {platform.python_version()}"
    assert platform.machine() in build.system
    everything = f"{build.line} {build.python} {build.system}"
    for secret in (
        platform.node(),
        str(Path.home()),
        getpass.getuser() if getpass.getuser() != "root" else "~",
    ):
        assert secret not in everything


def test_the_commit_of_a_tree_is_read_without_git(tmp_path: Path) -> None:
    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid", *words],
            cwd=tmp_path, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    assert commit_of_tree(tmp_path) == ""
    git("init", "-q", "-b", "main")
    assert commit_of_tree(tmp_path) == "", "no commit yet"
    git("commit", "-q", "--allow-empty", "-m", "one")
    commit = git("rev-parse", "HEAD")
    assert commit_of_tree(tmp_path) == commit
    git("pack-refs", "--all")
    assert commit_of_tree(tmp_path) == commit
    git("checkout", "-q", "--detach")
    assert commit_of_tree(tmp_path) == commit
    (tmp_path / ".git" / "HEAD").write_text("ref: ../../etc/passwd\n", encoding="ascii")
    assert commit_of_tree(tmp_path) == ""


@pytest.mark.parametrize(
    ("written", "told"), [(COMMIT, f"installed, commit {COMMIT[:12]}"), ("x", "installed")]
)
def test_a_bundle_says_what_it_was_built_from(
    written: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / module.BUILD_FILE).write_text(written + "\n", encoding="ascii")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert this_build().origin == told
    (tmp_path / module.BUILD_FILE).unlink()
    assert this_build().origin == "installed"
