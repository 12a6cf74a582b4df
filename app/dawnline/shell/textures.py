"""The Earth's pictures that ship with the program, decoded."""

from importlib.resources import as_file, files

from dawnline_widgets.globe.images import GlobeTextures, ImageUnreadableError, load_textures, plain_textures


def bundled_textures() -> GlobeTextures:
    """Return the bundled pictures; a plain Earth if they are missing or damaged, since a window must open."""
    with as_file(files("dawnline_assets").joinpath("textures")) as folder:
        try:
            return load_textures(
                folder / "earth-day.jpg",
                folder / "earth-lights.jpg",
                folder / "earth-water.png",
                folder / "stars.bin",
            )
        except (ImageUnreadableError, OSError):
            return plain_textures()
