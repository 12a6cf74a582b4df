"""The pictures and lines that ship with the program: what the first globe needs, and what may come later."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from dawnline_widgets.globe.draw.pictures import ImageUnreadableError, read_pictures

if TYPE_CHECKING:
    from dawnline_widgets.globe.draw.finery import Finery
    from dawnline_widgets.globe.draw.images import GlobeTextures


def bundled_textures() -> "GlobeTextures":
    """Return the bundled pictures; a plain Earth if they are missing or damaged, since a window must open.

    Any thread may ask; the pictures are decoded before numpy is asked for, which may be loading meanwhile.
    """
    with as_file(files("dawnline_assets").joinpath("textures")) as folder:
        try:
            pictures = read_pictures(
                folder / "earth-day.jpg", folder / "earth-lights.jpg", folder / "earth-water.png"
            )
            from dawnline_widgets.globe.draw.images import read_stars, textures_of

            return textures_of(pictures, read_stars((folder / "stars.bin").read_bytes()))
        except (ImageUnreadableError, OSError):
            from dawnline_widgets.globe.draw.images import plain_textures

            return plain_textures()


def bundled_finery() -> "Finery":
    """Return the bundled relief, Milky Way and outlines; nothing of them if one is missing or damaged.

    Any thread may ask, after the first globe is drawn: it takes some tens of milliseconds.
    """
    from dawnline_widgets.globe.draw.finery import no_finery, read_finery
    from dawnline_widgets.globe.draw.outlines import OutlinesUnreadableError

    with as_file(files("dawnline_assets")) as folder:
        try:
            return read_finery(
                folder / "textures" / "earth-height.png",
                folder / "textures" / "milky-way.jpg",
                folder / "geography" / "outlines.bin",
            )
        except (ImageUnreadableError, OutlinesUnreadableError, OSError):
            return no_finery()
