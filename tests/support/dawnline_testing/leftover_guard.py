"""A test that leaves a thread, a timer or a window behind fails, and says what it left.

Threads are looked at after every test. Qt is asked only after a test that used it: one that takes `qtbot`
or `qapp`, or that made a QApplication itself.
"""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

GRACE_S = 3.0  # what was told to stop may still be stopping


@pytest.fixture(autouse=True)
def _no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    uses_qt = {"qtbot", "qapp"}.intersection(request.fixturenames) or _application() is not None
    threads_before = {thread.ident for thread in threading.enumerate()}
    objects_before = _qt_leftovers() if uses_qt else {}
    yield
    wrong = _after_grace(lambda: [_thread_name(t) for t in _threads() if t.ident not in threads_before])
    if _application() is not None:
        wrong += _after_grace(
            lambda: [text for key, text in _qt_leftovers().items() if key not in objects_before]
        )
        _end(objects_before)
    if wrong:
        pytest.fail("left behind: " + "; ".join(sorted(wrong)), pytrace=False)


def _after_grace(look: Callable[[], list[str]]) -> list[str]:
    """Look until nothing is left or the time of grace is over."""
    end_s = time.monotonic() + GRACE_S
    while (found := look()) and time.monotonic() < end_s:
        gc.collect()
        time.sleep(0.01)
    return found


def _threads() -> list[threading.Thread]:
    # A dummy stands for a thread that Python did not start, and stays when that ends; Qt answers for those.
    return [thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)]


def _thread_name(thread: threading.Thread) -> str:
    return f"thread {thread.name}{' (daemon)' if thread.daemon else ''}"


def _application() -> Any:
    """Return the QApplication, without loading Qt where nobody has."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _qt_leftovers() -> dict[int, str]:
    """Return what Qt still holds: windows, running timers, running threads, busy pool threads."""
    if _application() is None:
        return {}
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = {
        shiboken6.getCppPointer(widget)[0]: f"window {type(widget).__name__} {widget.windowTitle()!r}"
        for widget in QApplication.topLevelWidgets()
        # Qt's own desktop helpers, such as the hidden owner of tool tips, have no wrapper made by Python.
        if shiboken6.createdByPython(widget)
    }
    for thing in shiboken6.getAllValidWrappers():
        if isinstance(thing, QTimer) and thing.isActive():
            found[shiboken6.getCppPointer(thing)[0]] = (
                f"running QTimer {thing.objectName()!r} of {type(thing.parent()).__name__}"
            )
        elif isinstance(thing, QThread) and thing.isRunning() and thing is not QThread.currentThread():
            found[shiboken6.getCppPointer(thing)[0]] = f"running QThread {thing.objectName()!r}"
    if QThreadPool.globalInstance().activeThreadCount():
        found[-1] = "busy threads of the global QThreadPool"
    return found


def _end(kept: dict[int, str]) -> None:
    """Close the windows that a test left, so that the next test is judged for its own."""
    import shiboken6
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if shiboken6.createdByPython(widget) and shiboken6.getCppPointer(widget)[0] not in kept:
            widget.close()
            widget.deleteLater()
