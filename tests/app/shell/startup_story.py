"""Open the desk and print, a JSON line a stage, which packages are loaded; close it when it is furnished."""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

from dawnline.shell.main import open_desk
from dawnline.shell.opening import Opening

LONGEST_MS = 60_000


def tell(stage: str) -> None:
    """Print what is loaded."""
    packages = sorted({name.partition(".")[0] for name in sys.modules})
    print(json.dumps({"stage": stage, "packages": packages}), flush=True)
    if stage == "painted":
        QTimer.singleShot(LONGEST_MS, lambda: QApplication.exit(3))
    if stage == "globe":
        QTimer.singleShot(20, wait_for_inspector)


def wait_for_inspector() -> None:
    """Leave when the last part of the window is there."""
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
    inspector = window.findChild(QDockWidget, "dock-inspector").widget()
    if type(inspector).__name__ == "InspectorPlace":
        tell("furnished")
        window.close()
    else:
        QTimer.singleShot(20, wait_for_inspector)


sys.exit(open_desk(Opening(), on_stage=tell))
