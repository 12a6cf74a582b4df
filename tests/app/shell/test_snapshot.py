"""Pictures without a person: the same that the window shows, at the size asked for, without noise."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from dawnline.recording.recording import Recording
from dawnline.shell.finery import dress
from dawnline.shell.furnish import Furnishing
from dawnline_testing.process import dawnline

OpenDesk = Callable[..., Furnishing]
AT = "+30m"
AT_S = 1800.0
SIZES = {"globe": (320, 240), "window": (1280, 800)}
# Two ways to the same renderer: an OpenGL widget on xcb, and EGL into an image on Qt's offscreen platform.
GLOBE_MEAN = 0.2  # of 255, mean over the pixels of the globe's place
GLOBE_OFF = 0.002  # share of its pixels that are visibly (by more than 24 of 255) another colour
# Letters are placed and smoothed by another font engine of Qt.
WINDOW_MEAN = 1.0


@pytest.fixture(scope="module")
def pictures(run_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, QImage]:
    """Return the pictures of both views, made by processes of their own."""
    folder = tmp_path_factory.mktemp("snapshots")
    made = {}
    for view in ("globe", "window"):
        path = folder / f"{view}.png"
        done = dawnline("snapshot", run_file, "-o", path, "--view", view, "--at", AT, "--size", words(view))
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{view} at 2026-05-30T00:30:00Z" in done.stdout
        made[view] = QImage(str(path))
    return made


def words(view: str) -> str:
    """Return the size of a view as the command line takes it."""
    return "{}x{}".format(*SIZES[view])


def pixels(image: QImage) -> np.ndarray:
    """Return the pixels (h, w, 3), int16."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return flat[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4)[..., :3].astype(np.int16)


def test_they_have_the_size_asked_for(pictures: dict[str, QImage]) -> None:
    assert {view: (image.width(), image.height()) for view, image in pictures.items()} == SIZES


def test_the_window_is_the_window(
    pictures: dict[str, QImage], open_desk: OpenDesk, run_file: Path, tmp_path: Path
) -> None:
    desk = open_desk(run_file, SIZES["window"])
    dress(desk.globe_place.globe)  # as a script's window is, and in time a person's
    desk.session.playhead.seek(AT_S)
    shot = tmp_path / "shot.png"
    desk.shoot(shot)
    here, there = pixels(QImage(str(shot))), pixels(pictures["window"])
    assert here.shape == there.shape
    apart = np.abs(here - there)
    assert apart.mean() < WINDOW_MEAN
    globe = desk.globe_place.globe
    corner = globe.mapTo(desk.window, globe.rect().topLeft())
    place = (slice(corner.y(), corner.y() + globe.height()), slice(corner.x(), corner.x() + globe.width()))
    assert here[place].max() > 200  # there is an Earth
    assert apart[place].mean() < GLOBE_MEAN
    assert (apart[place].max(axis=2) > 24).mean() < GLOBE_OFF


def test_another_time_is_another_picture(pictures: dict[str, QImage], run_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.png"
    done = dawnline("snapshot", run_file, "-o", path, "--at", "+90m", "--size", words("globe"))
    assert (done.returncode, done.stderr) == (0, "")
    assert np.abs(pixels(QImage(str(path))) - pixels(pictures["globe"])).mean() > 0.2


def test_what_is_selected_is_marked(pictures: dict[str, QImage], run_file: Path, tmp_path: Path) -> None:
    with Recording.open(run_file) as recording:
        name = recording.header.fleet.sites[0].name
    path = tmp_path / "marked.png"
    done = dawnline(
        "snapshot", run_file, "-o", path, "--at", AT, "--size", words("globe"), "--select", name,
        "--channel", "soc_frac",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    changed = np.abs(pixels(QImage(str(path))) - pixels(pictures["globe"])).max(axis=2) > 24
    assert changed.any()


def test_small_windows_too(run_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    done = dawnline("snapshot", run_file, "-o", path, "--view", "window", "--size", "640x400")
    assert (done.returncode, done.stderr) == (0, "")
    assert (QImage(str(path)).width(), QImage(str(path)).height()) == (640, 400)
