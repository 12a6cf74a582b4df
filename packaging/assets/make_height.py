"""Make `textures/earth-height.png` from the heights in the npm package three-globe, packed anew without loss.

    python make_height.py FOLDER OUTPUT

FOLDER holds `earth-topology.png` (`example/img/` in the package). Nothing is lost. Heights are kept, and
slopes are taken from them when the program loads: two channels of slopes would need twice the bytes, and
the blocks of a JPEG would become hills.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtGui import QImage, QImageWriter


def main() -> None:
    """Read the heights, write them again, say how large they became."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    heights = QImage(str(asked.folder / "earth-topology.png"))
    writer = QImageWriter(str(asked.output), b"png")
    writer.setCompression(100)
    if heights.isNull() or not writer.write(heights.convertToFormat(QImage.Format.Format_Grayscale8)):
        raise SystemExit(f"{asked.output}: cannot be made from {asked.folder}")
    sys.stdout.write(f"{asked.output}: {asked.output.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
