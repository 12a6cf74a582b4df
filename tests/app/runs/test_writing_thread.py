"""The writing thread keeps order, and hides no error."""

import threading

import pytest

from dawnline.runs.writing_thread import MAX_WAITING, WritingThread


def test_calls_are_done_in_order_and_all_before_the_end() -> None:
    done: list[int] = []
    with WritingThread() as thread:
        for number in range(200):
            thread.do(done.append, number)
    assert done == list(range(200))


def test_nobody_runs_far_ahead() -> None:
    gate, given = threading.Event(), 0
    with WritingThread() as thread:
        thread.do(gate.wait)
        opener = threading.Timer(0.2, gate.set)
        opener.start()
        for _ in range(MAX_WAITING):
            thread.do(lambda: None)
            given += 1
            # The last one had to wait for the gate.
            assert gate.is_set() == (given == MAX_WAITING)
        opener.join()


def fail() -> None:
    raise OSError("disk full")


def do_many(calls: int) -> None:
    with WritingThread() as thread:
        for _ in range(calls):
            thread.do(fail)


@pytest.mark.parametrize("calls", [1, 100])
def test_an_error_comes_out(calls: int) -> None:
    with pytest.raises(OSError, match="disk full"):
        do_many(calls)


def break_off() -> None:
    gate = threading.Event()
    with WritingThread() as thread:
        thread.do(gate.wait)
        thread.do(fail)
        gate.set()
        raise KeyError("caller")


def test_an_error_of_the_caller_is_not_hidden_by_a_later_one() -> None:
    with pytest.raises(KeyError, match="caller"):
        break_off()
