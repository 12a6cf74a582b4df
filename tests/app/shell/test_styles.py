"""Styles from a thread, of 20,000 satellites: the right one after any seek, the last one meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.cache import SceneCache
from dawnline.present.style import style_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline.shell.styles import StyleSource
from dawnline.telemetry.frame import Values
from dawnline_testing.small_run import STEP_S, write_small_run

FRAMES = 9
VIEW = View(channel="soc_frac")
LONG_S = 20.0


class SlowRecording(Recording):
    """Decodes only while it may; remembers who asked for which frame."""

    may: threading.Event
    asked: list[tuple[str, int]]

    def values(self, kind: Kind, key: str, frame: int) -> Values:
        self.may.wait(LONG_S)
        self.asked.append((threading.current_thread().name, frame))
        return super().values(kind, key, frame)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_run(tmp_path_factory.mktemp("styles") / "run.dawn", 20_000, FRAMES)


@pytest.fixture
def recording(path: Path) -> Iterator[SlowRecording]:
    with SlowRecording(path) as opened:
        opened.may, opened.asked = threading.Event(), []
        opened.may.set()
        yield opened


@pytest.fixture
def ready() -> threading.Event:
    return threading.Event()


@pytest.fixture
def source(recording: SlowRecording, ready: threading.Event) -> Iterator[StyleSource]:
    made = StyleSource(recording, on_ready=ready.set)
    yield made
    recording.may.set()
    made.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("styles")]


def test_after_any_seek_the_style_is_that_of_the_frame(source: StyleSource, path: Path) -> None:
    generator = np.random.default_rng(7)
    with Recording.open(path) as fresh:
        for t_s in [0.0, 480.0, 59.9, *generator.uniform(0.0, FRAMES * STEP_S, 20)]:
            selected = int(generator.integers(20_000)) if generator.random() < 0.3 else None
            ref = None if selected is None else EntityRef("satellite", selected)
            style, legend = source.at(float(t_s), 60.0, VIEW, ref, patience_s=LONG_S)
            wanted, wanted_legend = style_of(fresh, float(t_s), VIEW, selected, SceneCache())
            np.testing.assert_array_equal(style.level, wanted.level)
            np.testing.assert_array_equal(style.vertices, wanted.vertices)
            np.testing.assert_array_equal(legend.histogram, wanted_legend.histogram)


def test_nothing_is_decoded_in_the_thread_that_asks(source: StyleSource, recording: SlowRecording) -> None:
    for frame in range(FRAMES):
        source.at(frame * STEP_S, 60.0, VIEW, None, patience_s=LONG_S)
    assert {name.split("_")[0] for name, _ in recording.asked} == {"styles"}


def test_meanwhile_the_last_style_is_shown_and_the_end_of_waiting_is_told(
    source: StyleSource, recording: SlowRecording, ready: threading.Event
) -> None:
    first = source.at(0.0, 60.0, VIEW, None)
    source.at(STEP_S, 60.0, VIEW, None, patience_s=LONG_S)
    first = source.at(0.0, 60.0, VIEW, None, patience_s=LONG_S)
    recording.may.clear()
    assert source.at(5 * STEP_S, 60.0, VIEW, None) is first
    assert not ready.is_set()
    recording.may.set()
    assert ready.wait(LONG_S)
    assert source.at(5 * STEP_S, 60.0, VIEW, None, patience_s=LONG_S) is not first


@pytest.mark.parametrize(("speed", "following"), [(60.0, 5), (-60.0, 3)])
def test_the_frame_that_playing_meets_next_is_made_ahead(
    source: StyleSource, recording: SlowRecording, speed: float, following: int
) -> None:
    source.at(4 * STEP_S, speed, VIEW, None, patience_s=LONG_S)
    for _ in range(400):
        if any(frame == following for _, frame in recording.asked):
            break
        threading.Event().wait(0.02)
    source._ahead._pool.submit(lambda: None).result(LONG_S)  # what was begun is done
    recording.may.clear()  # nothing more can be made: it is there already
    style, _ = source.at(following * STEP_S, speed, VIEW, None)
    recording.may.set()
    with Recording.open(recording.path) as fresh:
        wanted, _ = style_of(fresh, following * STEP_S, VIEW, None, SceneCache())
    np.testing.assert_array_equal(style.level, wanted.level)


def test_what_changes_no_colour_makes_no_style(source: StyleSource) -> None:
    first = source.at(0.0, 60.0, VIEW, None, patience_s=LONG_S)
    other = View(channel="soc_frac", hidden=frozenset({"grid"}), inertial=True)
    assert source.at(10.0, 60.0, other, EntityRef("site", 0)) is first
