"""What the window asks of the network: never waits, and goes on when something cannot be made."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dawnline.present.cache import SceneCache
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.session import Session


@pytest.fixture
def session(run_file: Path, qtbot: QtBot):
    assert qtbot
    session = Session()
    session.open(Recording.open(run_file), playing=False)
    yield session
    session.close()


def test_a_run_without_links_is_asked_nothing(session: Session) -> None:
    source = NetworkSource(session)
    everything = View(hidden=frozenset())
    assert session.recording is not None
    look = source.globe(session.recording, 0.0, everything, None)
    assert (look.links, look.gateways, look.ways, look.field) == (None, None, (), None)
    source.close()


def test_what_fails_is_told_once_and_asked_again_of_another_run(session: Session) -> None:
    source = NetworkSource(session)
    asked = []

    def fail(_: SceneCache) -> int:
        asked.append(1)
        raise ArithmeticError("a broken link")

    with source.patient(5.0):
        with pytest.raises(ArithmeticError):
            source.get("slot", 1, fail)
        assert source.get("slot", 2, fail) is None
        assert source.get("other", 1, lambda _: 7) == 7
        session.opened.emit()
        with pytest.raises(ArithmeticError):
            source.get("slot", 3, fail)
    assert len(asked) == 2
    source.close()


def test_nobody_waits_but_pictures(session: Session, qtbot: QtBot) -> None:
    source = NetworkSource(session)
    assert source.get("long", 1, lambda _: _slow()) is None
    qtbot.waitUntil(lambda: source.get("long", 1, lambda _: _slow()) == 9)
    source.close()


def _slow() -> int:
    return sum(range(3_000_000)) * 0 + 9
