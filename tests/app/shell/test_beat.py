"""The beat: one timer; visible places are asked, each as often as it wants; a seek asks all at once."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from dawnline.recording.recording import Recording
from dawnline.recording.writer import RunWriter
from dawnline.shell.beat import Beat
from dawnline.shell.session import Session
from dawnline_testing.small_run import STEP_S, small_frame, small_header, write_small_run


class CountingPlace:
    """A place that shows nothing and counts how often it is asked."""

    def __init__(self, *, visible: bool = True, interval_s: float = 0.0) -> None:
        self.visible = visible
        self.interval_s = interval_s
        self.asked = 0

    def refresh(self) -> None:
        self.asked += 1


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    assert qtbot
    session = Session()
    session.open(Recording.open(write_small_run(tmp_path / "r.dawn")), playing=False)
    yield session
    session.close()


@pytest.fixture
def owner() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    for timer in owner.findChildren(QTimer):
        timer.stop()


def test_there_is_one_timer(session: Session, owner: QObject) -> None:
    beat = Beat(session, [CountingPlace(), CountingPlace()], owner)
    beat.start()
    assert [timer.isActive() for timer in owner.findChildren(QTimer)] == [True]
    beat.stop()
    assert [timer.isActive() for timer in owner.findChildren(QTimer)] == [False]


def test_who_stands_still_is_asked_once(session: Session, owner: QObject, qtbot: QtBot) -> None:
    seen, hidden = CountingPlace(), CountingPlace(visible=False)
    beat = Beat(session, [seen, hidden], owner)
    beat.start()
    qtbot.wait(150)
    assert (seen.asked, hidden.asked) == (1, 0)
    hidden.visible = True
    qtbot.waitUntil(lambda: hidden.asked == 1)  # it missed something, and catches up when it is seen
    session.touch()
    qtbot.waitUntil(lambda: (seen.asked, hidden.asked) == (2, 2))
    beat.stop()


def test_while_time_plays_each_place_keeps_its_interval(
    session: Session, owner: QObject, qtbot: QtBot
) -> None:
    quick, slow = CountingPlace(), CountingPlace(interval_s=0.25)
    beat = Beat(session, [quick, slow], owner)
    session.playhead.play()
    begun_s = monotonic()
    beat.start()
    qtbot.waitUntil(lambda: quick.asked >= 20)
    passed_s = monotonic() - begun_s
    beat.stop()
    assert session.t_s > 0.0
    assert 1 <= slow.asked <= passed_s / 0.25 + 1
    assert slow.asked < quick.asked


def test_a_seek_asks_everybody_whatever_the_interval(session: Session, owner: QObject, qtbot: QtBot) -> None:
    slow = CountingPlace(interval_s=60.0)
    beat = Beat(session, [slow], owner)
    beat.start()
    qtbot.waitUntil(lambda: slow.asked == 1)
    session.playhead.seek(5 * STEP_S)
    qtbot.waitUntil(lambda: slow.asked == 2)
    beat.stop()


def test_a_place_added_later_is_asked_too(session: Session, owner: QObject, qtbot: QtBot) -> None:
    beat = Beat(session, [], owner)
    beat.start()
    late = CountingPlace()
    beat.add(late)
    qtbot.waitUntil(lambda: late.asked == 1)
    beat.stop()


def test_a_stall_does_not_make_time_leap(session: Session, owner: QObject, qtbot: QtBot) -> None:
    place = CountingPlace()
    beat = Beat(session, [place], owner)
    session.playhead.set_speed(100.0)
    beat.start()
    session.playhead.play()
    QTimer.singleShot(0, owner, lambda: spin(0.8))
    qtbot.waitUntil(lambda: place.asked >= 2)
    beat.stop()
    assert session.t_s < 100.0 * 0.6


def test_pictures_show_all_that_is_visible(session: Session, owner: QObject) -> None:
    seen, hidden = CountingPlace(interval_s=60.0), CountingPlace(visible=False)
    beat = Beat(session, [seen, hidden], owner)
    beat.show_all()
    beat.show_all()
    assert (seen.asked, hidden.asked) == (2, 0)


def test_new_frames_are_found_by_looking(qtbot: QtBot, owner: QObject, tmp_path: Path) -> None:
    path = tmp_path / "r.dawn"
    session, place = Session(), CountingPlace(interval_s=60.0)
    with RunWriter(path, small_header(7, 20)) as writer:
        for index in range(12):
            writer.append(small_frame(7, index))
            if index == 3:
                writer.flush()
                session.open(Recording.open(path), playing=False)
        beat = Beat(session, [place], owner)
        beat.start()
        qtbot.waitUntil(lambda: place.asked == 1)
        writer.flush()
        qtbot.waitUntil(lambda: session.playhead.available_s == 11 * STEP_S)
        beat.stop()
        session.close()


def spin(seconds: float) -> None:
    """Keep the thread of the window busy."""
    end_s = monotonic() + seconds
    while monotonic() < end_s:
        pass
