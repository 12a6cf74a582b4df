"""``dawnline report``: the page and its picture beside it; wrong names are refused."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from dawnline.cli.main import main
from dawnline.commands.complaint import CommandError
from dawnline.shell.small_picture import MOST_BYTES, write_small_jpeg
from dawnline_testing.process import dawnline


def test_page_and_picture_are_written(run_file: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "page.md", tmp_path / "pictures" / "page.jpg"
    picture.parent.mkdir()
    words = ("--picture", picture, "--at", "+5m", "--size", "900x600")
    done = dawnline("report", run_file, "-o", page, *words)
    assert done.returncode == 0, done.stderr
    assert "page.md" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "](pictures/page.jpg)" in text
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (900, 600)
    assert 0 < picture.stat().st_size <= MOST_BYTES


def test_a_scenario_that_ships_goes_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "welcome"]) == 0
    assert "welcome.toml" in capsys.readouterr().out


def test_a_page_alone_needs_no_window(run_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert main(["report", str(run_file), "-o", str(page)]) == 0
    assert "![" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "{tmp}/none/page.md"], "no folder"),
        (["-o", "{tmp}/page.md", "--picture", "{tmp}/page.png"], ".jpg"),
        (["-o", "{tmp}/page.md", "--picture", "{tmp}/page.jpg", "--channel", "nonsense"], "nonsense"),
    ],
)
def test_wrong_words_are_refused(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main(["report", str(run_file), *(word.format(tmp=tmp_path) for word in words)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()


def test_a_picture_that_cannot_be_small_is_refused(tmp_path: Path) -> None:
    noise = QImage(tmp_path.name.encode() * 20_000, 200, 200, QImage.Format.Format_RGB32)
    with pytest.raises(CommandError, match="fits into 1,000 bytes"):
        write_small_jpeg(noise, tmp_path / "noise.jpg", most_bytes=1000)
    assert not (tmp_path / "noise.jpg").exists()
