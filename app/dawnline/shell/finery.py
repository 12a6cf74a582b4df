"""What makes the globe beautiful, loaded behind its first picture."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QTimer

from dawnline.shell.textures import bundled_finery
from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget

LOOK_MS = 25


def dress(globe: GlobeWidget | GlobeImagePlace) -> None:
    """Give the globe its finery now: for pictures, which are to be the same on every machine."""
    globe.take_finery(bundled_finery())


def dress_later(globe: GlobeWidget | GlobeImagePlace) -> None:
    """Give the globe its finery when a thread has read it; nobody waits."""
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="finery")
    finery = thread.submit(bundled_finery)
    thread.shutdown(wait=False)
    look = QTimer(globe)  # it ends with the globe, whenever that is

    def take() -> None:
        if finery.done():
            look.stop()
            globe.take_finery(finery.result())

    look.timeout.connect(take)
    look.start(LOOK_MS)
