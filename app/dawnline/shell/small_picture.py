"""Pictures for pages: as good as they can be within a size."""

from pathlib import Path

from PySide6.QtGui import QImage

from dawnline.commands.complaint import CommandError

MOST_BYTES = 150_000
_QUALITIES = (90, 85, 80, 75, 70, 60, 50, 40, 30)


def write_small_jpeg(image: QImage, path: Path, most_bytes: int = MOST_BYTES) -> None:
    """Write a JPEG in the best quality that fits; raise CommandError if none does or it cannot be written."""
    for quality in _QUALITIES:
        if not image.save(str(path), quality=quality):
            raise CommandError(f"{path}: cannot be written; check the folder and the space that is left")
        if path.stat().st_size <= most_bytes:
            return
    path.unlink()
    raise CommandError(f"{path}: no JPEG of it fits into {most_bytes:,} bytes; choose a smaller size")
