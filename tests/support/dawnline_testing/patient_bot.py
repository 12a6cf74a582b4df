"""pytest-qt's bot with more patience: it would give up after five seconds."""

from typing import Any

from pytestqt.qtbot import QtBot

from dawnline_testing.patience import SHORT_MS


class PatientBot(QtBot):
    """Drives widgets as its parent does, and waits longer for what they are to do."""

    def waitUntil(self, *args: Any, timeout: int = SHORT_MS) -> None:  # noqa: N802 - pytest-qt's name
        """Wait until a condition holds."""
        super().waitUntil(*args, timeout=timeout)

    def waitSignal(self, *args: Any, timeout: int = SHORT_MS, **options: Any) -> Any:  # noqa: N802 - as above
        """Wait for a signal."""
        return super().waitSignal(*args, timeout=timeout, **options)

    def waitSignals(self, *args: Any, timeout: int = SHORT_MS, **options: Any) -> Any:  # noqa: N802 - as above
        """Wait for all of several signals."""
        return super().waitSignals(*args, timeout=timeout, **options)

    def waitExposed(self, *args: Any, timeout: int = SHORT_MS) -> Any:  # noqa: N802 - as above
        """Wait until a window is on the screen."""
        return super().waitExposed(*args, timeout=timeout)
