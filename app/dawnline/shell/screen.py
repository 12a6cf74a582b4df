"""Whether there is a screen to open a window on."""

import os
import sys


def missing_screen() -> str | None:
    """Return what to do where no window can open, None where one can."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or chosen.partition(":")[0] in {"offscreen", "vnc", "minimal"}:
        return None
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return (
        "this machine has no screen (DISPLAY and WAYLAND_DISPLAY are not set). "
        "For a picture without one: dawnline snapshot FILE -o OUT.png --view window. "
        "For the window: log in with ssh -X, or run it under xvfb-run. "
        "Everything but the window works as it is: see dawnline --help."
    )
