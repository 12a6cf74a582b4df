"""PySide6 6.12.0 on Python 3.11 gave back None without taking a reference, until the process died."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_take_no_reference_away() -> None:
    something = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        something.setObjectName("name")
    assert sys.getrefcount(None) - before > -100
