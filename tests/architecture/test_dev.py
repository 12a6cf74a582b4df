"""The script that sets everything up: what it says, and what it decides."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from dawnline_testing.patience import PATIENCE_S
from dawnline_testing.tree import ROOT

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about screens and packages of Linux")
debian_only = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="about Debian's packages")


def load(folder: Path) -> ModuleType:
    """Import the script that lies in a folder."""
    loader = SourceFileLoader("dev_script", str(folder / "dev"))
    spec = spec_from_loader("dev_script", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    """Return the script as a module."""
    return load(ROOT)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """Return a folder with the script in it that is set up already, with this very Python as its own."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for the virtual environment is a shell script")
    (tmp_path / "packaging").mkdir()
    for name in ("dev", "pyproject.toml", "packaging/constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    script = load(tmp_path)
    python = script.venv_program("python")
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    script.STAMP.write_text(script.wanted_stamp())
    return tmp_path


def call(folder: Path, *arguments: str, environment: Mapping[str, str] = os.environ) -> tuple[int, str]:
    """Run the script of a folder as a person does; return its status and all that it said."""
    done = subprocess.run(
        [sys.executable, "dev", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S, env=dict(environment),
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_help_names_every_verb() -> None:
    """What there is to say is told without setting anything up."""
    for arguments in ((), ("help",), ("--help",)):
        status, said = call(ROOT, *arguments)
        assert status == 0
        verbs = ["run", "test", "check", "bench", "pages", "package", "help"]
        assert re.findall(r"\./dev (\w+)", said) == verbs


def test_unknown_verb_names_the_known_ones() -> None:
    """A slip of the finger is told what would be right."""
    status, said = call(ROOT, "rnu")
    assert status == 2
    assert said == "dev: no verb 'rnu'; there are run, test, check, bench, pages, package, help\n"


def test_an_old_python_is_told_in_words() -> None:
    """Not by a traceback, and before anything newer than it can fail."""
    pretend = "import sys; sys.version_info = (3, 9, 2); exec(compile(open('dev').read(), 'dev', 'exec'))"
    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Dawnline needs Python 3.11 or newer and this is ")
    assert "Traceback" not in done.stderr


@linux_only
def test_no_screen_is_told_what_to_do_instead(ready: Path) -> None:
    """Status 2 and three ways on, not Qt's abort."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    blind = {name: value for name, value in os.environ.items() if name not in screens}
    status, said = call(ready, "run", environment=blind)
    assert status == 2
    assert "there is no screen" in said
    assert "snapshot" in said
    assert "xvfb-run -a ./dev run" in said
    assert "ssh -X" in said


@linux_only
def test_the_picture_that_is_advised_can_be_made(dev: ModuleType) -> None:
    """The scenario in the advice is there, and the verb is one that needs no window."""
    advice = (ROOT / "dev").read_text()
    (scenario,) = re.findall(r"run snapshot (\S+\.toml)", advice)
    assert (ROOT / scenario).is_file()
    assert not dev.wants_window(["snapshot", scenario])


def test_all_tests_share_the_cores_where_each_process_has_a_screen(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without virtual screens, or with one core, there is one process."""
    monkeypatch.setattr(dev, "LINUX", True)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert dev.side_by_side(2) == ["--numprocesses", "2", "--dist", "loadfile"]
    assert dev.side_by_side(64)[1] == "4"
    assert dev.side_by_side(1) == []
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    assert dev.side_by_side(2) == []


def test_named_tests_run_in_one_process(ready: Path) -> None:
    """What a person asks of pytest is all that it is asked."""
    (ready / "test_here.py").write_text(
        "def test_it(pytestconfig):\n    assert not pytestconfig.option.numprocesses\n"
    )
    (ready / "pyproject.toml").write_text("")
    load(ready).STAMP.write_text(load(ready).wanted_stamp())
    status, said = call(ready, "test", "-q", "test_here.py")
    assert (status, said.count("1 passed")) == (0, 1), said


def test_arguments_reach_the_program(ready: Path) -> None:
    """What the program says comes back, with its status."""
    status, said = call(ready, "run", "--help")
    assert status == 0
    assert "simulate" in said
    status, said = call(ready, "run", "simulate", "--no-such-option")
    assert status == 2
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], True),
        (["fleet.toml"], True),
        (["./day.dawn", "--at", "+1h"], True),
        (["open", "fleet.toml"], True),
        (["info", "fleet.toml"], False),
        (["--help"], False),
    ],
)
def test_who_needs_a_window(dev: ModuleType, arguments: list[str], wanted: bool) -> None:
    """A file or `open` does, the other verbs do not."""
    assert dev.wants_window(arguments) is wanted


@linux_only
def test_what_counts_as_a_screen(dev: ModuleType) -> None:
    """X11, Wayland, or a platform named by somebody who knows."""
    assert dev.no_screen({})
    assert dev.no_screen({"DISPLAY": ""})
    assert not dev.no_screen({"DISPLAY": ":0"})
    assert not dev.no_screen({"WAYLAND_DISPLAY": "wayland-0"})
    assert not dev.no_screen({"QT_QPA_PLATFORM": "vnc"})


def test_the_set_up_is_skipped_only_while_nothing_changed(ready: Path) -> None:
    """Another version pinned, another dependency or another Python makes it run again."""
    script = load(ready)
    assert script.STAMP.read_text() == script.wanted_stamp()
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        before = (ready / name).read_text()
        (ready / name).write_text(before + "\n# changed\n")
        assert script.STAMP.read_text() != script.wanted_stamp()
        (ready / name).write_text(before)
    assert script.STAMP.read_text() == script.wanted_stamp()


def test_a_virtual_environment_of_another_python_is_made_anew(ready: Path) -> None:
    """The one that is kept was made by the very version that runs."""
    script = load(ready)
    settings = script.VENV / "pyvenv.cfg"
    here = ".".join(str(part) for part in sys.version_info[:3])
    for text, ours in (
        (f"version = {here}\n", True),
        (f"version_info = {here}\n", True),
        ("version = 3.9.2\n", False),
    ):
        settings.write_text(f"home = /usr/bin\n{text}")
        assert script.is_our_venv() is ours
    settings.unlink()
    assert not script.is_our_venv()


def test_pip_index_is_handed_on_to_uv(dev: ModuleType, tmp_path: Path) -> None:
    """Pip's words become uv's, the more specific ones first; what is not there is left out."""
    said = (
        "global.index-url='https://index.example/simple'\n"
        "global.extra-index-url='\\nfile:///one/simple\\nfile:///two/simple'\n"
        f"global.find-links='{tmp_path} /not/there'\n"
        "install.timeout='7'\n"
        ":env:.index-url='https://mirror.example/simple'\n"
        ":env:.no-color='1'\n"
    )
    settings = dev.parse_pip_settings(said)
    assert settings["index-url"] == "https://mirror.example/simple"
    assert dev.index_variables(settings) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "file:///one/simple file:///two/simple",
        "UV_FIND_LINKS": str(tmp_path),
        "UV_HTTP_TIMEOUT": "7",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    assert dev.index_variables({}) == {}


def test_an_index_of_uvs_own_stays(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who told uv where to look is not overruled by pip's settings."""
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    assert dev.package_index() == {}


def test_the_installer_is_pinned(dev: ModuleType) -> None:
    """Uv's version is one of the constraints; a package that is not among them is a clear error."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", dev.pinned("uv"))
    with pytest.raises(dev.SetupError, match="pins no left-pad"):
        dev.pinned("left-pad")


@debian_only
def test_installed_packages_are_asked_of_dpkg(dev: ModuleType) -> None:
    """A package counts as there under any of its names, and as missing only under none."""
    made_up = "dawnline-made-up"
    wanted = [("dpkg",), (made_up, "dpkg"), (made_up,), (made_up, made_up + "2")]
    assert dev.missing_debian(wanted) == [(made_up,), (made_up, made_up + "2")]
    assert dev.missing_debian([]) == []


@linux_only
def test_libraries_are_asked_of_the_loader(dev: ModuleType) -> None:
    """On other distributions a library is missing when it does not load."""
    assert dev.loads("libc.so.6")
    assert not dev.loads("libdawnline-made-up.so.1")


def test_a_failed_step_shows_its_command(dev: ModuleType) -> None:
    """Whoever must mend it sees what was tried."""
    with pytest.raises(dev.SetupError, match=r"status 3:\n  .* -c 'raise SystemExit\(3\)'"):
        dev.call([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(dev.SetupError, match="cannot start no-such-program"):
        dev.call(["no-such-program"])
