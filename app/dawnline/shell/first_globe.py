"""The lit Earth, shown before the rooms below are loaded: it is what a person waits for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dawnline.shell.window import DeskWindow

if TYPE_CHECKING:
    from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

INSTEAD = "A flat map is shown instead; everything else works."
LONGEST_WAIT_MS = 3000  # a minimised window draws no globe; the program goes on without


def place_globe(window: DeskWindow) -> "GlobeWidget | GlobeImagePlace":
    """Make the globe and put it into the window; if it cannot be drawn, the window says so."""
    from dawnline.shell.textures import bundled_textures

    # The pictures are decoded while vispy is loaded: both take long, and decoding needs no Python.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="textures") as thread:
        textures = thread.submit(bundled_textures)
        from dawnline_widgets.globe.widget import make_globe

        globe = make_globe(textures.result())
    globe.failed.connect(lambda words: window.show_notice("The globe cannot be drawn", (words, INSTEAD)))
    window.place_globe(globe)
    return globe


def show_first_globe(window: DeskWindow, then: "Callable[[GlobeWidget | GlobeImagePlace], None]") -> None:
    """Show the Earth alone and call ``then``, once, when it is on the screen (or will not come)."""
    globe = place_globe(window)
    from dawnline.present.empty_globe import empty_globe

    wait = QTimer(globe)
    wait.setSingleShot(True)

    def go_on() -> None:
        wait.start(0)  # behind the paint that is under way

    def end() -> None:
        globe.drawn.disconnect(go_on)
        globe.failed.disconnect(go_on)
        then(globe)

    wait.timeout.connect(end)
    globe.drawn.connect(go_on)
    globe.failed.connect(go_on)
    wait.start(LONGEST_WAIT_MS)
    globe.show_scene(empty_globe("Preparing the first frames"))
