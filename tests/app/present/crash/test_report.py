"""What a report says of an exception: its causes, its calls, no value and no source line."""

from dawnline.present.crash.report import CHAIN, LINES, CrashReport
from dawnline.present.crash.scrub import code_place

HERE = code_place(__file__)  # the clone may lie in a folder of the name of a package
SECRET = "the password is swordfish"


def report_of(error: BaseException, **changes: str) -> str:
    return CrashReport.of_exception(
        error, when="2026-05-30T00:00:00+00:00", thread="a thread", system=("Dawnline 0", "Debian"),
        commands=("globe.home",), home=changes.get("home", ""),
    ).text  # fmt: skip


def caught(build) -> BaseException:
    try:
        build()
    except BaseException as error:
        return error
    raise AssertionError("it should have failed")


def test_it_tells_causes_and_calls_and_no_values() -> None:
    def fail() -> None:
        secret = SECRET
        try:
            {}["a key"]
        except KeyError as error:
            raise ValueError(f"first line\n{secret}") from error

    text = report_of(caught(fail))
    assert "What      ValueError: first line\n" in text
    assert f"Where     {HERE}:" in text
    assert "On        Dawnline 0\n          Debian\n" in text
    assert "because of:\nKeyError: 'a key'" in text
    assert "  globe.home\n" in text
    assert " in fail\n" in text
    assert SECRET not in text
    assert "raise ValueError" not in text, "no line of code"


def test_what_came_on_top_of_another_is_told_too() -> None:
    def fail() -> None:
        try:
            raise KeyError("one")
        except KeyError:
            raise ValueError("two")  # noqa: B904 - on purpose

    assert "while this was dealt with:\nKeyError: 'one'" in report_of(caught(fail))


def test_a_recursion_is_cut_in_its_middle() -> None:
    def fail(depth: int = 0) -> int:
        return fail(depth + 1) + 1

    text = report_of(caught(fail))
    assert "RecursionError" in text
    assert "calls left out" in text
    assert len(text.splitlines()) < LINES + 30


def test_a_long_chain_ends() -> None:
    def fail() -> None:
        error: Exception = ValueError("0")
        for number in range(1, 50):
            following = ValueError(str(number))
            following.__cause__ = error
            error = following
        raise error

    assert report_of(caught(fail)).count("because of:") == CHAIN - 1


def test_the_place_of_a_hard_crash_is_in_the_thread_that_crashed() -> None:
    dump = (
        "Fatal Python error: Aborted\n\nThread 0x1 (most recent call first):\n"
        '  File "concurrent/futures/thread.py", line 81 in _worker\n\n'
        "Current thread 0x2 (most recent call first):\n"
        '  File "dawnline/shell/main.py", line 79 in _show\n  File "dawnline/cli/open.py", line 37 in run\n'
    )
    report = CrashReport.of_hard_crash(dump, when="now", system=(), commands=(), home="")
    assert report.where == "dawnline/shell/main.py:79 in _show"


def test_a_hard_crash_without_calls_is_told() -> None:
    report = CrashReport.of_hard_crash(
        "Fatal Python error: Bus error\n", when="now", system=(), commands=(), home=""
    )
    assert "What      Fatal Python error: Bus error" in report.text
    assert "Where     unknown" in report.text
    assert "  none\n" in report.text
