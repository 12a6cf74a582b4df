"""What tests of the shell share: a run as the program makes it, and the real window on it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dawnline.cli.main import main
from dawnline.recording.recording import Recording
from dawnline.shell.first_globe import place_globe
from dawnline.shell.furnish import Furnishing, furnish_places
from dawnline.shell.main import bundled_fonts
from dawnline.shell.textures import bundled_textures
from dawnline.shell.window import DeskWindow
from dawnline_testing.sky import Sky, open_sky
from dawnline_testing.small_scenario import write_small_scenario
from dawnline_widgets.globe.draw.images import GlobeTextures
from dawnline_widgets.theme.palette import apply_theme

OpenDesk = Callable[..., Furnishing]
SIZE = (1280, 800)


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scenario of 164 satellites, 29 sites and 121 frames."""
    return write_small_scenario(tmp_path_factory.mktemp("shell"))


@pytest.fixture(scope="session")
def run_file(scenario: Path) -> Path:
    """Return its run; to be read only."""
    path = scenario.with_name("small.dawn")
    assert main(["simulate", str(scenario), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """Return the application, as the program dresses it."""
    apply_theme(qapp, bundled_fonts())
    return qapp


@pytest.fixture(scope="session")
def textures() -> GlobeTextures:
    """Return the Earth's pictures, decoded once for all windows."""
    return bundled_textures()


@pytest.fixture(scope="session")
def sky() -> Iterator[Sky]:
    """Return Skyfield's timescale and DE421: the referee of what the globe shows."""
    with open_sky() as opened:
        yield opened


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Hold the reading of every run until it is set."""
    gate = threading.Event()
    read = Recording.open

    def slow(path: Path | str) -> Recording:
        assert gate.wait(30.0)
        return read(path)

    monkeypatch.setattr(Recording, "open", slow)
    yield gate
    gate.set()


@pytest.fixture
def open_desk(
    qtbot: QtBot, dressed: QApplication, textures: GlobeTextures, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenDesk]:
    """Open the real window, on a file if one is named; closed behind the test."""
    assert dressed
    monkeypatch.setattr("dawnline.shell.textures.bundled_textures", lambda: textures)
    opened: list[DeskWindow] = []

    def open_it(path: Path | None = None, size: tuple[int, int] = SIZE) -> Furnishing:
        window = DeskWindow()
        opened.append(window)
        window.resize(*size)
        desk = furnish_places(window, place_globe(window))
        desk.add_inspector()
        window.show()
        window.activateWindow()  # no window manager does it on a bare screen
        qtbot.waitUntil(window.isActiveWindow)
        desk.beat.start()
        if path is not None:
            desk.files.open(path)
            qtbot.waitUntil(lambda: bool(window.top_bar.clock_text.strip("-: UTC")))
        return desk

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def desk(open_desk: OpenDesk, run_file: Path) -> Furnishing:
    """Return the window on the small run, held at its start."""
    return open_desk(run_file)
