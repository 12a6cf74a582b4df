"""A fault of ours while the window is open is told in words, once, and counted."""

import sys

import pytest

from dawnline.shell.fault import FaultWatch


def test_the_first_fault_is_told_and_all_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[str, tuple[str, ...]]] = []
    watch = FaultWatch(lambda title, lines: told.append((title, lines)))
    watch.begin()
    try:
        for number in range(3):
            try:
                raise LookupError(f"number {number}")
            except LookupError as error:
                sys.excepthook(type(error), error, error.__traceback__)
    finally:
        watch.end()
    assert sys.excepthook is sys.__excepthook__
    assert watch.count == 3
    assert [title for title, _ in told] == ["A fault of Dawnline"]
    assert "LookupError: number 0 (test_fault.py:" in told[0][1][0]
    said = capsys.readouterr().err
    assert said.count("this is a fault of Dawnline") == 1
    assert "Traceback" not in said
