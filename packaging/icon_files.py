"""Icons as Windows and macOS want them: a head that lists pictures, and PNG files behind it."""

import struct
from collections.abc import Mapping
from pathlib import Path

# The PNG entries of macOS's icon format, by the side of the picture in pixels.
_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
_ICO = (16, 32, 48, 64, 128, 256)


def pictures_in(folder: Path) -> dict[int, bytes]:
    """Return the PNG files named ``dawnline-SIDE.png``, by side."""
    return {int(path.stem.rpartition("-")[2]): path.read_bytes() for path in folder.glob("dawnline-*.png")}


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return a Windows icon; it takes PNG since Windows Vista."""
    sides = [side for side in _ICO if side in pictures]
    head, body = struct.pack("<HHH", 0, 1, len(sides)), b""
    start = len(head) + 16 * len(sides)
    for side in sides:
        data = pictures[side]
        told = side % 256  # 256 is written as 0
        head += struct.pack("<BBBBHHII", told, told, 0, 0, 1, 32, len(data), start + len(body))
        body += data
    return head + body


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """Return a macOS icon."""
    body = b"".join(
        name + struct.pack(">I", len(pictures[side]) + 8) + pictures[side]
        for side, name in _ICNS.items()
        if side in pictures
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def write_icons(source: Path, folder: Path) -> None:
    """Write ``dawnline.ico`` and ``dawnline.icns`` into a folder."""
    pictures = pictures_in(source)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dawnline.ico").write_bytes(ico(pictures))
    (folder / "dawnline.icns").write_bytes(icns(pictures))
