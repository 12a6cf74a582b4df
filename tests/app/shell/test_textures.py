"""The bundled pictures and lines: there, and a window opens without them."""

from pathlib import Path

import pytest

from dawnline.shell import textures
from dawnline.shell.textures import bundled_finery, bundled_textures


def test_everything_is_bundled() -> None:
    finery = bundled_finery()
    assert finery.relief is not None
    assert finery.milky_way is not None
    assert len(finery.outlines.coast.starts) > 1000
    assert len(finery.outlines.borders.starts) > 300


def test_without_its_files_the_globe_is_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "textures").mkdir()
    monkeypatch.setattr(textures, "files", lambda _package: tmp_path)
    assert bundled_textures().earth.shape == (2, 4, 4)
    finery = bundled_finery()
    assert (finery.relief, finery.milky_way, len(finery.outlines.coast.starts)) == (None, None, 0)
