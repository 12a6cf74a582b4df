"""A fault of ours while the window is open is told in words, once, written down, and counted."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.present.crash.scrub import code_place
from dawnline.shell import fault
from dawnline.shell.crash.journal import Journal
from dawnline.shell.fault import MOST_REPORTS, FaultWatch

HERE = code_place(__file__)  # the clone may lie in a folder of the name of a package
Told = list[tuple[str, tuple[str, ...], bool]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a folder of reports of its own."""
    monkeypatch.setattr(fault, "reports_folder", lambda: tmp_path / "log")
    return tmp_path / "log"


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def watch(told: Told) -> Iterator[FaultWatch]:
    journal = Journal()
    journal.describe(("Dawnline 0.1.0, a test", "Some system"))
    journal.note("globe.home")
    watch = FaultWatch(journal)
    watch.begin(lambda *words: told.append(words))
    yield watch
    watch.end()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def raise_and_hear(error: BaseException) -> None:
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_the_first_fault_is_told_and_all_are_counted(
    watch: FaultWatch, told: Told, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        raise_and_hear(LookupError(f"number {number}"))
    assert watch.count == 3
    assert [title for title, _, _ in told] == ["A fault of Dawnline"]
    assert f"LookupError: number 0 ({HERE}:" in told[0][1][0]
    said = capsys.readouterr().err
    assert said.count("this is a fault of Dawnline") == 1
    assert "Traceback" not in said
    report = list(folder.iterdir())
    assert len(report) == 1, "the same place is written down once"
    assert report[0].name in told[0][1][1]
    assert told[0][2]


def test_a_report_says_what_where_when_and_on_what(watch: FaultWatch, folder: Path) -> None:
    assert watch
    raise_and_hear(OSError(2, "No such file", str(Path.home() / "my secrets" / "plan.toml")))
    text = next(folder.iterdir()).read_text(encoding="utf-8")
    for words in (
        "FileNotFoundError: [Errno 2] No such file: 'plan.toml'", f"{HERE}:", "the window's thread",
        "Dawnline 0.1.0, a test", "Some system", "  globe.home", " in raise_and_hear", "nothing is sent",
    ):  # fmt: skip
        assert words in text
    for secret in ("secrets", str(Path.home()), Path.home().name, str(Path(__file__).parent)):
        assert secret not in text


def test_a_fault_in_a_thread_is_told_in_the_window(
    watch: FaultWatch, told: Told, folder: Path, qtbot: QtBot
) -> None:
    where: list[threading.Thread] = []
    watch._tell = lambda *words: (told.append(words), where.append(threading.current_thread()))

    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    thread = threading.Thread(target=fail, name="keyframes")
    thread.start()
    thread.join()
    assert not told, "it waits for the window's thread"
    qtbot.waitUntil(lambda: bool(told))
    assert where == [threading.main_thread()]
    assert "thread keyframes" in next(folder.iterdir()).read_text(encoding="utf-8")


def test_who_wants_to_leave_is_no_fault(watch: FaultWatch, told: Told) -> None:
    raise_and_hear(KeyboardInterrupt())
    assert (watch.count, told) == (0, [])


def test_many_faults_of_many_places_are_a_few_reports(watch: FaultWatch, folder: Path) -> None:
    for number in range(MOST_REPORTS + 5):
        raise_and_hear(type(f"Fault{number}", (Exception,), {})("one of many"))
    assert watch.count == MOST_REPORTS + 5
    assert len(list(folder.iterdir())) == MOST_REPORTS


def test_a_folder_that_cannot_be_written_leaves_the_words(
    watch: FaultWatch, told: Told, folder: Path
) -> None:
    assert watch
    folder.write_text("a file where the folder should be", encoding="utf-8")
    raise_and_hear(LookupError("no folder"))
    assert "Please report this line" in told[0][1][1]
    assert not told[0][2], "there is nothing to open"


def test_an_exception_without_words_of_its_own_is_told_too(watch: FaultWatch, told: Told) -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError("no words")

    assert watch
    raise_and_hear(MuteError())
    assert "MuteError: (its words cannot be had)" in told[0][1][0]
